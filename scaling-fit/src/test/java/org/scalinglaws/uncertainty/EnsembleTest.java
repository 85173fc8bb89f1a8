package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Stop;

class EnsembleTest {
    static final LawFamily<FormulaLaw> LEVEL =
            LawFamily.of(
                    "level",
                    List.of(Factor.TOKENS),
                    List.of(Parameter.real("c", "height")),
                    (v, x) -> v[0]);
    static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY)
                    .withObjective(Objective.logSquares())
                    .fit(
                            SimulatedRuns.isoFlop(
                                            PublishedLaws.BESIROGLU_2024.law(),
                                            Compute.budgets(1e18, 1e19, 1e20, 1e21),
                                            10,
                                            8)
                                    .withNoise(0.01)
                                    .dataset());

    static double height(FormulaLaw law) {
        return law.value("c");
    }

    static Ensemble<FormulaLaw> of(Ensemble.Kind kind, double estimate, double... heights) {
        List<Replicate<FormulaLaw>> laws = new ArrayList<>();
        for (double height : heights) {
            laws.add(new Replicate<>(laws.size(), LEVEL.at(height), 0, Stop.CONVERGED, 1, false));
        }
        return new Ensemble<>(
                "by hand", kind, LEVEL, LEVEL.at(estimate), heights.length, laws, List.of());
    }

    /** R: quantile(1:19, c(0.05, 0.95), type = 6) is 1 and 19; of 0.1 and 0.9, 2 and 18. */
    @Test
    void percentilesAreTheRanksOfOneMoreThanThereAre() {
        double[] heights = DoubleStream.iterate(1, h -> h + 1).limit(19).toArray();
        Ensemble<FormulaLaw> ensemble = of(Ensemble.Kind.BOOTSTRAP, 9, heights);
        assertThat(ensemble.percentile(0.9, EnsembleTest::height)).isEqualTo(new Interval(1, 19));
        assertThat(ensemble.percentile(0.8, EnsembleTest::height)).isEqualTo(new Interval(2, 18));
        assertThat(ensemble.percentile(0.85, EnsembleTest::height).lower())
                .isCloseTo(1.5, within(1e-9));
        assertThat(ensemble.interval(0.8, EnsembleTest::height)).isEqualTo(new Interval(2, 18));
        assertThat(ensemble.basic(0.8, EnsembleTest::height)).isEqualTo(new Interval(0, 16));
    }

    @Test
    void errorsAreThoseOfTheirKind() {
        double[] heights = {1, 2, 3, 6};
        assertThat(of(Ensemble.Kind.BOOTSTRAP, 3, heights).standardError(EnsembleTest::height))
                .isCloseTo(Math.sqrt(14.0 / 3), within(1e-14));
        assertThat(of(Ensemble.Kind.POSTERIOR, 3, heights).standardError(EnsembleTest::height))
                .isCloseTo(Math.sqrt(14.0 / 3), within(1e-14));
        assertThat(of(Ensemble.Kind.JACKKNIFE, 3, heights).standardError(EnsembleTest::height))
                .isCloseTo(Math.sqrt(0.75 * 14), within(1e-14));
        assertThat(of(Ensemble.Kind.BOOTSTRAP, 3, 1).standardError(EnsembleTest::height)).isNaN();
        Ensemble<FormulaLaw> four = of(Ensemble.Kind.BOOTSTRAP, 3, heights);
        assertThat(four.correlation(EnsembleTest::height, law -> -2 * law.value("c")))
                .isCloseTo(-1, within(1e-14));
    }

    /** Efron and Tibshirani (1993), section 11.3: of a mean the jackknife's error is s / sqrt(n). */
    @Test
    void theJackknifeOfAMeanIsItsClassicalErrorAndInterval() {
        SplittableRandom random = new SplittableRandom(4);
        double[] heights = random.doubles(12, 1, 2).toArray();
        Fit<FormulaLaw> fit =
                Fitter.of(LEVEL)
                        .withObjective(Objective.squares())
                        .fit(BootstrapTest.runs(heights));
        Ensemble<FormulaLaw> jackknife = Jackknife.one().of(fit);
        double error = Covariance.gaussNewton(fit).standardError(EnsembleTest::height);
        assertThat(jackknife.standardError(EnsembleTest::height))
                .isCloseTo(error, withinPercentage(1e-6));
        Interval exact = Covariance.gaussNewton(fit).interval(0.9, EnsembleTest::height);
        Interval interval = jackknife.interval(0.9, EnsembleTest::height);
        assertThat(interval.lower()).isCloseTo(exact.lower(), within(1e-9));
        assertThat(interval.upper()).isCloseTo(exact.upper(), within(1e-9));
        assertThat(Jackknife.group("tokens").of(fit).members()).hasSameSizeAs(jackknife.members());
        assertThat(jackknife)
                .hasToString(
                        "jackknife of single runs: 12 laws about "
                                + fit.law()
                                + ", 0 failed, 0 in another basin");
    }

    /**
     * With symmetric laws about the estimate and no acceleration BCa is the percentile interval; with
     * a bias it moves as equation 2.3 of Efron (1987) says.
     */
    @Test
    void bcaIsThePercentileIntervalUnlessThereIsBiasOrAcceleration() {
        double[] heights = DoubleStream.iterate(-999, h -> h + 2).limit(1000).toArray();
        Ensemble<FormulaLaw> still = of(Ensemble.Kind.JACKKNIFE, 0, -1, 1, -2, 2);
        Interval plain =
                of(Ensemble.Kind.BOOTSTRAP, 0, heights).bca(0.9, EnsembleTest::height, still);
        Interval percentile =
                of(Ensemble.Kind.BOOTSTRAP, 0, heights).percentile(0.9, EnsembleTest::height);
        assertThat(plain.lower()).isCloseTo(percentile.lower(), within(1e-6));
        assertThat(plain.upper()).isCloseTo(percentile.upper(), within(1e-6));
        // share below 84.134475 %: z0 = 1, ends at Phi(2 -+ 1.644854) = 0.638738 and 0.999866
        Interval biased =
                of(Ensemble.Kind.BOOTSTRAP, 682.6895, heights)
                        .bca(0.9, EnsembleTest::height, still);
        assertThat(biased.lower()).isCloseTo(-1001 + 2 * 1001 * 0.638738, within(3.0));
        assertThat(biased.upper()).isCloseTo(999, within(0.5));
        // d = -3, 1, 1, 1: a = (-27 + 3) / (6 * 12^1.5) = -0.096225; z / (1 - a z), z = -+1.644854
        Ensemble<FormulaLaw> skewed = of(Ensemble.Kind.JACKKNIFE, 0, 3, -1, -1, -1);
        Interval accelerated =
                of(Ensemble.Kind.BOOTSTRAP, 0, heights).bca(0.9, EnsembleTest::height, skewed);
        // Phi(-1.954139) = 0.025342 and Phi(1.420103) = 0.922212
        assertThat(accelerated.lower()).isCloseTo(-1001 + 2 * 1001 * 0.025342, within(0.1));
        assertThat(accelerated.upper()).isCloseTo(-1001 + 2 * 1001 * 0.922212, within(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                skewed.bca(
                                        0.9,
                                        EnsembleTest::height,
                                        of(Ensemble.Kind.BOOTSTRAP, 0, heights)))
                .withMessage("the acceleration must come from a jackknife, got by hand");
    }

    @Test
    void anUnknownNumberLiesBeyondBothEnds() {
        double[] heights = DoubleStream.iterate(1, h -> h + 1).limit(99).toArray();
        Ensemble<FormulaLaw> ensemble = of(Ensemble.Kind.BOOTSTRAP, 50, heights);
        ToDoubleFunction<FormulaLaw> noPlan =
                law -> {
                    if (law.value("c") == 50) {
                        throw new NoFitException("no such plan");
                    }
                    return law.value("c");
                };
        assertThat(ensemble.percentile(0.9, noPlan)).isEqualTo(new Interval(4, 96));
        assertThat(ensemble.percentile(0.98, noPlan))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(ensemble.standardError(noPlan)).isNaN();
        assertThat(ensemble.values(noPlan)[49]).isNaN();
    }

    @Test
    void noLawsHaveNoInterval() {
        Ensemble<FormulaLaw> none = of(Ensemble.Kind.BOOTSTRAP, 1);
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> none.interval(0.9, EnsembleTest::height))
                .withMessage("by hand led to no law: there is no interval");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.interval(1, EnsembleTest::height))
                .withMessage("a level lies between 0 and 1, got 1.0");
    }

    @Test
    void aNewRunScattersMoreThanTheMean() {
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(1000, 1).of(FIT);
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Interval mean = ensemble.interval(0.95, law -> law.loss(recipe));
        Interval run = ensemble.newRunInterval(0.95, recipe, FIT);
        double centre = FIT.law().loss(recipe);
        assertThat(run.lower()).isLessThan(mean.lower());
        assertThat(run.upper()).isGreaterThan(mean.upper());
        Interval linear = Covariance.sandwich(FIT).newRunInterval(0.95, recipe);
        assertThat(run.width()).isCloseTo(linear.width(), withinPercentage(20));
        assertThat(run.contains(centre)).isTrue();
    }

    /** One prediction, residuals of four runs at one height: the interval is of their quantiles. */
    @Test
    void aNewRunOfOneLawHasTheQuantilesOfTheNoise() {
        double[] heights = DoubleStream.iterate(1, h -> h + 1).limit(101).toArray();
        Fit<FormulaLaw> fit =
                Fitter.of(LEVEL)
                        .withObjective(Objective.squares())
                        .fit(BootstrapTest.runs(heights));
        Interval run =
                of(Ensemble.Kind.BOOTSTRAP, 51, 51, 51)
                        .newRunInterval(0.9, Recipe.of(ModelSize.of(1), Tokens.of(1)), fit);
        double wider = Math.sqrt(101.0 / 100);
        assertThat(run.lower()).isCloseTo(51 - 45 * wider, within(1e-6));
        assertThat(run.upper()).isCloseTo(51 + 45 * wider, within(1e-6));
    }

    @Test
    void aFileReadsBackToTheSameBits(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ensemble.csv");
        Ensemble<ChinchillaLaw> whole = Bootstrap.pairs(30, 42).of(FIT);
        whole.writeCsv(file);
        assertThat(Ensemble.readCsv(file, ChinchillaLaw.FAMILY))
                .usingRecursiveComparison()
                .ignoringFields("runs")
                .isEqualTo(whole);
        assertThat(Files.readAllLines(file)).hasSize(32);
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo(
                        "replicate,stop,evaluations,other_basin,objective,E,A,alpha,B,beta,"
                                + "reason,kind,requested,method");
        Ensemble<ChinchillaLaw> broken =
                new Ensemble<>(
                        "a method, with a \"comma\"",
                        Ensemble.Kind.JACKKNIFE,
                        ChinchillaLaw.FAMILY,
                        FIT.law(),
                        31,
                        whole.replicates(),
                        List.of(new Replicate.Failure(77, "no, none")));
        broken.writeCsv(file);
        assertThat(Ensemble.readCsv(file, ChinchillaLaw.FAMILY)).isEqualTo(broken);
    }

    @Test
    void aFileOfSomethingElseIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ensemble.csv");
        Bootstrap.pairs(3, 42).of(FIT).writeCsv(file);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Ensemble.readCsv(file, LEVEL))
                .withMessage(
                        "ensemble.csv: an ensemble of law 'level' has the columns"
                                + " replicate,stop,evaluations,other_basin,objective,c,"
                                + "reason,kind,requested,method");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(3, lines.get(3).replace("CONVERGED", "TIRED"));
        Files.write(file, lines);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Ensemble.readCsv(file, ChinchillaLaw.FAMILY))
                .withMessageStartingWith("ensemble.csv:4: ");
        Files.writeString(file, "");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Ensemble.readCsv(file, LEVEL))
                .withMessageStartingWith("ensemble.csv: an ensemble of law 'level' has");
    }

    @Test
    void partsThatDoNotBelongTogetherAreRefused() {
        Ensemble<ChinchillaLaw> one = Bootstrap.pairs(4, 1).part(FIT, 0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.concat(one, one))
                .withMessage("ensembles to join must share no replicate, got one twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.concat(one, Bootstrap.pairs(4, 2).part(FIT, 2, 4)))
                .withMessageStartingWith(
                        "ensembles to join must be of one method and law, got 'pairs bootstrap of 4"
                                + " replicates, seed 1: 2 laws");
        assertThatIllegalArgumentException()
                .isThrownBy(Ensemble::concat)
                .withMessage("there must be at least one ensemble to join, got 0");
    }

    @Test
    void parametersGoTogetherAsTheCurvatureSays() {
        double[][] seen = Bootstrap.parametric(4000, 1).of(FIT).correlations();
        double[][] linear = Covariance.gaussNewton(FIT).correlations();
        for (int j = 0; j < 5; j++) {
            assertThat(seen[j][j]).isCloseTo(1, within(1e-12));
            for (int k = 0; k < j; k++) {
                assertThat(seen[j][k]).isCloseTo(linear[j][k], within(0.06));
                assertThat(seen[k][j]).isEqualTo(seen[j][k]);
            }
        }
        Fit<ChinchillaLaw> fixed =
                Fitter.of(ChinchillaLaw.FAMILY).withFixed("alpha", 0.35).fit(FIT.problem().runs());
        assertThat(Bootstrap.pairs(20, 1).of(fixed).correlations()[2])
                .as("a fixed number goes with nothing")
                .containsOnly(Double.NaN);
    }

    @Test
    void aPlanHasIntervalsLikeAnyNumber() {
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(400, 1).of(FIT);
        ToDoubleFunction<ChinchillaLaw> size =
                law -> ComputeOptimal.of(law).plan(Compute.flops(1e22)).model().parameters();
        Interval interval = ensemble.interval(0.95, size);
        assertThat(interval.contains(size.applyAsDouble(FIT.law()))).isTrue();
        Interval linear =
                Covariance.gaussNewton(FIT)
                        .interval(0.95, law -> Math.log(size.applyAsDouble(law)));
        assertThat(Math.log(interval.upper() / interval.lower()))
                .isCloseTo(linear.width(), withinPercentage(25));
    }
}
