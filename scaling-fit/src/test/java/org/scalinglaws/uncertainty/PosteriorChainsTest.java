package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.simulate.SimulatedRuns;

/** Posteriors of the Chinchilla law: how they are drawn, and whether the chains agree. */
class PosteriorChainsTest {
    private static final SimulatedRuns SWEEP =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22),
                            11,
                            10)
                    .withNoise(0.005);
    private static final Fit<ChinchillaLaw> FIT = fit("log-squares");
    private static final Ensemble<ChinchillaLaw> POSTERIOR = Posterior.sample(4000, 1).of(FIT);

    private static Fit<ChinchillaLaw> fit(String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY)
                .withObjective(Objective.parse(objective))
                .fit(SWEEP.dataset());
    }

    private static double width(Interval interval) {
        return interval.upper() - interval.lower();
    }

    @Test
    void intervalsOfTheChinchillaLawAreAsWideAsThoseOfGaussAndNewton() {
        Covariance<ChinchillaLaw> covariance = Covariance.gaussNewton(FIT);
        for (ToDoubleFunction<ChinchillaLaw> quantity :
                List.<ToDoubleFunction<ChinchillaLaw>>of(
                        ChinchillaLaw::e,
                        ChinchillaLaw::alpha,
                        ChinchillaLaw::beta,
                        ChinchillaLaw::modelExponent)) {
            Interval drawn = POSTERIOR.interval(0.95, quantity);
            Interval linear = covariance.interval(0.95, quantity);
            assertThat(width(drawn)).isCloseTo(width(linear), withinPercentage(25));
            assertThat(drawn.lower()).isEqualTo(linear.lower(), within(0.15 * width(linear)));
        }
    }

    /**
     * Noise of one size: an objective without a likelihood then scatters as its sandwich says, and one
     * with a kink up to 1.5 times as far, for its dispersion smooths the kink.
     */
    @ParameterizedTest
    @CsvSource({"log-huber:0.001, 1.5", "log-absolute, 1.5", "log-huber:0.01, 1.3", "squares, 1.3"})
    void drawsOfAnyObjectiveScatterAsTheSandwichSaysOrMore(String objective, double most) {
        Fit<ChinchillaLaw> fit = fit(objective);
        Ensemble<ChinchillaLaw> posterior = Posterior.sample(4000, 2).of(fit);
        Covariance<ChinchillaLaw> covariance = Covariance.sandwich(fit);
        double drawn = posterior.standardError(ChinchillaLaw::alpha);
        assertThat(drawn / covariance.standardError(ChinchillaLaw::alpha)).isBetween(0.7, most);
        assertThat(posterior.findings()).isEmpty();
    }

    @Test
    void chainsOfADeterminedLawAgree() {
        Posterior.ChainConvergence convergence = POSTERIOR.convergence();
        assertThat(convergence.worstRHat()).isBetween(0.999, 1.01);
        assertThat(convergence.leastEffectiveSize()).isBetween(1500.0, 8000.0);
        assertThat(convergence.parameter()).isIn("E", "A", "alpha", "B", "beta");
        assertThat(POSTERIOR.findings()).isEmpty();
        assertThat(POSTERIOR.otherBasins()).isZero();
    }

    @Test
    void eachDrawKnowsItsObjective() {
        assertThat(POSTERIOR.replicates()).hasSize(4000);
        for (Replicate<ChinchillaLaw> draw : POSTERIOR.replicates().subList(990, 1010)) {
            assertThat(draw.objective())
                    .isGreaterThan(FIT.objective())
                    .isCloseTo(FIT.problem().at(draw.law()).objective(), withinPercentage(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads(int threads) {
        assertThat(Posterior.sample(4000, 1).withThreads(threads).of(FIT)).isEqualTo(POSTERIOR);
    }

    @Test
    void anotherSeedGivesOtherDrawsOfTheSamePosterior() {
        Ensemble<ChinchillaLaw> other = Posterior.sample(4000, 99).of(FIT);
        assertThat(other.members()).doesNotContainAnyElementsOf(POSTERIOR.members());
        assertThat(other.standardError(ChinchillaLaw::alpha))
                .isCloseTo(POSTERIOR.standardError(ChinchillaLaw::alpha), withinPercentage(8));
    }

    @Test
    void aFileKeepsTheConvergence(@TempDir Path folder) {
        Path file = folder.resolve("posterior.csv");
        POSTERIOR.writeCsv(file);
        Ensemble<ChinchillaLaw> read = Ensemble.readCsv(file, ChinchillaLaw.FAMILY);
        assertThat(read).usingRecursiveComparison().ignoringFields("runs").isEqualTo(POSTERIOR);
        assertThat(read.convergence()).isEqualTo(POSTERIOR.convergence());
    }

    /** A chain that stands elsewhere, in a file from elsewhere. */
    @Test
    void oneChainAsideIsFound() {
        List<Replicate<ChinchillaLaw>> draws =
                POSTERIOR.replicates().stream()
                        .map(draw -> draw.number() < 3000 ? draw : shifted(draw))
                        .toList();
        Ensemble<ChinchillaLaw> aside =
                new Ensemble<>(
                        POSTERIOR.method(),
                        POSTERIOR.kind(),
                        POSTERIOR.family(),
                        POSTERIOR.estimate(),
                        4000,
                        draws,
                        List.of());
        assertThat(aside.convergence().parameter()).isEqualTo("beta");
        assertThat(aside.findings()).extracting(Finding::check).containsExactly("chains");
    }

    private static Replicate<ChinchillaLaw> shifted(Replicate<ChinchillaLaw> draw) {
        ChinchillaLaw law = draw.law();
        double beta = law.beta() + 2 * POSTERIOR.standardError(ChinchillaLaw::beta);
        return new Replicate<>(
                draw.number(),
                new ChinchillaLaw(law.e(), law.a(), law.alpha(), law.b(), beta),
                draw.objective(),
                draw.stop(),
                draw.evaluations(),
                draw.otherBasin());
    }

    @Test
    void theFindingSaysWhatIsWrong() {
        assertThat(new Posterior.ChainConvergence(1.2, 56.4, "A").finding())
                .contains(
                        Finding.warning(
                                "chains",
                                "the chains do not tell one story yet: R-hat of A is 1.200 and must"
                                        + " be at most 1.05, and the draws are worth 56 independent"
                                        + " ones and must be worth 100"));
        assertThat(new Posterior.ChainConvergence(1.05, 100, "A").finding()).isEmpty();
        assertThat(new Posterior.ChainConvergence(1.051, 100, "A").finding()).isPresent();
        assertThat(new Posterior.ChainConvergence(1.05, 99, "A").finding()).isPresent();
        assertThat(new Posterior.ChainConvergence(Double.NaN, 100, "A").finding()).isPresent();
    }

    @Test
    void onlyAPosteriorHasChains() {
        Ensemble<ChinchillaLaw> other =
                new Ensemble<>(
                        "pairs bootstrap of 1 replicates, seed 1",
                        Ensemble.Kind.BOOTSTRAP,
                        ChinchillaLaw.FAMILY,
                        FIT.law(),
                        1,
                        List.of(),
                        List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(other::convergence)
                .withMessage(
                        "chains must be those of a posterior, got pairs bootstrap of 1 replicates,"
                                + " seed 1");
    }
}
