package org.scalinglaws.problems;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.isoflop.Inspection;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.QualityControl;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * Someone copied a row, a run diverged, and one budget has three noisy runs only. Which rows does a check
 * of quality find, and how far does the answer move without them?
 *
 * @see <a href="https://github.com/Open-Athena/scaling-law-analysis">Open Athena, scaling law analysis</a>
 */
public final class SpoiltSweep {
    private SpoiltSweep() {}

    /** The rows of the sweep with three faults: row 29 is too high, 41 a copy, 42 to 44 are too few. */
    static Dataset spoilt() {
        List<Run> runs = new ArrayList<>();
        TheSweep.runs().forEach(runs::add);
        Run diverged = runs.get(28);
        runs.set(28, Run.of(diverged.recipe(), Loss.nats(1.1 * diverged.loss().nats())));
        runs.add(runs.get(5));
        SimulatedRuns.isoFlop(TheSweep.TRUTH, List.of(Compute.flops(1e22)), 3, 8)
                .withNoise(0.02)
                .dataset()
                .forEach(runs::add);
        return Dataset.of(runs);
    }

    public static void main(String[] args) {
        Inspection inspection = QualityControl.DEFAULT.of(Sweep.of(spoilt()));
        Dataset runs = inspection.sweep().runs();
        for (int row = 0; row < runs.size(); row++) {
            if (inspection.isOutlier(row)) {
                System.out.printf(
                        Locale.ROOT,
                        "row %d, %s parameters at %s FLOP: %s%n",
                        row + 1,
                        Digits.three(runs.run(row).recipe().model().parameters()),
                        Digits.two(inspection.sweep().budget(row)),
                        inspection.reason(row).meaning());
            }
        }
        System.out.printf(
                Locale.ROOT,
                """

                Exponent a by parabolas: %.3f with all rows, %.3f with those that are kept, in truth %.3f.
                A spline that is bent by the run that diverged takes a row at an end of the budget with it. Rules
                fixed before the answer was seen may drop rows; a look at the answer may not.
                """,
                exponent(inspection.sweep()),
                exponent(inspection.kept()),
                TheSweep.TRUTH.modelExponent());
    }

    private static double exponent(Sweep sweep) {
        return IsoFlop.approach2(sweep, Parabolas.DEFAULT).size().exponent();
    }
}
