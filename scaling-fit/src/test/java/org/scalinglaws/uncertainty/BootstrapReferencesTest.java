package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.testing.SharedData;

/**
 * The 4,000 refits of Besiroglu et al. (2024), arXiv 2404.10102: their notebook prints standard
 * errors, 2.5 and 97.5 percentiles, and a test of Hoffmann's numbers.
 */
@Tag("once")
class BootstrapReferencesTest {
    private static final Map<String, ToDoubleFunction<ChinchillaLaw>> QUANTITIES = quantities();
    private static Ensemble<ChinchillaLaw> ensemble =
            new Ensemble<>(
                    "none yet",
                    Ensemble.Kind.BOOTSTRAP,
                    ChinchillaLaw.FAMILY,
                    new ChinchillaLaw(1, 1, 1, 1, 1),
                    0,
                    List.of(),
                    List.of());

    private static Map<String, ToDoubleFunction<ChinchillaLaw>> quantities() {
        Map<String, ToDoubleFunction<ChinchillaLaw>> quantities = new LinkedHashMap<>();
        quantities.put("ln A", law -> Math.log(law.a()));
        quantities.put("ln B", law -> Math.log(law.b()));
        quantities.put("ln E", law -> Math.log(law.e()));
        quantities.put("alpha", ChinchillaLaw::alpha);
        quantities.put("beta", ChinchillaLaw::beta);
        return quantities;
    }

    private static List<Fit<ChinchillaLaw>> fits = List.of();

    @BeforeAll
    static void refit() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logHuberLikelihood(1e-3))
                        .fit(SharedData.runs("chinchilla_epoch", "240"));
        fits = List.of(fit);
        ensemble = Bootstrap.pairs(4000, 42).of(fit);
    }

    @Test
    void everyReplicateIsThere() {
        assertThat(ensemble.members()).hasSize(4000);
        assertThat(ensemble.failures()).isEmpty();
        System.out.println(ensemble + ", " + ensemble.stops());
    }

    @Test
    void standardErrorsAreThePublishedOnes() {
        Map<String, Double> published =
                Map.of(
                        "ln A", 0.258, "ln B", 0.421, "ln E", 0.014, "alpha", 0.0154, "beta",
                        0.0206);
        QUANTITIES.forEach(
                (name, quantity) -> {
                    double error = ensemble.standardError(quantity);
                    System.out.printf(
                            "standard error of %-6s %.5f, published %s%n",
                            name, error, published.get(name));
                    assertThat(error).as(name).isCloseTo(published.get(name), withinPercentage(8));
                });
    }

    /**
     * SciPy's BFGS on the same likelihood: scipy_likelihood_bootstrap.py chinchilla_epoch.csv
     * --drop-highest 5 --bootstrap 4000 --seed 42 (SciPy 1.17.1). A percentile of 4,000 has an error
     * of its own, sqrt(p (1-p) / 4000) over the density there: three times that of a difference.
     */
    @Test
    void intervalsAreThoseOfSciPyWithinTheirOwnError() {
        agrees("ln A", 5.616282, 6.635062, 3);
        agrees("ln B", 6.926224, 8.677535, 3);
        agrees("ln E", 0.569545, 0.626913, 3);
        agrees("alpha", 0.314514, 0.374743, 3);
        agrees("beta", 0.330359, 0.415955, 3);
    }

    /**
     * The published ends: all but two within three times the error of a difference. The lower ends of
     * ln A and alpha lie 4.2 and 4.7 such errors above these, and above SciPy's of 4,000 draws of its own; four
     * seeds here give 0.313 to 0.315 and SciPy 0.3145 for the published 0.317 of alpha.
     */
    @Test
    void intervalsAreNearThePublishedOnes() {
        agrees("ln A", Math.log(285.214), Math.log(743.626), 5);
        agrees("ln B", Math.log(1042.357), Math.log(5810.344), 3);
        agrees("ln E", Math.log(1.769), Math.log(1.871), 3);
        agrees("alpha", 0.317, 0.373, 5);
        agrees("beta", 0.331, 0.415, 3);
    }

    private static void agrees(String name, double lower, double upper, double errors) {
        ToDoubleFunction<ChinchillaLaw> quantity =
                Optional.ofNullable(QUANTITIES.get(name)).orElseThrow();
        Interval interval = ensemble.percentile(0.95, quantity);
        Interval narrower = ensemble.percentile(0.94, quantity);
        Interval wider = ensemble.percentile(0.96, quantity);
        double chance = Math.sqrt(2) * Math.sqrt(0.025 * 0.975 / 4000) / 0.01;
        double below = (interval.lower() - lower) / (chance * (narrower.lower() - wider.lower()));
        double above = (interval.upper() - upper) / (chance * (wider.upper() - narrower.upper()));
        System.out.printf(
                "95 %% of %-6s [%.6g, %.6g], reference [%.6g, %.6g]: off by %.1f and %.1f errors%n",
                name, interval.lower(), interval.upper(), lower, upper, below, above);
        assertThat(below).as("lower end of " + name).isBetween(-errors, errors);
        assertThat(above).as("upper end of " + name).isBetween(-errors, errors);
    }

    @Test
    void theExponentOfModelSizeIsThePublishedOne() {
        assertThat(ensemble.estimate().modelExponent()).isCloseTo(0.513, within(0.0005));
        assertThat(ensemble.standardError(ChinchillaLaw::modelExponent))
                .isCloseTo(0.020, within(0.0010));
        assertThat(ensemble.percentile(0.8, ChinchillaLaw::modelExponent).width())
                .isCloseTo(0.051, within(0.003));
    }

    /**
     * The source prints 238 from its own replicates; remote ones weigh heavily on a covariance, and
     * without the one or two in a hundred that lie farthest it is about that.
     */
    @Test
    void hoffmannsNumbersDoNotFitTheseRuns() {
        Fit<ChinchillaLaw> fit = fits.get(0);
        JointTest test =
                ensemble.test(
                        PublishedLaws.HOFFMANN_2022.law(), List.copyOf(QUANTITIES.values()), fit);
        System.out.println("Hoffmann et al.: " + test);
        assertThat(test.statistic()).isBetween(150.0, 215.0);
        assertThat(test.degreesOfFreedom()).isEqualTo(5);
        assertThat(test.spareRuns()).isEqualTo(235);
        assertThat(test.pValue()).isLessThan(1e-20);
        assertThat(ensemble.test(PublishedLaws.HOFFMANN_2022.law(), fit).statistic())
                .as("these five are what is compared unless said")
                .isCloseTo(test.statistic(), within(1e-6));
    }
}
