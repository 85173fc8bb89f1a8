package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ParabolasTest {
    private static final double[] BUDGETS = {1e18, 1e19, 1e20, 1e21};

    /** A run of a budget with a size of so many times 0.1 C^0.5. */
    private static Run run(double budget, double times, double loss) {
        double size = 0.1 * Math.sqrt(budget) * times;
        Recipe recipe =
                Recipe.of(ModelSize.of(size), Tokens.of(budget / (6 * size)))
                        .with(Factor.named(Sweep.BUDGET_COLUMN), budget);
        return Run.of(recipe, Loss.nats(loss));
    }

    /** Budgets of 7 sizes around 0.1 C^0.5, with losses by a function of ln of the times. */
    private static List<Run> sweep(DoubleUnaryOperator loss) {
        List<Run> runs = new ArrayList<>();
        for (double budget : BUDGETS) {
            for (double log = -1.5; log <= 1.5; log += 0.5) {
                runs.add(run(budget, Math.exp(log), loss.applyAsDouble(log)));
            }
        }
        return runs;
    }

    private static Sweep sweep(List<Run> runs) {
        return Sweep.of(Dataset.of(runs));
    }

    private static DoubleUnaryOperator parabola(double vertex) {
        return log -> 3 + 0.02 * (log - vertex) * (log - vertex);
    }

    @Property(tries = 50)
    void aSweepOfParabolasIsFoundExactly(
            @ForAll @DoubleRange(min = -0.9, max = 0.9) double vertex,
            @ForAll Parabolas.Estimator estimator) {
        Allocation found =
                IsoFlop.approach2(
                        sweep(sweep(parabola(vertex))), Parabolas.DEFAULT.with(estimator));
        // a spline through points of a parabola is that parabola; its grid has 149 steps of 3
        double tolerance = estimator == Parabolas.Estimator.AKIMA ? 1.5 / 149 + 1e-9 : 1e-9;
        assertThat(found.size().exponent()).isCloseTo(0.5, within(1e-10));
        for (Optimum best : found.optima()) {
            double expected = 0.1 * Math.sqrt(best.budget().flops()) * Math.exp(vertex);
            assertThat(Math.log(best.parameters() / expected)).isCloseTo(0, within(tolerance));
            assertThat(6 * best.parameters() * best.tokens() / best.budget().flops())
                    .isCloseTo(1, within(2 * tolerance));
            assertThat(best.loss()).isCloseTo(3, within(tolerance * tolerance + 1e-14));
            assertThat(best.rows()).isEqualTo(7);
        }
    }

    @Property(tries = 20)
    void theOrderOfRunsChangesNothingThatCounts(@ForAll @IntRange(min = 0, max = 1000) int seed) {
        List<Run> runs = sweep(log -> 3 + 0.02 * log * log + 0.003 * Math.sin(7 * log));
        List<Run> mixed = new ArrayList<>(runs);
        Collections.shuffle(mixed, new Random(seed));
        for (Parabolas.Estimator estimator : Parabolas.Estimator.values()) {
            Parabolas how = Parabolas.DEFAULT.with(estimator);
            double one = IsoFlop.approach2(sweep(runs), how).size().exponent();
            assertThat(IsoFlop.approach2(sweep(mixed), how).size().exponent())
                    .isCloseTo(one, within(1e-12));
        }
    }

    @Test
    void oneWildRunMovesTheRobustVertexLess() {
        List<Run> runs = sweep(parabola(0));
        runs.set(1, run(BUDGETS[0], Math.exp(-1), 3.2));
        double truth = 0.1 * Math.sqrt(BUDGETS[0]);
        double plain =
                IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT).optima().get(0).parameters();
        double robust =
                IsoFlop.approach2(
                                sweep(runs),
                                Parabolas.DEFAULT.with(Parabolas.Estimator.ROBUST_PARABOLA))
                        .optima()
                        .get(0)
                        .parameters();
        assertThat(Math.abs(Math.log(plain / truth))).isGreaterThan(0.3);
        assertThat(Math.abs(Math.log(robust / truth))).isLessThan(0.02);
    }

    /** Weights that lie far apart between budgets, as variances of different sizes do. */
    @Test
    void theUnitOfPrecisionsChangesNoVertexAndNoErrorOfOne() {
        Random random = new Random(8);
        Dataset runs =
                Dataset.of(sweep(log -> 3 + 0.02 * log * log + 1e-3 * random.nextGaussian()));
        Allocation own = weighed(runs, 1);
        for (double unit : new double[] {1e4, 1e-7}) {
            Allocation other = weighed(runs, unit);
            assertThat(other.optima()).hasSameSizeAs(own.optima());
            assertThat(other.size().exponent())
                    .isCloseTo(own.size().exponent(), within(1e-9 * own.size().exponent()));
            assertThat(other.findings()).isEqualTo(own.findings());
        }
    }

    private static Allocation weighed(Dataset runs, double unit) {
        Dataset precise =
                runs.withWeights(
                        WeightKind.PRECISION,
                        run -> unit * Math.sqrt(run.recipe().tokens().count()));
        return IsoFlop.approach2(Sweep.of(precise), Parabolas.DEFAULT.weighted());
    }

    /** Weights are one over the square of the error: the sure budgets decide. */
    @Test
    void sureVerticesWeighMore() {
        List<Run> runs = new ArrayList<>();
        Random random = new Random(1);
        double[] vertices = {0, 0.4, 0, 0};
        double[] noises = {1e-4, 5e-3, 1e-4, 1e-4};
        for (int i = 0; i < BUDGETS.length; i++) {
            for (double log = -1.5; log <= 1.5; log += 0.5) {
                double loss = parabola(vertices[i]).applyAsDouble(log);
                runs.add(run(BUDGETS[i], Math.exp(log), loss + noises[i] * random.nextGaussian()));
            }
        }
        double alike = IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT).size().exponent();
        double weighted =
                IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT.weighted()).size().exponent();
        assertThat(Math.abs(alike - 0.5)).isGreaterThan(0.01);
        assertThat(Math.abs(weighted - 0.5)).isLessThan(0.002);
    }

    @Test
    void aBudgetThatCannotAnswerIsLeftOutAndSaysSo() {
        List<Run> runs = sweep(parabola(0));
        runs.add(run(1e22, 1, 2.5));
        runs.add(run(1e22, 2, 2.6));
        for (double log = -1; log <= 1; log += 0.5) {
            runs.add(run(1e23, Math.exp(log), 2.4 - 0.01 * log * log));
        }
        Allocation found = IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT);
        assertThat(found.optima())
                .extracting(Optimum::isUsed)
                .containsExactly(true, true, true, true, false, false);
        assertThat(found.optima().get(4).refusal())
                .isEqualTo("a parabola needs 3 different sizes, got 2");
        assertThat(found.optima().get(5).refusal()).isEqualTo("no upward curvature over sizes");
        assertThat(found.findings())
                .extracting(Finding::toString)
                .contains(
                        "WARNING budget-left-out: 1e22 FLOP is left out: a parabola needs 3"
                                + " different sizes, got 2",
                        "WARNING budget-left-out: 1e23 FLOP is left out: no upward curvature over"
                                + " sizes");
        assertThat(found.size().exponent()).isCloseTo(0.5, within(1e-10));
        assertThat(found.optima().get(5).toString())
                .isEqualTo(
                        "1e23 FLOP: N* unknown, D* unknown, loss unknown from 5 runs; left out: no upward"
                                + " curvature over sizes");
    }

    @Test
    void aVertexAtTheEdgeIsToldOfAndRefusedOnlyWhenStrict() {
        List<Run> runs = sweep(parabola(0));
        for (double log = -1.5; log <= 1.5; log += 0.5) {
            runs.add(run(1e22, Math.exp(log), parabola(1.4).applyAsDouble(log)));
        }
        Allocation told = IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT);
        assertThat(told.findings())
                .extracting(Finding::toString)
                .contains(
                        "WARNING vertex-at-edge: at 1e22 FLOP the vertex lies within one step of the"
                                + " edge of the sizes, or outside",
                        "WARNING best-run-at-edge: at 1e22 FLOP the run of least loss is the smallest"
                                + " or largest");
        assertThat(told.optima().get(4).isUsed()).isTrue();
        Allocation strict = IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT.strict());
        assertThat(strict.optima().get(4).refusal())
                .isEqualTo("its vertex lies within one step of the edge of its sizes, or outside");
        assertThat(strict.size().exponent()).isCloseTo(0.5, within(1e-10));
    }

    @Test
    void curvatureThatCouldBeNothingIsToldOf() {
        Random random = new Random(3);
        Allocation flat =
                IsoFlop.approach2(
                        sweep(sweep(log -> 3 + 1e-4 * log * log + 0.01 * random.nextGaussian())),
                        Parabolas.DEFAULT);
        assertThat(flat.findings()).anyMatch(finding -> finding.check().equals("weak-curvature"));
    }

    @Test
    void aDriftOfTheSizesAndALopsidedCurveAreToldOf() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < BUDGETS.length; i++) {
            for (double log = -1.5; log <= 1.5; log += 0.25) {
                double off = log - 0.2 * i;
                double loss = 3 + 0.02 * off * off - 0.002 * off * off * off;
                runs.add(run(BUDGETS[i], Math.exp(log), loss));
            }
        }
        List<String> texts =
                IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT).findings().stream()
                        .map(Finding::toString)
                        .toList();
        assertThat(texts)
                .contains(
                        "NOTE not-a-parabola: at 1e18, 1e19, 1e20, 1e21 FLOP a third-order term"
                                + " differs from nothing at 95 %, so that the vertex depends on how"
                                + " wide the sizes reach")
                .anyMatch(
                        text ->
                                text.startsWith(
                                        "WARNING drifting-centre: the middle of the sizes drifts from"
                                                + " the vertex by a factor of 0.8"));
    }

    @Test
    void exponentsThatDoNotSumToOneAreToldOf() {
        List<Run> runs = new ArrayList<>();
        for (Run run : sweep(parabola(0.1))) {
            double budget = run.recipe().value(Factor.named(Sweep.BUDGET_COLUMN));
            double factor = Math.pow(budget / 1e19, 0.01);
            Recipe off = run.recipe().with(Factor.TOKENS, run.recipe().tokens().count() * factor);
            runs.add(Run.of(off, run.loss()));
        }
        assertThat(IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT).findings())
                .extracting(Finding::toString)
                .contains(
                        "WARNING exponent-sum: a + b = 1.010 differs from 1 beyond its error: sizes and"
                                + " tokens disagree about the budget");
    }

    @Test
    void withoutTwoBudgetsThereIsNoAnswerButAReason() {
        List<Run> one = sweep(parabola(0)).subList(0, 7);
        Allocation none = IsoFlop.approach2(sweep(one), Parabolas.DEFAULT);
        assertThat(none.isAnswered()).isFalse();
        assertThat(none)
                .hasToString(
                        "approach 2: no answer: a power of compute needs 2 different budgets or more,"
                                + " got 1");
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(none::size)
                .withMessage(
                        "approach 2 has no answer: a power of compute needs 2 different budgets or"
                                + " more, got 1");
        assertThat(none.findings())
                .extracting(Finding::toString)
                .contains(
                        "ERROR no-answer: approach 2 has no answer: a power of compute needs 2"
                                + " different budgets or more, got 1");
    }

    @Test
    void threeRunsHaveAVertexButNoErrorToWeighItBy() {
        List<Run> runs = sweep(parabola(0));
        for (double log = -1; log <= 1; log += 1) {
            runs.add(run(1e22, Math.exp(log), parabola(0).applyAsDouble(log)));
        }
        Optimum plain = IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT).optima().get(4);
        assertThat(plain.isUsed()).isTrue();
        assertThat(plain.parametersInterval()).isEqualTo(Optimum.UNKNOWN);
        assertThat(
                        IsoFlop.approach2(sweep(runs), Parabolas.DEFAULT.weighted())
                                .optima()
                                .get(4)
                                .refusal())
                .isEqualTo("no error to weigh its vertex by");
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parabolas.DEFAULT.with(Parabolas.Estimator.AKIMA).weighted())
                .withMessage("the least point of a spline has no error to weigh it by");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parabolas.DEFAULT.withLevel(1))
                .withMessage("a level lies between 0 and 1, got 1.0");
    }
}
