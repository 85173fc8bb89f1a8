package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.testing.SharedData;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * Runs that a law hardly fits, in strange units or with weights of every size: the fit is the best that
 * its search saw, and what is said of it are numbers that a reader knows.
 */
class AwkwardRunsTest {
    private static Fit<ChinchillaLaw> fit(Dataset runs, String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
    }

    private static void assertBestOfItsSearchAndReadable(Fit<ChinchillaLaw> fit) {
        double best =
                fit.solution().basins().stream().mapToDouble(Basin::value).min().orElseThrow();
        assertThat(fit.objective()).isEqualTo(best);
        assertThat(fit.problem().at(fit.solution().point()).objective())
                .isLessThanOrEqualTo(best * (1 + 1e-9) + 1e-13);
        assertThat(Report.summary(fit)).doesNotContain("NaN").doesNotContain("Infinity");
    }

    private static Recipe recipe(double size, double tokens) {
        return Recipe.of(ModelSize.of(size), Tokens.of(tokens));
    }

    /** Few runs, half of them repeated or far off, losses down to 0.2 and weights over ten decades. */
    private static Dataset strange(long seed, double unit) {
        SplittableRandom random = new SplittableRandom(seed);
        ChinchillaLaw law = new ChinchillaLaw(random.nextDouble(0, 2), 400, 0.34, 2000, 0.37);
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < 14; row++) {
            double size = Math.exp(random.nextDouble(16, 25));
            Recipe recipe = recipe(size, size * Math.exp(random.nextDouble(0, 7)));
            Recipe counted = recipe(size * unit, recipe.tokens().count() * unit);
            double off = random.nextInt(3) == 0 ? Math.exp(random.nextDouble(-1, 1)) : 1;
            double weight = Math.pow(10, random.nextDouble(-5, 5));
            runs.add(new Run(counted, Loss.nats(law.loss(recipe) * off), weight));
            if (random.nextInt(4) == 0) {
                runs.add(runs.get(random.nextInt(runs.size())));
            }
        }
        return Dataset.of(runs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absolute", "log-absolute", "huber:0.001", "log-huber:0.001"})
    void theFitIsTheBestBasinOfItsSearchByTheProblemsOwnObjective(String objective) {
        for (long seed = 1; seed <= 3; seed++) {
            assertBestOfItsSearchAndReadable(fit(strange(seed, 1), objective));
            assertBestOfItsSearchAndReadable(fit(strange(seed, 1e31), objective));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fit-12, log-huber:0.001",
        "fit-31, log-absolute",
        "fit-119, huber:0.001",
        "fit-435, absolute",
        "fit-473, absolute",
        "fit-501, squares",
        "fit-507, log-squares",
    })
    void soIsTheFitOfEachAwkwardFile(String name, String objective) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("robust/" + name + ".csv"));
        assertBestOfItsSearchAndReadable(fit(runs, objective));
    }

    /** Runs of sizes near 1e38: some draws have no law whose A is a number, and count as failed. */
    private static void assertOverflowsAreCounted(Dataset runs) {
        Ensemble<ChinchillaLaw> ensemble =
                Bootstrap.pairs(20, 1).withThreads(1).of(fit(runs, "log-squares"));
        assertThat(ensemble.requested()).isEqualTo(20);
        assertThat(ensemble.replicates()).hasSizeBetween(1, 19);
        assertThat(ensemble.replicates())
                .allMatch(replicate -> Double.isFinite(replicate.objective()));
    }

    @Test
    void aReplicateWhoseCoefficientOverflowsCountsAsFailed() {
        assertOverflowsAreCounted(Dataset.readCsv(SharedData.caseFile("robust/fit-507.csv")));
    }

    @Test
    void soItDoesForSimulatedRunsInUnitsOfTheirOwn() {
        ChinchillaLaw law = new ChinchillaLaw(0, 9.5e8, 0.24, 4.5e5, 0.128);
        SplittableRandom random = new SplittableRandom(9);
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            Recipe recipe =
                    recipe(
                            1e36 * Math.exp(random.nextDouble(0, 5)),
                            1e41 * Math.exp(random.nextDouble(0, 5)));
            runs.add(Run.of(recipe, Loss.nats(law.loss(recipe) * random.nextDouble(0.8, 1.2))));
        }
        assertOverflowsAreCounted(Dataset.of(runs));
    }
}
