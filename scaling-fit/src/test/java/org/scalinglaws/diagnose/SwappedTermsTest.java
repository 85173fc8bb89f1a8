package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;

/** Where one factor is a power of another, two terms can change places, and a fit says so. */
class SwappedTermsTest {
    private static final ChinchillaLaw TRUTH = new ChinchillaLaw(1.8, 400, 0.34, 3e4, 0.5);
    private static final Check<Fit<?>> CHECK = new SwappedTerms();

    /** Thirty runs about D = 20 N: a factor of scatter either way, and noise of the loss. */
    private static Dataset line(double scatter, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            double n = Math.pow(10, 7 + 3.5 * i / 29);
            double d = 20 * n * Math.exp(scatter * random.nextGaussian());
            Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(d));
            double loss = TRUTH.loss(recipe) * Math.exp(noise * random.nextGaussian());
            runs.add(Run.of(recipe, Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    private static Fit<ChinchillaLaw> fit(Dataset runs, String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void oneRatioOfTokensToParametersIsAlwaysAnError(String objective) {
        for (int seed = 0; seed < 15; seed++) {
            Fit<?> fit = fit(line(0, 0.0005 * (seed % 3), seed), objective);
            Finding finding = CHECK.inspect(fit).orElseThrow();
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.check()).isEqualTo("swapped-terms");
            assertThat(finding.message())
                    .startsWith(
                            "tokens = 20 params in all runs: the terms of params and tokens can"
                                    + " change places, and the runs cannot say which is which; alpha"
                                    + " is ")
                    .contains(" FLOPs the best model has ")
                    .endsWith(" parameters");
        }
    }

    /**
     * Scatter of 2 % about the line. A fit whose exponents came out in the wrong order says so, but
     * where noise alone makes it the only optimum.
     */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void nearToOneRatioAWrongOrderIsSaid(String objective) {
        int wrong = 0;
        int unsaid = 0;
        for (int seed = 0; seed < 40; seed++) {
            Fit<ChinchillaLaw> fit = fit(line(0.02, 0.001, seed), objective);
            boolean reversed = fit.law().alpha() > fit.law().beta();
            wrong += reversed ? 1 : 0;
            unsaid += reversed && CHECK.inspect(fit).isEmpty() ? 1 : 0;
        }
        assertThat(wrong).isGreaterThanOrEqualTo(4);
        assertThat(unsaid).isLessThanOrEqualTo(1);
    }

    /** Factors of five either way, noise of 0.2 %: the runs tell the terms apart. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void scatteredRatiosTellTheTermsApart(String objective) {
        for (int seed = 0; seed < 15; seed++) {
            assertThat(CHECK.inspect(fit(line(0.8, 0.002, seed), objective))).isEmpty();
        }
    }

    @Test
    void aFixedExponentTellsTheTermsApart() {
        Fit<?> fit =
                Fitter.of(ChinchillaLaw.FAMILY).withFixed("alpha", 0.34).fit(line(0, 0.001, 1));
        assertThat(CHECK.inspect(fit)).isEmpty();
    }

    @Test
    void theSwappedLawHasTheSameLossesAlongTheLine() {
        LawFamily<ChinchillaLaw> family = ChinchillaLaw.FAMILY;
        PowerTerm model = PowerTerm.of(family, 0).orElseThrow();
        PowerTerm data = PowerTerm.of(family, 1).orElseThrow();
        assertThat(model).isEqualTo(new PowerTerm(0, 1, 2));
        assertThat(data).isEqualTo(new PowerTerm(1, 3, 4));

        // D = 3 N^1.3
        double[] swapped = model.swapped(family.values(TRUTH), data, Math.log(3), 1.3);
        for (double n : new double[] {1e7, 1e9, 1e11}) {
            Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(3 * Math.pow(n, 1.3)));
            assertThat(family.at(swapped).loss(recipe))
                    .isCloseTo(TRUTH.loss(recipe), within(1e-12));
        }
    }

    /** Three factors, of which the last is the square of the first. */
    @Test
    void anyTwoFactorsOfAnAdditiveLawAreLookedAt() {
        Factor width = Factor.named("width");
        Factor area = Factor.named("area");
        List<Run> runs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 24; i++) {
            double x = Math.pow(10, 1 + i / 12.0);
            Map<Factor, Double> factors = new LinkedHashMap<>();
            factors.put(width, x);
            factors.put(Factor.TOKENS, 1e9 * Math.exp(2 * random.nextGaussian()));
            factors.put(area, 3 * x * x);
            Recipe recipe = Recipe.of(factors);
            double loss =
                    2
                            + 3 * Math.pow(x, -0.5)
                            + 40 * Math.pow(recipe.value(Factor.TOKENS), -0.2)
                            + 2 * Math.pow(3 * x * x, -0.6);
            runs.add(Run.of(recipe, Loss.nats(loss * Math.exp(0.001 * random.nextGaussian()))));
        }
        Fit<?> fit =
                Fitter.of(AdditivePowerLaw.family(width, Factor.TOKENS, area))
                        .withObjective(Objective.logSquares())
                        .fit(Dataset.of(runs));
        assertThat(CHECK.inspect(fit).orElseThrow().message())
                .startsWith("area = 3 width^2 in all runs: the terms of width and area can change");
    }

    @Test
    void formsWhoseTermsCannotChangePlacesAreLeftAlone() {
        assertThat(CHECK.inspect(Fitter.of(KaplanLaw.FAMILY).fit(line(0, 0.001, 1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public/38-collinear.csv",
                "robust/collinear-log-absolute-650.csv",
                "robust/fit-1205.csv"
            })
    void handedRunsOfOneRatioAreAnError(String name) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile(name));
        assertThat(CHECK.inspect(fit(runs, "log-huber:0.001")))
                .get()
                .extracting(Finding::severity)
                .isEqualTo(Severity.ERROR);
    }
}
