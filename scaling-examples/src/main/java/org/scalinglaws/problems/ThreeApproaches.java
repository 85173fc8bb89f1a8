package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * The envelope of learning curves, parabolas at each budget and a fitted law: do the three approaches
 * agree on one truth, and do they differ by more than chance?
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3</a>
 */
public final class ThreeApproaches {
    private ThreeApproaches() {}

    static SideBySide answer() {
        IsoFlop study =
                IsoFlop.of(Sweep.of(TheSweep.runs()), Parabolas.DEFAULT, TheSweep.fitter())
                        .withCurves(LearningCurves.withNoise(0, 0.005), LearningCurves.RUN);
        return SideBySide.of(study, TheSweep.TARGET, TheSweep.LEVEL, Bootstrap.pairs(200, 42));
    }

    public static void main(String[] args) {
        SideBySide answer = answer();
        System.out.printf(
                Locale.ROOT,
                "the truth: a %.3f, N* %s at 1e22 FLOP%n%n",
                TheSweep.TRUTH.modelExponent(),
                Digits.three(TheSweep.size(TheSweep.TRUTH)));
        System.out.println("approach                   a   a, 95 %            N*   N*, 95 %");
        for (SideBySide.Row row : answer.rows()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %5.3f   %.2f to %.2f %8s   %s to %s%n",
                    row.allocation().approach(),
                    row.allocation().size().exponent(),
                    row.sizeExponent().lower(),
                    row.sizeExponent().upper(),
                    Digits.three(row.allocation().size().at(TheSweep.TARGET)),
                    Digits.two(row.parameters().lower()),
                    Digits.two(row.parameters().upper()));
        }
        long apart = answer.differences().stream().filter(d -> d.isBeyondError()).count();
        System.out.printf(
                Locale.ROOT,
                """

                Of %d pairs of approaches %d differ beyond chance. Approach 3 has the shortest interval: it
                uses the losses away from the optimum too, and needs the form of the law to be right for it.
                """,
                answer.differences().size(),
                apart);
    }
}
