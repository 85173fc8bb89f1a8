package org.scalinglaws.isoflop;

import java.util.List;
import org.scalinglaws.quantity.Compute;

/** An approach with its powers by every set of runs: exponent and ln coefficient of N*, of D*. */
record Draws(Allocation allocation, List<double[]> powers) {
    double[] exponents(int place) {
        return powers.stream().mapToDouble(power -> power[place]).toArray();
    }

    double[] logs(int place, Compute target) {
        double flops = Math.log(target.flops());
        return powers.stream()
                .mapToDouble(power -> power[place + 1] + power[place] * flops)
                .toArray();
    }
}
