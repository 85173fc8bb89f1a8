package org.scalinglaws.command;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

/** A sweep of 35 runs, seven sizes at each of five budgets. */
final class FiveBudgets {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);

    private FiveBudgets() {}

    static void writeCsv(Path file) {
        SimulatedRuns.isoFlop(
                        LAW,
                        Stream.of(1e18, 4e18, 1.6e19, 6.4e19, 2.56e20).map(Compute::flops).toList(),
                        7,
                        4)
                .withNoise(0.003)
                .dataset()
                .writeCsv(file);
    }
}
