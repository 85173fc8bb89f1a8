package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Stop;

/** Errors smaller than the runs allow are told; those of a bootstrap are not. */
class NarrowTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    private static Dataset runs(int sizes, long seed) {
        return SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e19, 1e20, 1e21), sizes, 8)
                .withNoise(0.005)
                .withSeed(seed)
                .dataset();
    }

    /** Laws about the fit that differ by so much of each number. */
    private static Ensemble<ChinchillaLaw> about(
            Fit<ChinchillaLaw> fit, String method, double share) {
        SplittableRandom random = new SplittableRandom(3);
        ChinchillaLaw law = fit.law();
        List<Replicate<ChinchillaLaw>> replicates =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        new Replicate<>(
                                                i,
                                                new ChinchillaLaw(
                                                        near(law.e(), share, random),
                                                        near(law.a(), share, random),
                                                        near(law.alpha(), share, random),
                                                        near(law.b(), share, random),
                                                        near(law.beta(), share, random)),
                                                0,
                                                Stop.CONVERGED,
                                                1,
                                                false))
                        .toList();
        return new Ensemble<>(
                method,
                Ensemble.Kind.BOOTSTRAP,
                ChinchillaLaw.FAMILY,
                law,
                50,
                replicates,
                List.of());
    }

    private static double near(double number, double share, SplittableRandom random) {
        return number * (1 + share * random.nextGaussian());
    }

    private static List<Finding> narrow(Ensemble<ChinchillaLaw> laws, Fit<ChinchillaLaw> fit) {
        return laws.findings(fit).stream()
                .filter(finding -> finding.check().equals(CheckName.NARROW.id()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"log-huber:0.001", "log-squares", "log-huber-likelihood:0.001", "squares"})
    void lawsThatDifferByTheirStartsAloneTellNoError(String objective) {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.parse(objective))
                        .fit(runs(9, 1));
        List<Finding> found = narrow(about(fit, "restarts", 1e-5), fit);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).message())
                .contains("'restarts'", "36 runs", "Cramer and Rao", "it would take about");
        assertThat(narrow(about(fit, "restarts", 0), fit).get(0).message())
                .doesNotContain("it would take");
        assertThat(narrow(about(fit, "restarts", 0.2), fit)).isEmpty();
    }

    /** Whole runs that are drawn may share an offset, against which their slopes are sure. */
    @Test
    void groupsAreNotJudgedByRows() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs(9, 1));
        assertThat(narrow(about(fit, "cluster bootstrap by run", 1e-5), fit)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, log-huber:0.001", "3, log-squares", "9, log-huber:0.001", "9, log-squares"})
    void resampledRunsAreAsUnsureAsTheyCanBe(int sizes, String objective) {
        for (long seed = 1; seed <= 5; seed++) {
            Fit<ChinchillaLaw> fit =
                    Fitter.of(ChinchillaLaw.FAMILY)
                            .withObjective(Objective.parse(objective))
                            .fit(runs(sizes, seed));
            for (Bootstrap bootstrap :
                    List.of(
                            Bootstrap.pairs(40, seed),
                            Bootstrap.residual(40, seed),
                            Bootstrap.parametric(40, seed))) {
                assertThat(narrow(bootstrap.of(fit), fit)).as(bootstrap.toString()).isEmpty();
            }
            assertThat(narrow(Jackknife.one().of(fit), fit)).isEmpty();
        }
    }
}
