package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

class NoiseModelTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final List<Recipe> DESIGN =
            SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22), 24, 8)
                    .design();

    private static double compute(Recipe recipe) {
        return 6 * recipe.model().parameters() * recipe.tokens().count();
    }

    /** From 2 % at 1e18 FLOP to 0.2 % at 1e22. */
    private static double falling(Recipe recipe) {
        return 0.02 * Math.pow(0.1, Math.log10(compute(recipe) / 1e18) / 4);
    }

    private static Dataset runs(ToDoubleFunction<Recipe> noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Dataset.of(
                DESIGN.stream()
                        .map(
                                recipe ->
                                        Run.of(
                                                recipe,
                                                Loss.nats(
                                                        TRUTH.loss(recipe)
                                                                * Math.exp(
                                                                        noise.applyAsDouble(recipe)
                                                                                * random
                                                                                        .nextGaussian()))))
                        .toList());
    }

    private static Fitter<ChinchillaLaw> fitter(String objective) {
        return Fitter.of(ChinchillaLaw.FAMILY)
                .withObjective(objective)
                .withStart(TRUTH.e(), TRUTH.a(), TRUTH.alpha(), TRUTH.b(), TRUTH.beta());
    }

    private static Recipe at(double flops) {
        double size = Math.sqrt(flops / 120);
        return Recipe.of(ModelSize.of(size), Tokens.of(20 * size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-huber:0.001", "log-squares"})
    void aPowerOfComputeIsFoundWithItsExponentAndItsSizes(String objective) {
        NoiseModel noise = NoiseModel.of(fitter(objective).fit(runs(NoiseModelTest::falling, 3)));
        assertThat(noise.direction()).isEqualTo("compute");
        assertThat(noise.slope().contains(-0.25)).as("%s", noise).isTrue();
        assertThat(noise.slope().upper() - noise.slope().lower()).isLessThan(0.15);
        assertThat(noise.deviation(at(1e18))).isBetween(0.014, 0.027);
        assertThat(noise.deviation(at(1e22))).isBetween(0.0014, 0.0027);
        assertThat(noise.deviation(at(1e26)))
                .as("never less than at the quiet end of the runs")
                .isCloseTo(noise.deviationAt(noise.range().upper()), within(1e-12));
    }

    @Test
    void aPartThatStaysIsToldFromTheOneThatShrinks() {
        NoiseModel noise =
                NoiseModel.of(
                        fitter("log-squares")
                                .fit(
                                        runs(
                                                recipe ->
                                                        Math.hypot(
                                                                0.003,
                                                                0.05
                                                                        * Math.pow(
                                                                                compute(recipe)
                                                                                        / 1e18,
                                                                                -0.6)),
                                                5)));
        assertThat(noise.evaluation()).isBetween(0.0024, 0.0036);
        assertThat(noise.power()).isLessThan(-0.4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noiseOfOneSizeIsLeftAsItIs(long seed) {
        Dataset runs = runs(recipe -> 0.005, seed);
        Fit<ChinchillaLaw> fit = fitter("log-huber:0.001").fit(runs);
        NoiseModel noise = NoiseModel.of(fit);
        assertThat(noise.changes()).isFalse();
        assertThat(noise.deviation(at(1e20))).isBetween(0.004, 0.006);
        assertThat(noise.weigh(runs)).isSameAs(runs);
        assertThat(NoiseModel.fit(fitter("log-huber:0.001"), runs).law()).isEqualTo(fit.law());
    }

    @Test
    void aFitWeighedByItsNoiseIsSurerAndHasNoSuchFindingAnyMore() {
        Dataset runs = runs(NoiseModelTest::falling, 7);
        Fit<ChinchillaLaw> plain = fitter("log-squares").fit(runs);
        Fit<ChinchillaLaw> weighed = NoiseModel.fit(fitter("log-squares"), runs);
        assertThat(weighed.problem().runs().weightKind()).isEqualTo(WeightKind.PRECISION);
        assertThat(Covariance.of(weighed).standardError(ChinchillaLaw::alpha))
                .isLessThan(0.8 * Covariance.of(plain).standardError(ChinchillaLaw::alpha));
        assertThat(messages(weighed)).isEmpty();
        assertThat(messages(plain))
                .singleElement()
                .asString()
                .contains("noise is not of one size over compute")
                .contains("it goes as the power -0.2");
    }

    private static List<String> messages(Fit<?> fit) {
        return Checks.inspect(fit).stream()
                .filter(finding -> finding.check().equals(CheckName.UNEQUAL_NOISE.id()))
                .map(Finding::message)
                .toList();
    }

    /** Sizes of 2 % and 0.2 %, by the fit's covariance and by an ensemble of its replicates. */
    @Test
    void aNewRunsIntervalIsAsWideAsTheNoiseWhereItTrains() {
        Fit<ChinchillaLaw> fit = fitter("log-squares").fit(runs(NoiseModelTest::falling, 9));
        Covariance<ChinchillaLaw> covariance = Covariance.of(fit);
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(40, 1).of(fit);
        for (double flops : new double[] {1e18, 1e22}) {
            double wide = 2 * 1.645 * falling(at(flops)) * TRUTH.loss(at(flops));
            assertThat(covariance.newRunInterval(0.9, at(flops)).width())
                    .isBetween(0.7 * wide, 1.6 * wide);
            assertThat(ensemble.newRunInterval(0.9, at(flops), fit).width())
                    .isBetween(0.7 * wide, 1.6 * wide);
        }
    }

    @Test
    void checkpointsOfTrainingRunsTellOfNoChange() {
        SplittableRandom random = new SplittableRandom(3);
        Factor column = new Factor("run", "");
        List<Run> rows = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            int run = i / 8;
            double size = 4e7 * Math.pow(5, run % 4);
            int length = run / 4;
            double tokens = size * 10 * Math.pow(5, length) * (i % 8 + 1) / 8;
            Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(tokens));
            double noise = falling(recipe) * random.nextGaussian();
            rows.add(
                    Run.of(
                            recipe.with(column, run),
                            Loss.nats(TRUTH.loss(recipe) * Math.exp(noise))));
        }
        Dataset runs = Dataset.of(rows);
        assertThat(runs.trainingRuns()).contains("run");
        assertThat(NoiseModel.of(fitter("log-squares").fit(runs)).changes()).isFalse();
    }
}
