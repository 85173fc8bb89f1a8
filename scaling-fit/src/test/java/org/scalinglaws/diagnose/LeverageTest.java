package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class LeverageTest {
    private static final Factor X = Factor.named("x");

    private static Dataset line(double... values) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            Recipe recipe = Recipe.of(java.util.Map.of(X, values[i]));
            runs.add(new Run(recipe, Loss.nats(values[i + 1]), 1));
        }
        return Dataset.of(runs);
    }

    /** By hand: h = 1/n + (x - mean)^2 / Sxx of a straight line, and Cook's distance from it. */
    @Test
    void aStraightLineHasTheLeveragesOfTheTextbook() {
        LawFamily<?> straight =
                LawFamily.ofExpression(
                        "line",
                        List.of(X),
                        List.of(
                                Parameter.positive("c", "height"),
                                Parameter.positive("k", "slope")),
                        "c + k * x");
        Dataset runs = line(1, 3.1, 2, 4.9, 3, 7.2, 4, 8.8, 10, 21.3);
        Fit<? extends LossLaw> fit = Fitter.of(straight).withObjective("squares").fit(runs);
        List<Leverage> all = Leverage.of(fit);
        double[] x = {1, 2, 3, 4, 10};
        double sxx = 9 + 4 + 1 + 0 + 36;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            Leverage run = all.get(i);
            double h = 0.2 + (x[i] - 4) * (x[i] - 4) / sxx;
            assertThat(run.leverage()).isCloseTo(h, within(1e-9));
            assertThat(run.residual()).isCloseTo(run.observed() - run.predicted(), within(1e-9));
            sum += run.residual() * run.residual();
        }
        double variance = sum / 3;
        for (Leverage run : all) {
            double h = run.leverage();
            double cook = run.residual() * run.residual() * h / (2 * variance * (1 - h) * (1 - h));
            assertThat(run.influence().orElseThrow()).isCloseTo(cook, within(1e-9));
        }
    }

    @Test
    void leveragesAddUpToTheNumbersOfTheLawAndTheFarRunHasTheMost() {
        Dataset runs =
                SimulatedRuns.isoFlop(
                                PublishedLaws.BESIROGLU_2024.law(),
                                Compute.budgets(1e18, 1e19, 1e20),
                                7,
                                8)
                        .withNoise(0.01)
                        .dataset();
        List<Leverage> all = Leverage.of(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
        assertThat(all).hasSize(21).allMatch(run -> run.leverage() >= 0 && run.leverage() <= 1);
        assertThat(all.stream().mapToDouble(Leverage::leverage).sum()).isCloseTo(5, within(1e-6));
        Leverage most = all.stream().max(Comparator.comparing(Leverage::leverage)).orElseThrow();
        assertThat(most.row()).isIn(1, 7, 8, 14, 15, 21);
    }
}
