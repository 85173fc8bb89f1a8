package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.FamilyCase;
import org.scalinglaws.testing.SharedData;

/** Optima that many starts of other software know, and that were hard to find. */
@Tag("once")
class KnownOptimaTest {
    private static final Factor X = Factor.named("x");

    @ParameterizedTest
    @CsvSource({
        "37-bnsl-353, log-huber:0.001, 2.15498163e-6",
        "37-bnsl-368, log-squares, 1.22075678e-6",
        "37-bnsl-378, log-huber:0.001, 3.30413339e-5"
    })
    void theOptimumOfMeasuredCurvesIsFound(String name, String objective, double least) {
        Dataset runs =
                Dataset.readCsv(
                        SharedData.caseFile("public/" + name + ".csv"),
                        CsvFormat.DEFAULT.withLossColumn("y"));
        Fit<BrokenPowerLaw> fit =
                Fitter.of(BrokenPowerLaw.family(X, 1))
                        .withObjective(Objective.parse(objective))
                        .fit(runs);
        assertThat(fit.objective()).isLessThanOrEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({
        "01-farseer-misses-optimum, log-huber:0.001, 2.4666163e-4",
        "39-farseer-miss, log-squares, 1.1593995e-3"
    })
    void theOptimumOfAFormOfNineNumbersIsFound(String name, String objective, double least) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("public/" + name + ".csv"));
        Fit<FarseerLaw> fit =
                Fitter.of(FarseerLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
        assertThat(fit.objective()).isLessThanOrEqualTo(least);
    }

    /** Nine numbers have valleys beside the deepest; a search of fewer places ended at 1.896e-4. */
    @Test
    void theDeepestValleyOfNineNumbersIsFoundFromSimulatedRuns() {
        FamilyCase drawn =
                FamilyCase.all()
                        .filter(given -> given.family().name().equals("farseer"))
                        .findFirst()
                        .orElseThrow();
        Fit<?> fit = Fitter.of(drawn.family()).fit(drawn.runs(30, 0.01, 5));
        assertThat(fit.objective()).isLessThanOrEqualTo(1.7073801e-4);
    }

    /** A search of places that were drawn number by number ended at 5.877e-5. */
    @Test
    void theDeepestValleyIsFoundFromFewRuns() {
        FamilyCase drawn =
                FamilyCase.all()
                        .filter(given -> given.family().name().equals("farseer"))
                        .findFirst()
                        .orElseThrow();
        Fit<?> fit = Fitter.of(drawn.family()).fit(drawn.runs(24, 0.005, 2));
        assertThat(fit.objective()).isLessThanOrEqualTo(4.2343197e-5);
    }

    /** Every gap between two runs may hold a sharp break: each is a valley of its own. */
    @Test
    void aSharpBreakBetweenTwoRunsIsFound() {
        FamilyCase sharp =
                new FamilyCase(BrokenPowerLaw.family(X, 1), 0.8, 1, 0.4, -0.07, 90, 1e-3);
        for (long seed = 1; seed <= 3; seed++) {
            Dataset runs = sharp.runs(16, 3e-4, seed);
            Fit<BrokenPowerLaw> fit =
                    Fitter.of(BrokenPowerLaw.family(X, 1))
                            .withObjective(Objective.logSquares())
                            .fit(runs);
            double truth =
                    fit.problem().at(BrokenPowerLaw.family(X, 1).at(sharp.law())).objective();
            Fit<BrokenPowerLaw> led =
                    Fitter.of(BrokenPowerLaw.family(X, 1))
                            .withObjective(Objective.logSquares())
                            .withStart(sharp.law())
                            .fit(runs);
            assertThat(fit.objective()).isLessThan(truth);
            assertThat(fit.objective()).isLessThanOrEqualTo(led.objective() * (1 + 1e-8));
        }
    }
}
