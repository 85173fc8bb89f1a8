package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

@Tag("once")
class BootstrapTest {
    private static final Factor X = Factor.named("x");
    private static final LawFamily<FormulaLaw> LINE =
            LawFamily.of(
                    "line",
                    List.of(X),
                    List.of(Parameter.real("c", "height"), Parameter.real("m", "slope")),
                    (v, x) -> v[0] + v[1] * x[0]);
    private static final LawFamily<FormulaLaw> LEVEL =
            LawFamily.of(
                    "level", List.of(X), List.of(Parameter.real("c", "height")), (v, x) -> v[0]);
    private static final SimulatedRuns SWEEP =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20, 1e21),
                            10,
                            8)
                    .withNoise(0.01);
    private static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY).fit(SWEEP.dataset());

    private static Stream<Resampling> kinds() {
        return Stream.of("pairs", "residual", "wild", "wild:webb", "parametric", "cluster:params")
                .map(Resampling::parse);
    }

    /** Heights about 10 with unit noise at x = 1 to n. */
    private static Dataset numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Run> runs = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            runs.add(Run.of(at(i), Loss.nats(10 + random.nextGaussian())));
        }
        return Dataset.of(runs);
    }

    /** Runs of given losses, at a million parameters and 1, 2, ... tokens. */
    static Dataset runs(double... losses) {
        List<Run> runs = new ArrayList<>();
        for (double loss : losses) {
            runs.add(
                    Run.of(
                            Recipe.of(ModelSize.millions(1), Tokens.of(1 + runs.size())),
                            Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x));
    }

    private static <L extends LossLaw> Fit<L> squares(LawFamily<L> family, Dataset runs) {
        return Fitter.of(family).withObjective(Objective.squares()).fit(runs);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Efron (1979): the bootstrap error of a mean is the root of sum (x - mean)^2 / n^2. */
    @Test
    void pairsOfAMeanHaveTheErrorOfTheTextbook() {
        Dataset runs = numbers(30, 1);
        double deviation = deviation(runs.losses()) * Math.sqrt(29.0 / 30);
        double error =
                Bootstrap.pairs(20_000, 7)
                        .of(squares(LEVEL, runs))
                        .standardError(law -> law.value("c"));
        assertThat(error).isCloseTo(deviation / Math.sqrt(30), withinPercentage(2));
    }

    /** With one h for all runs, dividing by sqrt(1-h) makes the error exactly s / sqrt(n). */
    @ParameterizedTest
    @ValueSource(strings = {"residual", "wild", "wild:webb", "parametric"})
    void keptRecipesGiveAMeanItsClassicalError(String kind) {
        Dataset runs = numbers(30, 1);
        double error =
                Bootstrap.of(Resampling.parse(kind), 20_000, 7)
                        .of(squares(LEVEL, runs))
                        .standardError(law -> law.value("c"));
        assertThat(error).isCloseTo(deviation(runs.losses()) / Math.sqrt(30), withinPercentage(2));
    }

    /** Five copies of one value in each group: groups, not runs, are what was measured. */
    @Test
    void clustersCountGroupsAndNotRuns() {
        SplittableRandom random = new SplittableRandom(3);
        List<Run> runs = new ArrayList<>();
        double[] heights = random.doubles(20, 1, 2).toArray();
        for (int i = 0; i < 100; i++) {
            runs.add(Run.of(at(Math.floor(i / 5.0)), Loss.nats(heights[i / 5])));
        }
        Fit<FormulaLaw> fit = squares(LEVEL, Dataset.of(runs));
        ToDoubleFunction<FormulaLaw> height = law -> law.value("c");
        double ofGroups = Bootstrap.cluster("x", 10_000, 5).of(fit).standardError(height);
        double ofRuns = Bootstrap.pairs(10_000, 5).of(fit).standardError(height);
        double truth = deviation(heights) * Math.sqrt(19.0 / 20) / Math.sqrt(20);
        assertThat(ofGroups).isCloseTo(truth, withinPercentage(3));
        assertThat(ofRuns).isCloseTo(truth / Math.sqrt(5), withinPercentage(3));
    }

    /** Noise that grows with x: pairs and wild see it, residuals are mixed and do not. */
    @Test
    void onlySomeKindsSeeNoiseThatIsNotTheSameEverywhere() {
        SplittableRandom random = new SplittableRandom(8);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double x = i / 100.0 - 1;
            runs.add(Run.of(at(x), Loss.nats(10 + Math.pow(x, 4) * 3 * random.nextGaussian())));
        }
        Fit<FormulaLaw> fit = squares(LINE, Dataset.of(runs));
        ToDoubleFunction<FormulaLaw> slope = law -> law.value("m");
        double sandwich = Covariance.sandwich(fit).standardError(slope);
        double classical = Covariance.gaussNewton(fit).standardError(slope);
        assertThat(classical).isLessThan(0.8 * sandwich);
        assertThat(Bootstrap.pairs(4000, 1).of(fit).standardError(slope))
                .isCloseTo(sandwich, withinPercentage(5));
        assertThat(Bootstrap.wild(4000, 1).of(fit).standardError(slope))
                .isCloseTo(sandwich, withinPercentage(5));
        assertThat(Bootstrap.residual(4000, 1).of(fit).standardError(slope))
                .isCloseTo(classical, withinPercentage(5));
        assertThat(Bootstrap.parametric(4000, 1).of(fit).standardError(slope))
                .isCloseTo(classical, withinPercentage(5));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads(Resampling kind) {
        Bootstrap bootstrap = Bootstrap.of(kind, 60, 42);
        Ensemble<ChinchillaLaw> one = bootstrap.withThreads(1).of(FIT);
        assertThat(bootstrap.withThreads(2).of(FIT)).isEqualTo(one);
        assertThat(bootstrap.withThreads(8).of(FIT)).isEqualTo(one);
        assertThat(Bootstrap.of(kind, 60, 43).of(FIT).members()).isNotEqualTo(one.members());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void partsAreTheSameReplicatesAsTheWhole(Resampling kind) {
        Bootstrap bootstrap = Bootstrap.of(kind, 50, 9);
        Ensemble<ChinchillaLaw> joined =
                Ensemble.concat(
                        bootstrap.part(FIT, 30, 50),
                        bootstrap.part(FIT, 0, 1),
                        bootstrap.part(FIT, 1, 30));
        assertThat(joined).isEqualTo(bootstrap.of(FIT));
    }

    /** The same weights given to the front door, which is given no start. */
    @ParameterizedTest
    @ValueSource(strings = {"log-huber:1e-3", "log-squares", "squares", "log-absolute"})
    void aReplicateIsTheFitOfItsOwnRuns(String objective) {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective));
        Fit<ChinchillaLaw> fit = fitter.fit(SWEEP.dataset());
        Draws draws = Draws.of(new Resampling.Pairs(), fit);
        SplittableRandom root = new SplittableRandom(42);
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(20, 42).of(fit);
        for (Replicate<ChinchillaLaw> replicate : ensemble.replicates()) {
            double[] weights = fit.problem().runs().weights();
            draws.draw(root.split().split(), weights, new double[weights.length]);
            List<Run> drawn = new ArrayList<>();
            for (int row = 0; row < weights.length; row++) {
                for (int copy = 0; copy < weights[row]; copy++) {
                    drawn.add(fit.problem().runs().run(row));
                }
            }
            double global = fitter.fit(Dataset.of(drawn)).objective();
            assertThat(replicate.objective())
                    .as("replicate %d", replicate.number())
                    .isLessThanOrEqualTo(global * (1 + 1e-8));
        }
    }

    @Test
    void aWeightOfTwoIsTheRunTwice() {
        Dataset weighted = SWEEP.dataset().withWeights(run -> run.loss().nats() > 3 ? 2 : 1);
        List<Run> copies = new ArrayList<>();
        for (Run run : weighted) {
            for (int copy = 0; copy < run.weight(); copy++) {
                copies.add(new Run(run.recipe(), run.loss(), 1));
            }
        }
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
        ToDoubleFunction<ChinchillaLaw> beta = ChinchillaLaw::beta;
        double once =
                Bootstrap.pairs(4000, 3).of(fitter.fit(Dataset.of(copies))).standardError(beta);
        assertThat(Bootstrap.pairs(4000, 3).of(fitter.fit(weighted)).standardError(beta))
                .isCloseTo(once, withinPercentage(5));
    }

    @Test
    void exactRunsLeaveNoDoubt() {
        Fit<ChinchillaLaw> exact =
                Fitter.of(ChinchillaLaw.FAMILY).fit(SWEEP.withNoise(0).dataset());
        kinds().forEach(
                        kind -> {
                            Ensemble<ChinchillaLaw> ensemble = Bootstrap.of(kind, 40, 1).of(exact);
                            assertThat(ensemble.failures()).isEmpty();
                            assertThat(ensemble.standardError(ChinchillaLaw::alpha))
                                    .as(kind.name())
                                    .isLessThan(1e-8);
                        });
    }

    /** Three runs for two numbers: one draw in nine takes a single run three times. */
    @Test
    void aDrawThatDeterminesNothingIsMadeAgainAndCounted() {
        Bootstrap pairs = Bootstrap.pairs(900, 1);
        Fit<FormulaLaw> fit = squares(LINE, numbers(3, 1));
        Ensemble<FormulaLaw> ensemble = pairs.of(fit);
        assertThat(ensemble.failures()).isEmpty();
        assertThat(ensemble.members()).hasSize(900);
        assertThat(pairs.weights(fit))
                .allMatch(drawn -> Arrays.stream(drawn).filter(weight -> weight > 0).count() >= 2);
        Matcher said =
                Pattern.compile(
                                "pairs bootstrap of 900 replicates, seed 1; (\\d+) draws of fewer"
                                        + " than 2 different runs made again")
                        .matcher(ensemble.method());
        assertThat(said.matches()).as(ensemble.method()).isTrue();
        assertThat(Integer.parseInt(said.group(1))).isBetween(75, 150);
        assertThat(pairs.part(fit, 0, 5).method()).isEqualTo(ensemble.method());
        assertThat(pairs.of(squares(LINE, numbers(30, 1))).method()).isEqualTo(pairs.toString());
    }

    @Test
    void fixedAndTiedParametersStayWhatTheyAre() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withFixed("E", 1.8)
                        .withTied("beta", "alpha")
                        .fit(SWEEP.dataset());
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(50, 1).of(fit);
        assertThat(ensemble.members()).allMatch(law -> law.e() == 1.8);
        assertThat(ensemble.members()).allMatch(law -> law.alpha() == law.beta());
        assertThat(ensemble.standardError(ChinchillaLaw::e)).isZero();
        assertThat(ensemble.test(fit.law(), fit).degreesOfFreedom()).isEqualTo(3);
    }

    @Test
    void webbsSixFacesHaveMeanZeroAndVarianceOne() {
        double[] faces = {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)};
        Fit<FormulaLaw> fit = squares(LEVEL, numbers(5, 2));
        Draws draws = Draws.of(Resampling.parse("wild:webb"), fit);
        Noise noise = new Noise(fit);
        double[] seen =
                IntStream.range(0, 2000)
                        .mapToDouble(
                                i -> {
                                    double[] losses = new double[5];
                                    draws.draw(new SplittableRandom(i), new double[5], losses);
                                    return (losses[0] - noise.predictions()[0])
                                            / noise.residuals()[0];
                                })
                        .toArray();
        assertThat(Arrays.stream(seen).boxed())
                .allMatch(
                        value ->
                                Arrays.stream(faces)
                                        .anyMatch(face -> Math.abs(face - value) < 1e-9));
        assertThat(Arrays.stream(seen).average().orElseThrow()).isCloseTo(0, within(0.07));
        assertThat(deviation(seen)).isCloseTo(1, within(0.03));
    }

    @Test
    void namesReadBack() {
        kinds().forEach(kind -> assertThat(Resampling.parse(kind.name())).isEqualTo(kind));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampling.parse("cluster:"))
                .withMessage(
                        "unknown bootstrap 'cluster:'; did you mean cluster:COLUMN? There are pairs,"
                                + " residual, wild, wild:webb, cluster:COLUMN, parametric");
        assertThat(Bootstrap.pairs(4000, 42))
                .hasToString("pairs bootstrap of 4000 replicates, seed 42");
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.pairs(0, 1))
                .withMessage("number of replicates must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.pairs(1, 1).withThreads(0))
                .withMessage("number of threads must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.pairs(10, 1).part(FIT, 5, 11))
                .withMessage("a part of 10 replicates must lie between 0 and all, got 5 to 11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.cluster("model", 10, 1).of(FIT))
                .withMessage("runs has no column 'model'; it has params, tokens, loss");
        Dataset single = SWEEP.dataset().with(X, run -> 1);
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(single);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.cluster("x", 10, 1).of(fit))
                .withMessage("column 'x' must tell at least 2 groups of runs apart, got 1");
    }

    @Test
    void weightsThatCountTooManyRunsToDrawAreNamed() {
        List<Run> heavy = new ArrayList<>();
        numbers(6, 1).forEach(run -> heavy.add(new Run(run.recipe(), run.loss(), 1e9)));
        Fit<FormulaLaw> fit = squares(LEVEL, Dataset.of(heavy));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.pairs(10, 1).of(fit))
                .withMessage(
                        "weights of a pairs bootstrap must count at most 10000000 runs, got 6B");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.residual(10, 1).of(fit))
                .withMessage(
                        "weights of runs that are drawn one by one must count at most 1000000 runs,"
                                + " got 6B");
    }

    /** A sum whose order depends on the number of processors has other last bits elsewhere. */
    @Test
    void weightsAreSummedInTheOrderOfTheRuns() {
        double[] weights = new SplittableRandom(5).doubles(1000, 0.1, 3).toArray();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        assertThat(new Draws.Ranks(weights).total()).isEqualTo(sum);
    }

    @Test
    void theNameOfABootstrapIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Bootstrap.pairs(12, 42))
                    .hasToString("pairs bootstrap of 12 replicates, seed 42");
            assertThat(Posterior.sample(12, 3))
                    .hasToString("posterior of 12 draws from 4 chains, seed 3");
            Locale.setDefault(Locale.GERMANY);
            assertThat(new Coverage.Row("pairs", "alpha", 0.9, 90, 5, 5, 0))
                    .hasToString(
                            "pairs of alpha: 90.0 % of 100 intervals of 90.0 % hold, +- 3.1 %");
        } finally {
            Locale.setDefault(before);
        }
    }
}
