package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.isoflop.Envelope.Reading;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;

class EnvelopeTest {
    /** The fit of Besiroglu et al. (2024) to the runs of Hoffmann et al. */
    static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.81686, 482.00572, 0.34781, 2085.4342, 0.36585);

    static final double EXPONENT = 0.36585 / (0.36585 + 0.34781);
    static final Envelope HULL = Envelope.DEFAULT.withReading(Reading.HULL);
    static final Envelope LOWEST = Envelope.DEFAULT.withReading(Reading.LOWEST_RUN);

    static Dataset csv(String... lines) {
        String text = "params,tokens,loss,run\n" + String.join("\n", lines) + "\n";
        return Dataset.readCsv("curves.csv", new StringReader(text));
    }

    static Allocation read(Envelope envelope, Dataset checkpoints) {
        return envelope.of(checkpoints, DrawnCurves.RUN);
    }

    private static double best(ChinchillaLaw law, Compute budget) {
        return ComputeOptimal.of(law).plan(budget).model().parameters();
    }

    private static List<Optimum> used(Allocation allocation) {
        return allocation.optima().stream().filter(Optimum::isUsed).toList();
    }

    /**
     * The vertex of a parabola through f at -h, 0 and h is off the minimum of f by f'''/(6 f'') times
     * (3 t^2 - h^2), t the place of the minimum, at most h/2. On a budget f''' / f'' = beta - alpha.
     */
    @ParameterizedTest
    @CsvSource({"0.34, 0.28, 7", "0.34, 0.28, 14", "0.34, 0.28, 28", "0.6, 0.3, 7", "0.6, 0.3, 28"})
    void withoutNoiseEachBudgetIsOffByNoMoreThanAParabolaIs(double alpha, double beta, int sizes) {
        double a = 0.15 * Math.pow(7e8, alpha);
        double b = 0.15 * alpha / beta * Math.pow(1.4e10, beta);
        ChinchillaLaw law = new ChinchillaLaw(1.69, a, alpha, b, beta);
        DrawnCurves drawn = new DrawnCurves(law, sizes, 1000);
        double allowed = (alpha - beta) * drawn.spacing() * drawn.spacing() / 6;
        Allocation found = read(Envelope.DEFAULT, drawn.exact());
        assertThat(used(found)).hasSizeGreaterThan(30);
        assertThat(used(found))
                .allSatisfy(
                        optimum ->
                                assertThat(
                                                Math.log(
                                                        optimum.parameters()
                                                                / best(law, optimum.budget())))
                                        .isCloseTo(0, within(1.1 * allowed + 2e-5)));
        assertThat(found.size().exponent())
                .isCloseTo(beta / (alpha + beta), within(0.2 * allowed + 1e-4));
        assertThat(found.exponentSum()).isCloseTo(1, within(1e-9));
    }

    /** A line through K full stairs is too flat by 1/K^2; the stairs at the ends are not full. */
    @ParameterizedTest
    @EnumSource(names = {"LOWEST_RUN", "HULL"})
    void theExponentComesNearerAsTheGridOfSizesGetsFiner(Reading reading) {
        Envelope envelope = Envelope.DEFAULT.withReading(reading).withBudgets(2000);
        double last = Double.POSITIVE_INFINITY;
        for (int sizes : new int[] {6, 12, 24, 48}) {
            Dataset exact = new DrawnCurves(LAW, sizes, 400).exact();
            double error = Math.abs(read(envelope, exact).size().exponent() - EXPONENT);
            int full = sizes - 2;
            assertThat(error).isLessThan(2 * EXPONENT / (full * full) + 2e-4).isLessThan(last);
            last = error;
        }
    }

    @Test
    void bestSizesOfTheGridAreHalfASpacingFromTheBestAtMost() {
        DrawnCurves drawn = new DrawnCurves(LAW, 12, 400);
        for (Optimum optimum : used(read(LOWEST, drawn.exact()))) {
            double off = Math.log(optimum.parameters() / best(LAW, optimum.budget()));
            assertThat(off).isCloseTo(0, within(0.51 * drawn.spacing()));
            assertThat(6 * optimum.parameters() * optimum.tokens())
                    .isCloseTo(optimum.budget().flops(), within(1e-9 * optimum.budget().flops()));
        }
    }

    /** Mean and spread of many draws are in the Javadoc; this is the order among the readings. */
    @Test
    void underNoiseTheDefaultIsNearerThanTheLowestRunAndThatThanTheHull() {
        double[] squares = new double[3];
        double mean = 0;
        int draws = 40;
        for (int draw = 0; draw < draws; draw++) {
            Dataset noisy = new DrawnCurves(LAW, 12, 30).noisy(0.005, 100 + draw);
            List<Envelope> readings = List.of(Envelope.DEFAULT, LOWEST, HULL);
            for (int i = 0; i < 3; i++) {
                double error = read(readings.get(i), noisy).size().exponent() - EXPONENT;
                squares[i] += error * error / draws;
                mean += i == 0 ? error / draws : 0;
            }
        }
        assertThat(2 * squares[0]).isLessThan(squares[1]);
        assertThat(squares[1]).isLessThan(squares[2]);
        assertThat(mean).isBetween(-0.012, 0.002);
    }

    @Test
    void hoffmannReadsTheLowestRunAt1500BudgetsAndKeepsTheEnds() {
        Allocation found = read(Envelope.HOFFMANN, new DrawnCurves(LAW, 12, 30).exact());
        assertThat(used(found)).hasSize(1500);
        assertThat(Envelope.HOFFMANN)
                .isEqualTo(
                        Envelope.DEFAULT
                                .withReading(Reading.LOWEST_RUN)
                                .withBudgets(1500)
                                .withEnds(true));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfRowsDoesNotMatter(Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 5);
        List<Run> rows = new ArrayList<>();
        drawn.forEach(rows::add);
        Collections.shuffle(rows, new Random(6));
        Envelope envelope = Envelope.DEFAULT.withReading(reading);
        assertThat(read(envelope, Dataset.of(rows)).optima())
                .isEqualTo(read(envelope, drawn).optima());
    }

    @ParameterizedTest
    @EnumSource
    void theUnitOfTheLossAndAConstantInItDoNotMatter(Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 5);
        List<Run> rows = new ArrayList<>();
        for (Run run : drawn) {
            rows.add(
                    new Run(
                            run.recipe(),
                            Loss.nats(run.loss().nats() / Math.log(2) + 3),
                            run.weight()));
        }
        Envelope envelope = Envelope.DEFAULT.withReading(reading);
        Allocation nats = read(envelope, drawn);
        Allocation other = read(envelope, Dataset.of(rows));
        assertThat(other.size().exponent()).isCloseTo(nats.size().exponent(), within(1e-9));
        assertThat(other.data().exponent()).isCloseTo(nats.data().exponent(), within(1e-9));
        assertThat(other.size().coefficient() / nats.size().coefficient())
                .isCloseTo(1, within(1e-7));
        for (int i = 0; i < nats.optima().size(); i++) {
            assertThat(other.optima().get(i).loss())
                    .isCloseTo(nats.optima().get(i).loss() / Math.log(2) + 3, within(1e-9));
        }
    }

    @Test
    void computeAsStatedIsWhatBudgetsAreAndScalingItScalesTheCoefficient() {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 5);
        Dataset stated =
                drawn.with(
                        Factor.FLOPS,
                        run ->
                                8
                                        * run.recipe().model().parameters()
                                        * run.recipe().tokens().count());
        Allocation by6 = read(Envelope.DEFAULT, drawn);
        Allocation by8 = read(Envelope.DEFAULT, stated);
        double a = by6.size().exponent();
        assertThat(by8.size().exponent()).isCloseTo(a, within(1e-9));
        assertThat(by8.size().coefficient())
                .isCloseTo(
                        by6.size().coefficient() * Math.pow(0.75, a),
                        within(1e-7 * by6.size().coefficient()));
    }

    @Property(tries = 200)
    void theHullFallsIsConvexAndNoCheckpointLiesBelowIt(
            @ForAll @IntRange(min = 2, max = 6) int runs,
            @ForAll @IntRange(min = 2, max = 9) int checkpoints,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < runs * checkpoints; row++) {
            int run = row % runs;
            double tokens = 1e9 * (1 + random.nextInt(20));
            lines.add(
                    1e8 * (1 + run) + "," + tokens + "," + (2 + random.nextDouble()) + ",r" + run);
        }
        Dataset drawn = csv(lines.toArray(String[]::new));
        List<Optimum> corners = read(HULL.withEnds(true), drawn).optima();
        double[] x = corners.stream().mapToDouble(o -> Math.log(o.budget().flops())).toArray();
        double[] y = corners.stream().mapToDouble(Optimum::loss).toArray();
        for (int i = 1; i < x.length; i++) {
            assertThat(x[i]).isGreaterThan(x[i - 1]);
            assertThat(y[i]).isLessThan(y[i - 1]);
            assertThat(i > 1 ? slope(x, y, i) - slope(x, y, i - 1) : 1).isPositive();
        }
        TrainingCurves curves = TrainingCurves.of(drawn, DrawnCurves.RUN);
        TrainingCurves.Kept kept = curves.kept(curves.weights());
        for (int row = 0; row < kept.count; row++) {
            assertThat(kept.flops[row]).isGreaterThanOrEqualTo(x[0] - 1e-9);
            assertThat(kept.loss[row]).isGreaterThan(height(x, y, kept.flops[row]) - 1e-9);
        }
    }

    private static double slope(double[] x, double[] y, int i) {
        return (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    }

    private static double height(double[] x, double[] y, double at) {
        for (int i = 1; i < x.length; i++) {
            if (at <= x[i]) {
                return y[i] + slope(x, y, i) * (at - x[i]);
            }
        }
        return y[y.length - 1];
    }

    @ParameterizedTest
    @EnumSource
    void theBareEstimateIsThatOfTheAllocation(Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 7);
        Envelope envelope = Envelope.DEFAULT.withReading(reading);
        TrainingCurves curves = TrainingCurves.of(drawn, DrawnCurves.RUN);
        Allocation found = read(envelope, drawn);
        assertThat(envelope.estimate(curves, drawn.weights()))
                .containsExactly(
                        found.size().exponent(),
                        found.size().coefficient(),
                        found.data().exponent(),
                        found.data().coefficient());
        PowerOfCompute through =
                PowerOfCompute.through(
                        used(found).stream().mapToDouble(o -> o.budget().flops()).toArray(),
                        used(found).stream().mapToDouble(Optimum::parameters).toArray());
        assertThat(found.size().exponent()).isCloseTo(through.exponent(), within(1e-10));
        assertThat(found.size().coefficient() / through.coefficient()).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void aWeightOfZeroTakesARowAwayAndAnotherWeightOfAWholeRunChangesNothing(Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 8);
        double[] weights = drawn.weights();
        Arrays.fill(weights, 60, 80, 0);
        Arrays.fill(weights, 100, 120, 3);
        Envelope envelope = Envelope.DEFAULT.withReading(reading);
        Dataset left = drawn.whereRow(row -> row < 60 || row >= 80);
        assertThat(envelope.estimate(TrainingCurves.of(drawn, DrawnCurves.RUN), weights))
                .containsExactly(
                        envelope.estimate(
                                TrainingCurves.of(left, DrawnCurves.RUN), left.weights()));
    }

    @ParameterizedTest
    @EnumSource
    void withoutRowsThereIsNoEstimate(Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).exact();
        TrainingCurves curves = TrainingCurves.of(drawn, DrawnCurves.RUN);
        assertThat(Envelope.DEFAULT.withReading(reading).estimate(curves, new double[160]))
                .containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Envelope.DEFAULT.estimate(curves, new double[3]))
                .withMessage("there must be a weight for each of 160 rows, got 3");
    }

    @ParameterizedTest
    @EnumSource
    void aCheckpointThatStandsTwiceChangesNothingAndTwoLossesOfOneCountByTheirMean(
            Reading reading) {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).noisy(0.003, 9);
        List<Run> twice = new ArrayList<>();
        List<Run> apart = new ArrayList<>();
        for (Run run : drawn) {
            twice.add(run);
            twice.add(run);
            apart.add(new Run(run.recipe(), Loss.nats(run.loss().nats() + 0.125), run.weight()));
            apart.add(new Run(run.recipe(), Loss.nats(run.loss().nats() - 0.125), run.weight()));
        }
        Envelope envelope = Envelope.DEFAULT.withReading(reading);
        double once = read(envelope, drawn).size().exponent();
        assertThat(read(envelope, Dataset.of(twice)).size().exponent()).isEqualTo(once);
        assertThat(read(envelope, Dataset.of(apart)).size().exponent())
                .isCloseTo(once, within(1e-9));
    }

    @Test
    void ofTwoRunsOfOneSizeTheLowerCounts() {
        Dataset drawn = new DrawnCurves(LAW, 8, 20).exact();
        List<Run> rows = new ArrayList<>();
        for (Run run : drawn) {
            rows.add(run);
            double other = run.recipe().value(Factor.named(DrawnCurves.RUN)) + 100;
            rows.add(
                    new Run(
                            run.recipe().with(Factor.named(DrawnCurves.RUN), other),
                            Loss.nats(run.loss().nats() + 0.1),
                            run.weight()));
        }
        assertThat(read(Envelope.DEFAULT, Dataset.of(rows)).optima())
                .isEqualTo(read(Envelope.DEFAULT, drawn).optima());
    }

    @Test
    void anOptimumSaysWhatItIsReadOff() {
        Dataset exact = new DrawnCurves(LAW, 12, 30).exact();
        assertThat(used(read(Envelope.DEFAULT, exact))).extracting(Optimum::rows).containsOnly(3);
        assertThat(used(read(LOWEST, exact))).extracting(Optimum::rows).containsOnly(1);
        assertThat(read(HULL, exact).optima().stream().map(Optimum::refusal))
                .contains(
                        "the smallest size that reaches this budget is the best: a smaller may be"
                                + " better");
        assertThat(IntStream.range(0, 2).mapToObj(i -> used(read(HULL, exact)).get(i)))
                .allSatisfy(optimum -> assertThat(optimum.parametersInterval().lower()).isZero());
    }
}
