package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;

@Tag("once")
class CoverageTest {
    private static final LawFamily<FormulaLaw> LEVEL =
            LawFamily.of(
                    "level",
                    List.of(Factor.TOKENS),
                    List.of(Parameter.real("c", "height")),
                    (v, x) -> v[0]);
    private static final Fitter<FormulaLaw> MEAN =
            Fitter.of(LEVEL).withObjective(Objective.squares());
    private static final Map<String, ToDoubleFunction<FormulaLaw>> HEIGHT =
            Map.of("height", law -> law.value("c"));

    private static List<Coverage.Row> ofMeans(
            Coverage coverage, Coverage.Methods<FormulaLaw> methods) {
        return coverage.of(
                MEAN,
                LEVEL.at(10),
                seed -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    double[] heights = new double[6];
                    Arrays.setAll(heights, i -> 10 + random.nextGaussian());
                    return BootstrapTest.runs(heights);
                },
                methods,
                HEIGHT);
    }

    /** Student's t interval of a mean is exact for any number of runs. */
    @Test
    void theIntervalOfAMeanHoldsAsOftenAsItSays() {
        Coverage.Methods<FormulaLaw> student =
                (fit, seed) -> Map.of("t", Covariance.gaussNewton(fit));
        for (double level : new double[] {0.5, 0.9, 0.99}) {
            Coverage.Row row = ofMeans(Coverage.of(2000, 3).withLevel(level), student).get(0);
            assertThat(row.share()).isCloseTo(level, within(3 * row.error()));
            assertThat(row.datasets()).isEqualTo(2000);
            double side = 2000 * (1 - level) / 2;
            assertThat((double) row.below()).isCloseTo(side, within(4 * Math.sqrt(side)));
            assertThat((double) row.above()).isCloseTo(side, within(4 * Math.sqrt(side)));
        }
    }

    @Test
    void anIntervalThatIsAlwaysWrongIsSeen() {
        List<Coverage.Row> rows =
                ofMeans(
                        Coverage.of(50, 3),
                        (fit, seed) -> Map.of("low", (level, quantity) -> new Interval(0, 1)));
        assertThat(rows).containsExactly(new Coverage.Row("low", "height", 0.9, 0, 50, 0, 0));
        assertThat(rows.get(0).share()).isZero();
        assertThat(rows.get(0).error()).isPositive();
        assertThat(rows.get(0))
                .hasToString("low of height: 0.0 % of 50 intervals of 90.0 % hold, +- 1.9 %");
    }

    @Test
    void noIntervalCountsAsAMiss() {
        List<Coverage.Row> rows =
                ofMeans(
                        Coverage.of(20, 3),
                        (fit, seed) ->
                                Map.of(
                                        "silent",
                                        (level, quantity) -> {
                                            throw new ScalingException("none");
                                        }));
        assertThat(rows).containsExactly(new Coverage.Row("silent", "height", 0.9, 0, 0, 0, 20));
    }

    @Test
    void aDataSetWithoutAFitCountsAsAMiss() {
        LawFamily<FormulaLaw> line =
                LawFamily.of(
                        "line",
                        List.of(Factor.TOKENS),
                        List.of(Parameter.real("c", "height"), Parameter.real("m", "slope")),
                        (v, x) -> v[0] + v[1] * x[0]);
        List<Coverage.Row> rows =
                Coverage.of(40, 1)
                        .of(
                                Fitter.of(line).withObjective(Objective.squares()),
                                line.at(10, 0),
                                seed ->
                                        seed % 2 == 0
                                                ? BootstrapTest.runs(10.1, 9.9, 9.9, 10.1)
                                                : BootstrapTest.runs(10),
                                (fit, seed) -> Map.of("t", Covariance.gaussNewton(fit)),
                                HEIGHT);
        assertThat(rows.get(0).none()).isBetween(8, 32);
        assertThat(rows.get(0).held()).isEqualTo(40 - rows.get(0).none());
    }

    @Test
    void theAnswerDoesNotDependOnThreads() {
        Coverage.Methods<FormulaLaw> pairs =
                (fit, seed) -> Map.of("pairs", Bootstrap.pairs(50, seed).withThreads(1).of(fit));
        List<Coverage.Row> one = ofMeans(Coverage.of(60, 3).withThreads(1), pairs);
        assertThat(ofMeans(Coverage.of(60, 3).withThreads(8), pairs)).isEqualTo(one);
        assertThat(ofMeans(Coverage.of(60, 4), pairs)).isNotEqualTo(one);
    }

    /** The design of a fit, its law as the truth and its residuals as the noise. */
    @Test
    void theDesignOfAFitIsStudiedAsItIs() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logSquares())
                        .fit(
                                SimulatedRuns.isoFlop(
                                                PublishedLaws.BESIROGLU_2024.law(),
                                                Compute.budgets(1e18, 1e19, 1e20, 1e21, 1e22),
                                                8,
                                                8)
                                        .withNoise(0.005)
                                        .dataset());
        List<Coverage.Row> rows =
                Coverage.of(150, 1)
                        .of(
                                fit,
                                (again, seed) -> Map.of("classical", Covariance.gaussNewton(again)),
                                Map.of("alpha", ChinchillaLaw::alpha));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).share()).isCloseTo(0.9, within(4 * rows.get(0).error()));
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coverage.of(0, 1))
                .withMessage("number of data sets must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Coverage.of(1, 1).withLevel(0))
                .withMessage("a level lies between 0 and 1, got 0.0");
    }

    @Test
    void aStudyThatWasInterruptedDoesNotCount() {
        AtomicInteger asked = new AtomicInteger();
        List<Coverage.Row> rows =
                ofMeans(
                        Coverage.of(100, 1).withThreads(1).withPartialAnswer(),
                        (fit, seed) -> {
                            if (asked.incrementAndGet() == 5) {
                                Thread.currentThread().interrupt();
                            }
                            return Map.of(
                                    "pairs", Bootstrap.pairs(40, seed).withThreads(1).of(fit));
                        });
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).datasets()).isEqualTo(4);
        assertThat(rows.get(0).none()).isZero();
    }
}
