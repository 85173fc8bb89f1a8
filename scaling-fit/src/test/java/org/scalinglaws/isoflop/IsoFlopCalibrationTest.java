package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Bootstrap;

/** How often 90 % intervals of each approach hold the truth, over simulated studies. */
@Tag("once")
class IsoFlopCalibrationTest {
    private static final ChinchillaLaw ALIKE =
            new ChinchillaLaw(1.81686, 482.00572, 0.34781, 2085.4342, 0.36585);
    private static final ChinchillaLaw LOPSIDED = new ChinchillaLaw(1.7, 8000, 0.465, 41, 0.155);
    private static final Compute TARGET = Compute.flops(1e22);

    /** Budgets from 1e18 to 1e21 FLOP, sizes 8 times to both sides of a middle that may drift. */
    private record Design(ChinchillaLaw law, int budgets, int sizes, double last, double noise) {
        Sweep draw(SplittableRandom random) {
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < budgets; i++) {
                double way = i / (budgets - 1.0);
                double flops = 1e18 * Math.pow(1e3, way);
                double best =
                        ComputeOptimal.of(law).plan(Compute.flops(flops)).model().parameters();
                for (int j = 0; j < sizes; j++) {
                    double reach = Math.pow(8, 2.0 * j / (sizes - 1) - 1);
                    double size = best * Math.pow(last, way) * reach;
                    Recipe recipe =
                            Recipe.of(ModelSize.of(size), Tokens.of(flops / (6 * size)))
                                    .with(Factor.named(Sweep.BUDGET_COLUMN), flops);
                    double loss = law.loss(recipe) * Math.exp(noise * random.nextGaussian());
                    runs.add(Run.of(recipe, Loss.nats(loss)));
                }
            }
            return Sweep.of(Dataset.of(runs));
        }

        double best() {
            return ComputeOptimal.of(law).plan(TARGET).model().parameters();
        }
    }

    /** Per cent of studies, for approach 2, corrected and 3; errors are root mean squares. */
    private static final class Score {
        final double[] exponentHeld = new double[3];
        final double[] sizeHeld = new double[3];
        final double[] exponentError = new double[3];
        final double[] sizeError = new double[3];
        double flagged;
        double correctedFlagged;

        @Override
        public String toString() {
            return String.format(
                    "a held %s, N* held %s, error of a %s, of ln N* %s, 2 and 3 differ %.0f,"
                            + " corrected and 3 differ %.0f",
                    rounded(exponentHeld, "%.0f"),
                    rounded(sizeHeld, "%.0f"),
                    rounded(exponentError, "%.4f"),
                    rounded(sizeError, "%.3f"),
                    flagged,
                    correctedFlagged);
        }

        private static List<String> rounded(double[] values, String format) {
            return Arrays.stream(values).mapToObj(value -> String.format(format, value)).toList();
        }
    }

    private static Score score(Design design, Objective objective, int studies) {
        Score score = new Score();
        SplittableRandom root = new SplittableRandom(7);
        double share = 100.0 / studies;
        for (int study = 0; study < studies; study++) {
            IsoFlop analysis =
                    IsoFlop.of(
                            design.draw(root.split()),
                            Parabolas.DEFAULT,
                            Fitter.of(ChinchillaLaw.FAMILY).withObjective(objective));
            SideBySide compared = SideBySide.of(analysis, TARGET, 0.9, Bootstrap.pairs(199, study));
            add(score, design, compared, share);
        }
        for (int k = 0; k < 3; k++) {
            score.exponentError[k] = Math.sqrt(score.exponentError[k] / studies);
            score.sizeError[k] = Math.sqrt(score.sizeError[k] / studies);
        }
        return score;
    }

    private static void add(Score score, Design design, SideBySide compared, double share) {
        double a = design.law.modelExponent();
        for (int k = 0; k < 3; k++) {
            SideBySide.Row row = compared.rows().get(k);
            score.exponentHeld[k] += row.sizeExponent().contains(a) ? share : 0;
            score.sizeHeld[k] += row.parameters().contains(design.best()) ? share : 0;
            PowerOfCompute size = row.allocation().size();
            score.exponentError[k] += Math.pow(size.exponent() - a, 2);
            score.sizeError[k] += Math.pow(Math.log(size.at(TARGET) / design.best()), 2);
        }
        for (SideBySide.Difference difference : compared.differences()) {
            if (difference.isBeyondError() && difference.other().equals("approach 3")) {
                if (difference.one().equals("approach 2")) {
                    score.flagged += share;
                } else {
                    score.correctedFlagged += share;
                }
            }
        }
    }

    @Test
    void whereParabolasAreHardlyOffIntervalsHoldAndNothingIsCalledDifferent() {
        Score score = score(new Design(ALIKE, 6, 9, 1, 0.003), Objective.logSquares(), 60);
        System.out.println(score);
        for (int k = 0; k < 3; k++) {
            assertThat(score.exponentHeld[k]).isGreaterThanOrEqualTo(80);
            assertThat(score.sizeHeld[k]).isGreaterThanOrEqualTo(80);
        }
        assertThat(score.flagged).isLessThan(10);
        assertThat(score.correctedFlagged).isLessThan(10);
    }

    @Test
    void whereParabolasAreOffTheDifferenceIsSeenAndTheCorrectionHolds() {
        Score score = score(new Design(LOPSIDED, 9, 15, 1, 0.003), Objective.logSquares(), 60);
        System.out.println(score);
        assertThat(score.sizeHeld[0]).isLessThan(15);
        assertThat(score.sizeHeld[1]).isGreaterThanOrEqualTo(80);
        assertThat(score.sizeHeld[2]).isGreaterThanOrEqualTo(80);
        assertThat(score.flagged).isGreaterThan(90);
        assertThat(score.correctedFlagged).isLessThan(10);
        assertThat(score.sizeError[1]).isLessThan(0.3 * score.sizeError[0]);
    }

    /** What the table of the package is made of, other draws of it. */
    @Test
    @Tag("study")
    void theTable() {
        for (ChinchillaLaw law : List.of(ALIKE, LOPSIDED)) {
            for (double noise : new double[] {0.003, 0.01}) {
                for (Design design :
                        List.of(
                                new Design(law, 6, 9, 1, noise),
                                new Design(law, 9, 15, 1, noise),
                                new Design(law, 6, 9, 1.0 / 3, noise))) {
                    for (Objective objective :
                            List.of(Objective.logSquares(), Objective.logHuber(1e-3))) {
                        Score score = score(design, objective, 100);
                        System.out.println(design + " " + objective.name() + ": " + score);
                        assertThat(score.sizeHeld[2]).isBetween(75.0, 100.0);
                    }
                }
            }
        }
    }
}
