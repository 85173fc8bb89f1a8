package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Covariance;

class AnswerTest {
    private static final List<Compute> BUDGETS =
            List.of(Compute.flops(1e18), Compute.flops(1e19), Compute.flops(1e20));
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(PublishedLaws.BESIROGLU_2024.law(), BUDGETS, 9, 8)
                    .withNoise(0.005)
                    .withSeed(42)
                    .dataset();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);
    private static final Answer<ChinchillaLaw> ANSWER = Answer.of(FIT);

    @Test
    void itPrintsAsTheTable() {
        assertThat(Scaling.fit(RUNS)).hasToString(Report.summary(FIT));
        assertThat(ANSWER.summary()).isEqualTo(Report.summary(FIT));
    }

    @Test
    void itsNumbersAreThoseOfTheTable() {
        assertThat(ANSWER.parameters()).containsOnlyKeys("E", "A", "alpha", "B", "beta", "a", "b");
        assertThat(ANSWER.parameters()).containsEntry("alpha", FIT.law().alpha());
        assertThat(ANSWER.parameters()).containsEntry("a", FIT.law().modelExponent());
        assertThat(ANSWER.intervals())
                .containsEntry("beta", Covariance.of(FIT).parameterInterval(0.95, "beta"));
        assertThat(ANSWER.intervals(0.5).get("a").width())
                .isLessThan(ANSWER.intervals().get("a").width());
    }

    @Test
    void aNewRunScattersMoreThanTheLaw() {
        Predictions predictions =
                ANSWER.predict(Recipe.of(1e9, 1e10), Factor.TOKENS, 1e10, 1e11, 1e12);
        assertThat(predictions.rows())
                .hasSize(3)
                .allSatisfy(
                        row -> {
                            assertThat(row.estimate()).isEqualTo(FIT.law().loss(1e9, row.x()));
                            assertThat(row.lower()).isBetween(row.newRunLower(), row.estimate());
                            assertThat(row.upper()).isBetween(row.estimate(), row.newRunUpper());
                        });
        assertThat(predictions.toString().lines()).hasSize(4);
    }

    @Test
    void alongWhichOfTwoFactorsMustBeSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANSWER.predict(1e9))
                .withMessage(
                        "a law of 2 factors needs a recipe for the others: predict(recipe, factor,"
                                + " values)");
        assertThat(Scaling.fit(RUNS, "power:flops").predict(1e21).rows()).hasSize(1);
    }

    @Test
    void itPlansByTheLawAndKnowsItsFindings() {
        assertThat(ANSWER.plan(1e21).recipe())
                .isEqualTo(ComputeOptimal.of(FIT).plan(Compute.flops(1e21)).recipe());
        assertThat(ANSWER.findings()).isEqualTo(Checks.inspect(FIT));
    }
}
