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
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Stop;

class EnsembleLimitsTest {
    @Test
    void anInfiniteNumberIsAnEndAndNotAnError() {
        Ensemble<FormulaLaw> ensemble =
                EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 4, 1, 2, 3, 4, 5, 6, 7);
        ToDoubleFunction<FormulaLaw> low =
                law ->
                        EnsembleTest.height(law) < 2.5
                                ? Double.NEGATIVE_INFINITY
                                : EnsembleTest.height(law);
        ToDoubleFunction<FormulaLaw> high =
                law ->
                        EnsembleTest.height(law) > 5.5
                                ? Double.POSITIVE_INFINITY
                                : EnsembleTest.height(law);
        assertThat(ensemble.percentile(0.375, low)).isEqualTo(new Interval(-1 / 0.0, 5.5));
        assertThat(ensemble.percentile(0.8, low)).isEqualTo(new Interval(-1 / 0.0, 7));
        assertThat(ensemble.percentile(0.4375, high)).isEqualTo(new Interval(2.25, 1 / 0.0));
        Interval wide =
                EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 0, -1.7e308, 1.7e308)
                        .percentile(0.2, EnsembleTest::height);
        assertThat(wide.lower()).isCloseTo(-1.02e308, withinPercentage(1e-9));
        assertThat(wide.upper()).isCloseTo(1.02e308, withinPercentage(1e-9));
    }

    @Test
    void anIntervalAboutTheFitNeedsTheFitsOwnNumber() {
        Ensemble<FormulaLaw> ensemble =
                EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 0, 1, 2, 3, 4, 5, 6, 7);
        Ensemble<FormulaLaw> jackknife = EnsembleTest.of(Ensemble.Kind.JACKKNIFE, 4, 3, 4, 5);
        for (double missing : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            ToDoubleFunction<FormulaLaw> quantity =
                    law -> EnsembleTest.height(law) > 0 ? EnsembleTest.height(law) : missing;
            assertThatExceptionOfType(ScalingException.class)
                    .isThrownBy(() -> ensemble.basic(0.5, quantity))
                    .withMessage("the law of the fit has no such number");
            assertThatExceptionOfType(ScalingException.class)
                    .isThrownBy(() -> ensemble.bca(0.5, quantity, jackknife))
                    .withMessage("the law of the fit has no such number");
        }
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(
                        () ->
                                ensemble.bca(
                                        0.5,
                                        EnsembleTest::height,
                                        EnsembleTest.of(Ensemble.Kind.JACKKNIFE, 4)))
                .withMessage("by hand led to no law: there is no interval");
    }

    @Test
    void lawsThatDoNotDifferHaveNoJointTest() {
        Fit<FormulaLaw> fit =
                Fitter.of(EnsembleTest.LEVEL).fit(BootstrapTest.runs(PosteriorTest.LOSSES));
        for (Ensemble<FormulaLaw> same :
                List.of(
                        EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 0.1, 0.1, 0.1, 0.1),
                        EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 0.1))) {
            assertThatExceptionOfType(ScalingException.class)
                    .isThrownBy(() -> same.test(EnsembleTest.LEVEL.at(3), fit))
                    .withMessage("the laws do not differ: they have no joint test");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 1, 1, 2, 3)
                                        .test(EnsembleTest.LEVEL.at(3), List.of(), fit))
                .withMessage("a joint test must have at least 1 number, got 0");
    }

    /** By the covariance of the same laws: F of the numbers and of the runs to spare. */
    @Test
    void theJointTestIsFOfTheRunsToSpare() {
        Fit<FormulaLaw> fit =
                Fitter.of(EnsembleTest.LEVEL).fit(BootstrapTest.runs(PosteriorTest.LOSSES));
        Ensemble<FormulaLaw> laws = EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 1, 1, 2, 3);
        JointTest test = laws.test(EnsembleTest.LEVEL.at(3), fit);
        assertThat(test.spareRuns()).isEqualTo(PosteriorTest.RUNS - 1);
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.pValue())
                .isCloseTo(
                        2
                                * new TDistribution(null, PosteriorTest.RUNS - 1)
                                        .cumulativeProbability(-Math.sqrt(test.statistic())),
                        within(1e-12));
    }

    @Test
    void lawsOfWholeGroupsHaveNoJointTest() {
        Fit<FormulaLaw> fit =
                Fitter.of(EnsembleTest.LEVEL).fit(BootstrapTest.runs(PosteriorTest.LOSSES));
        Ensemble<FormulaLaw> hand = EnsembleTest.of(Ensemble.Kind.BOOTSTRAP, 1, 1, 2, 3);
        Ensemble<FormulaLaw> groups =
                new Ensemble<>(
                        "cluster bootstrap by run",
                        hand.kind(),
                        hand.family(),
                        hand.estimate(),
                        hand.requested(),
                        hand.replicates(),
                        hand.failures());
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> groups.test(EnsembleTest.LEVEL.at(3), fit))
                .withMessage(
                        "cluster bootstrap by run has no joint test: so few groups say nothing of"
                                + " several numbers together; ask each for its interval");
    }

    @Test
    void anUnknownPredictionCouldLieAnywhereForANewRunToo() {
        LawFamily<FormulaLaw> root =
                LawFamily.of(
                        "root",
                        List.of(Factor.TOKENS),
                        List.of(Parameter.real("c", "square of the height")),
                        (v, x) -> Math.sqrt(v[0]));
        Recipe recipe = Recipe.of(ModelSize.millions(1), Tokens.billions(1));
        for (int unknown : new int[] {1, 4, 10}) {
            List<Replicate<FormulaLaw>> laws = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                double square = i < unknown ? -1 : 4;
                laws.add(new Replicate<>(i, root.at(square), 0, Stop.CONVERGED, 1, false));
            }
            Fit<FormulaLaw> fit = Fitter.of(root).fit(runsOfHeight(1.99, 2, 2.01));
            Ensemble<FormulaLaw> ensemble =
                    new Ensemble<>(
                            "by hand",
                            Ensemble.Kind.BOOTSTRAP,
                            root,
                            root.at(4),
                            10,
                            laws,
                            List.of());
            Interval half = ensemble.newRunInterval(0.5, recipe, fit);
            if (unknown == 1) {
                assertThat(half.lower()).isBetween(1.9, 2.0);
                assertThat(half.upper()).isBetween(2.0, 2.1);
            } else {
                assertThat(half).isEqualTo(new Interval(-1 / 0.0, 1 / 0.0));
            }
        }
    }

    private static Dataset runsOfHeight(double... losses) {
        List<Run> runs = new ArrayList<>();
        for (double loss : losses) {
            Recipe recipe = Recipe.of(ModelSize.millions(1), Tokens.billions(1 + runs.size()));
            runs.add(Run.of(recipe, Loss.nats(loss)));
        }
        return Dataset.of(runs);
    }

    @Test
    void parametersMayBeNamedLikeOtherColumnsOfAFile(@TempDir Path folder) {
        LawFamily<FormulaLaw> odd =
                LawFamily.of(
                        "odd",
                        List.of(Factor.TOKENS),
                        List.of(
                                Parameter.real("objective", "a name"),
                                Parameter.real("stop, \"at last\"", "a name"),
                                Parameter.real("method", "a name")),
                        (v, x) -> v[0]);
        Ensemble<FormulaLaw> whole =
                new Ensemble<>(
                        "by hand",
                        Ensemble.Kind.BOOTSTRAP,
                        odd,
                        odd.at(3, 4, 5),
                        2,
                        List.of(
                                new Replicate<>(
                                        0,
                                        odd.at(1e-300, -1e300, 5e-324),
                                        7,
                                        Stop.CONVERGED,
                                        1,
                                        false)),
                        List.of(new Replicate.Failure(1, "two\nlines")));
        Path file = folder.resolve("odd.csv");
        whole.writeCsv(file);
        assertThat(Ensemble.readCsv(file, odd)).isEqualTo(whole);
    }

    @Test
    void aFileThatWasCutShortIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ensemble.csv");
        Bootstrap.pairs(1, 42).of(EnsembleTest.FIT).writeCsv(file);
        String fitRow = Files.readAllLines(file).get(1);
        String header = Files.readAllLines(file).get(0);
        for (String cut : List.of(fitRow.substring(0, 20), "fit,,,,", "fit")) {
            Files.writeString(file, header + "\n" + cut);
            assertThatExceptionOfType(DataException.class)
                    .isThrownBy(() -> Ensemble.readCsv(file, ChinchillaLaw.FAMILY))
                    .withMessageMatching(
                            "ensemble.csv: not CSV: Record 2 has \\d+ fields, but first record had"
                                    + " 14 fields");
        }
        Files.writeString(file, header + "\n" + fitRow + "\n0,CONVERGED,1,false");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Ensemble.readCsv(file, ChinchillaLaw.FAMILY))
                .withMessage(
                        "ensemble.csv: not CSV: Record 3 has 4 fields, but first record had 14"
                                + " fields");
    }
}
