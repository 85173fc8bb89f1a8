package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.SharedData;

class ChecksTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final Dataset SWEEP =
            SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e19, 1e20), 9, 8)
                    .withNoise(0.005)
                    .dataset();

    private static Fit<ChinchillaLaw> fit(Dataset runs) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares()).fit(runs);
    }

    /** A fit whose search ended as told. */
    private static Fit<ChinchillaLaw> ended(Stop stop, List<Basin> basins) {
        Fit<ChinchillaLaw> healthy = fit(SWEEP);
        Solution solution = healthy.solution();
        return new Fit<>(
                healthy.law(),
                healthy.problem(),
                new Solution(solution.point(), basins.get(0).value(), 0, stop, 20_000, basins));
    }

    private static Dataset runs(double[] sizes, double[] tokens) {
        List<Run> runs = new ArrayList<>();
        for (double size : sizes) {
            for (double amount : tokens) {
                Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(amount));
                runs.add(Run.of(recipe, Loss.nats(TRUTH.loss(recipe))));
            }
        }
        return Dataset.of(runs);
    }

    @Test
    void aHealthyFitHasNoFindings() {
        assertThat(Checks.inspect(fit(SWEEP))).isEmpty();
    }

    @Test
    void aSearchThatWasCutShortIsAnError() {
        Fit<?> fit = ended(Stop.EVALUATION_LIMIT, List.of(new Basin(1, 8)));
        assertThat(new Convergence().inspect(fit))
                .contains(
                        Finding.error(
                                "convergence",
                                "the fit stopped at EVALUATION_LIMIT after 20000 evaluations"));
    }

    @Test
    void anotherBasinIsANoteAndAWarningWhenItFitsNearlyAsWell() {
        Fit<?> far = ended(Stop.CONVERGED, List.of(new Basin(1, 5), new Basin(1.5, 3)));
        assertThat(new OtherBasins().inspect(far))
                .contains(
                        Finding.note(
                                "other-basins",
                                "5 of 8 starts ended in this optimum; the next best has an objective"
                                        + " 50 % higher"));
        Fit<?> near = ended(Stop.CONVERGED, List.of(new Basin(1, 5), new Basin(1.001, 3)));
        assertThat(new OtherBasins().inspect(near))
                .contains(
                        Finding.warning(
                                "other-basins",
                                "5 of 8 starts ended in this optimum; the next best has an objective"
                                        + " 0.10 % higher"));
    }

    @Test
    void oneModelSizeCannotTellItsTermFromTheFloor() {
        double[] tokens = {1e9, 2e9, 4e9, 8e9, 1.6e10, 3.2e10, 6.4e10};
        Finding finding =
                new Identifiability().inspect(fit(runs(new double[] {1e9}, tokens))).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message())
                .contains("E")
                .contains("A")
                .endsWith("cannot be told apart by these runs: all have params = 1B");
    }

    @Test
    void oneAmountOfDataCannotTellItsTermFromTheFloor() {
        double[] sizes = {1e8, 2e8, 4e8, 8e8, 1.6e9, 3.2e9, 6.4e9};
        Finding finding =
                new Identifiability().inspect(fit(runs(sizes, new double[] {2e10}))).orElseThrow();
        assertThat(finding.message())
                .contains("B")
                .endsWith("cannot be told apart by these runs: all have tokens = 20B");
    }

    @Test
    void aFloorOfZeroLiesOnItsBound() {
        ChinchillaLaw groundless = new ChinchillaLaw(0, 20, 0.1, 20, 0.1);
        Dataset runs = SimulatedRuns.of(run -> groundless.loss(run) - 0.5, recipes()).dataset();
        Fit<ChinchillaLaw> fit = fit(runs);
        assertThat(fit.law().e()).isZero();
        Finding finding = new OnBound().inspect(fit).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .matches(
                        "E = 0 on the edge of the allowed range, and a lower objective lies beyond"
                                + " it: \\S+ at E = -0\\.5000 in place of \\S+;"
                                + " the error of E is not known");
    }

    /** Over so short a range a power law is nearly a straight line: its best floor lies below zero. */
    @Test
    void howMuchLowerTheObjectiveIsBelowAFloorOfZeroIsSaid() {
        Factor x = Factor.named("x");
        List<Run> runs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (double size = 0.02; size < 0.4; size *= 1.3) {
            double loss = -2 + 2.8 * Math.pow(size, -0.22) + 0.003 * random.nextGaussian();
            runs.add(Run.of(Recipe.of(Map.of(x, size)), Loss.nats(loss)));
        }
        Fitter<PowerLaw> fitter = Fitter.of(PowerLaw.family(x)).withObjective(Objective.squares());
        Fit<PowerLaw> fit = fitter.fit(Dataset.of(runs));
        double slope = Double.POSITIVE_INFINITY;
        double floor = 0;
        for (double exponent = 0.1; exponent < 0.5; exponent += 1e-4) {
            SimpleRegression line = new SimpleRegression();
            for (Run run : runs) {
                line.addData(Math.pow(run.recipe().value(x), -exponent), run.loss().nats());
            }
            floor = line.getSumSquaredErrors() < slope ? line.getIntercept() : floor;
            slope = Math.min(slope, line.getSumSquaredErrors());
        }
        String message = new OnBound().inspect(fit).orElseThrow().message();
        Matcher said =
                Pattern.compile(
                                "E = 0 on .* a lower objective lies beyond it: .* at E = (\\S+) in.*")
                        .matcher(message);
        assertThat(said.matches()).as(message).isTrue();
        assertThat(Double.parseDouble(said.group(1))).isCloseTo(floor, within(0.01));
    }

    @Test
    void theFloorOfMeasuredRunsIsKnownBelowZero() {
        Dataset runs =
                Dataset.readCsv(
                        SharedData.caseFile("public/10-negative-floor.csv"),
                        CsvFormat.DEFAULT.withLossColumn("y"));
        Fit<PowerLaw> fit =
                Fitter.of(PowerLaw.family(Factor.named("x")))
                        .withObjective(Objective.squares())
                        .fit(runs);
        assertThat(new OnBound().inspect(fit).orElseThrow().message())
                .contains("0.0002658 at E = -2.058 in place of 0.01994;");
    }

    /** The search works on the logarithm of B, whose exponential is 1000 but for the last digit. */
    @Test
    void aBoundIsNamedAsItWasStated() {
        ChinchillaLaw law = new ChinchillaLaw(1.8, 480, 0.34, 2000, 0.36);
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withBounds("B", 10, 1000)
                        .fit(SimulatedRuns.of(law, recipes()).dataset());
        assertThat(new OnBound().inspect(fit).orElseThrow().message())
                .startsWith("B = 1K on the edge");
        assertThat(fit.caveats())
                .extracting(Finding::message)
                .anyMatch(message -> message.startsWith("B = 1K on the edge"));
    }

    private static List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        runs(new double[] {1e8, 1e9, 1e10}, new double[] {1e9, 1e10, 1e11})
                .forEach(run -> recipes.add(run.recipe()));
        return recipes;
    }

    @Test
    void flopsThatAreNotSixNDAreCountedByAnotherRule() {
        List<Run> runs = new ArrayList<>();
        for (Run run : SWEEP) {
            double share = runs.size() == 4 ? 1.2 : runs.size() == 7 ? 1.05 : 1.005;
            double flops = run.recipe().compute().flops() / share;
            runs.add(new Run(run.recipe().with(Factor.FLOPS, flops), run.loss(), 1));
        }
        assertThat(new ComputeCount().inspect(fit(Dataset.of(runs))))
                .contains(
                        Finding.warning(
                                "compute-count",
                                "in 2 of 27 runs 6ND differs from the stated FLOPs by more than 1 %,"
                                        + " most in run 5 by 20.0 %: N or C is counted by another"
                                        + " rule there than in the rest; count all runs by one"));
    }

    @Test
    void theMostSeriousFindingComesFirst() {
        double[] tokens = {1e9, 2e9, 4e9, 8e9, 1.6e10, 3.2e10, 6.4e10};
        assertThat(Checks.inspect(fit(runs(new double[] {1e9}, tokens))))
                .extracting(Finding::severity)
                .isSortedAccordingTo((left, right) -> right.compareTo(left))
                .startsWith(Severity.ERROR);
    }

    /** The runs of a law, with losses that follow another. */
    private static Dataset following(LossLaw law) {
        return SimulatedRuns.of(law, recipes()).dataset();
    }

    @Test
    void anExponentOfZeroMeansThatLossDoesNotFallWithItsFactor() {
        Dataset rising =
                following(
                        run ->
                                1
                                        + 0.1 * Math.log10(run.value(Factor.PARAMETERS))
                                        + 200 * Math.pow(run.value(Factor.TOKENS), -0.3));
        Fit<ChinchillaLaw> fit = fit(rising);
        Finding finding = new OnBound().inspect(fit).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .containsAnyOf("alpha = 0", "A = 0")
                .endsWith(" is not known; the loss of these runs does not fall with params");
        assertThat(new WrongDirection().inspect(fit)).isEmpty();
    }

    /** b1 + b2 log10 of a factor, whatever its direction. */
    private record Slope(Factor factor, double constant, double slope) implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            return constant + slope * Math.log10(recipe.value(factor));
        }

        static LawFamily<Slope> family(Factor factor) {
            return new LawFamily<>() {
                @Override
                public String name() {
                    return "slope";
                }

                @Override
                public List<Factor> factors() {
                    return List.of(factor);
                }

                @Override
                public List<Parameter> parameters() {
                    return List.of(
                            new Parameter("b1", "loss at 1", Scale.LINEAR, -99, 99),
                            new Parameter("b2", "rise a decade", Scale.LINEAR, -99, 99));
                }

                @Override
                public Slope at(double... values) {
                    return new Slope(factor, values[0], values[1]);
                }

                @Override
                public double[] values(Slope law) {
                    return new double[] {law.constant, law.slope};
                }

                @Override
                public List<Integer> coefficients() {
                    return List.of(0, 1);
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"params", "tokens", "flops"})
    void aLossThatGrowsWithScaleIsAnError(String name) {
        Factor factor = Factor.named(name);
        Dataset rising = following(run -> 1 + 0.1 * Math.log10(run.value(factor)));
        Dataset falling = following(run -> 4 - 0.1 * Math.log10(run.value(factor)));
        Fitter<Slope> fitter = Fitter.of(Slope.family(factor)).withObjective(Objective.squares());
        assertThat(new WrongDirection().inspect(fitter.fit(rising)))
                .contains(
                        Finding.error(
                                "wrong-direction",
                                "loss grows with "
                                        + name
                                        + " at 9 of 9 runs: a law that extends this promises worse"
                                        + " models for more"));
        assertThat(new WrongDirection().inspect(fitter.fit(falling))).isEmpty();
    }

    /** A law of N and C alone: at a fixed D, more N costs more C, whether C is stated or 6ND. */
    private record Allocated(double floor) implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            double n = recipe.value(Factor.PARAMETERS);
            double d = recipe.value(Factor.FLOPS) / (6 * n);
            return TRUTH.loss(Recipe.of(ModelSize.of(n), Tokens.of(d))) - TRUTH.e() + floor;
        }

        static final LawFamily<Allocated> FAMILY =
                new LawFamily<>() {
                    @Override
                    public String name() {
                        return "allocated";
                    }

                    @Override
                    public List<Factor> factors() {
                        return List.of(Factor.PARAMETERS, Factor.FLOPS);
                    }

                    @Override
                    public List<Parameter> parameters() {
                        return List.of(new Parameter("E", "floor", Scale.LINEAR, 0, 9));
                    }

                    @Override
                    public Allocated at(double... values) {
                        return new Allocated(values[0]);
                    }

                    @Override
                    public double[] values(Allocated law) {
                        return new double[] {law.floor};
                    }
                };
    }

    @Test
    void computeGrowsWithTheModelAlsoWhereItIsStated() {
        List<Run> stated = new ArrayList<>();
        for (Run run : SWEEP) {
            double flops = run.recipe().compute().flops();
            stated.add(new Run(run.recipe().with(Factor.FLOPS, flops), run.loss(), 1));
        }
        for (Dataset runs : List.of(SWEEP, Dataset.of(stated))) {
            Fit<Allocated> fit = Fitter.of(Allocated.FAMILY).fit(runs);
            assertThat(new WrongDirection().inspect(fit)).isEmpty();
        }
    }
}
