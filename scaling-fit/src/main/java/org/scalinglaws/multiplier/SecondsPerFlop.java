package org.scalinglaws.multiplier;

import java.util.Arrays;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.recipe.Factor;

/**
 * How long a FLOP of some runs took.
 *
 * @param meanLog the mean over runs of ln seconds a FLOP
 * @param error the standard error of that mean
 */
record SecondsPerFlop(double meanLog, double error) {
    private static final Factor SECONDS = Factor.named("seconds");

    /** None unless every run states its seconds. */
    static Optional<SecondsPerFlop> of(Dataset runs) {
        if (!runs.factors().contains(SECONDS)) {
            return Optional.empty();
        }
        double[] logs = new double[runs.size()];
        int row = 0;
        for (Run run : runs) {
            logs[row++] = Math.log(run.recipe().value(SECONDS) / run.recipe().compute().flops());
        }
        if (!Arrays.stream(logs).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        double mean = Arrays.stream(logs).sum() / logs.length;
        double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double variance = squares / Math.max(1, logs.length - 1);
        return Optional.of(new SecondsPerFlop(mean, Math.sqrt(variance / logs.length)));
    }
}
