package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * What every family promises: one subclass for each. Each factor takes only a few values, as in a
 * sweep; the laws lie around the one given.
 */
public abstract class LawFamilyContract<L extends LossLaw> {
    private static final int ROWS = 40;

    private final LawFamily<L> family;
    private final List<double[]> laws = new ArrayList<>();
    private final Columns columns;
    private final Evaluator evaluator;
    private final int count;

    /**
     * A contract for one family.
     *
     * @param family the family
     * @param typical the numbers of a usual law
     */
    protected LawFamilyContract(LawFamily<L> family, double... typical) {
        this.family = family;
        this.count = typical.length;
        SplittableRandom random = new SplittableRandom(20200123);
        laws.add(typical);
        for (int i = 0; i < 5; i++) {
            laws.add(
                    Arrays.stream(typical)
                            .map(x -> x * (1 + spread() * (random.nextDouble() - 0.3)))
                            .toArray());
        }
        this.columns = family.columns(Dataset.of(runs(random)));
        this.evaluator = family.evaluator(columns);
    }

    /**
     * Where a factor is drawn from: in equal ratios, or in equal steps when it may be zero.
     *
     * @param factor what a law reads
     * @return its range, 1e7 to 10^12.5 unless said
     */
    protected Interval range(Factor factor) {
        return new Interval(1e7, Math.pow(10, 12.5));
    }

    /**
     * How far the numbers of other laws lie from the typical ones.
     *
     * @return 1 for factors of 0.7 to 1.7
     */
    protected double spread() {
        return 1;
    }

    /**
     * Says whether more of a factor lowers the loss of the typical law all over its range.
     *
     * @param factor what a law reads
     * @return true unless said
     */
    protected boolean lossFallsWith(Factor factor) {
        return true;
    }

    private double draw(Factor factor, SplittableRandom random) {
        Interval range = range(factor);
        double share = random.nextInt(11) / 10.0;
        return range.lower() > 0
                ? range.lower() * Math.pow(range.upper() / range.lower(), share)
                : range.lower() + share * range.width();
    }

    private List<Run> runs(SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            Map<Factor, Double> recipe = new LinkedHashMap<>();
            for (Factor factor : family.factors()) {
                recipe.put(factor, draw(factor, random));
            }
            runs.add(Run.of(Recipe.of(recipe), Loss.nats(2)));
        }
        return runs;
    }

    private double[] predict(double[] values) {
        double[] predictions = new double[ROWS];
        evaluator.predict(values, predictions);
        return predictions;
    }

    private static double[] jacobian(Evaluator from, double[] values) {
        double[] jacobian = new double[values.length * ROWS];
        from.differentiate(values, new double[ROWS], jacobian);
        return jacobian;
    }

    private double[] losses(double[] values, Columns of) {
        L law = family.at(values);
        return IntStream.range(0, ROWS).mapToDouble(row -> law.loss(of.recipe(row))).toArray();
    }

    private static double greatest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
    }

    private static double[] moved(double[] values, int place, double step) {
        double[] moved = values.clone();
        moved[place] += step;
        return moved;
    }

    /** A family that leaves everything to the defaults. */
    private record Plain<L extends LossLaw>(LawFamily<L> of) implements LawFamily<L> {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public List<Factor> factors() {
            return of.factors();
        }

        @Override
        public List<Parameter> parameters() {
            return of.parameters();
        }

        @Override
        public L at(double... values) {
            return of.at(values);
        }

        @Override
        public double[] values(L law) {
            return of.values(law);
        }
    }

    @Test
    void everyParameterHasANameOfItsOwnAndBoundsAroundTypicalValues() {
        assertThat(family.parameters()).hasSize(count);
        List<String> names = new ArrayList<>(family.derived().keySet());
        family.parameters().forEach(parameter -> names.add(parameter.name()));
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> !name.isBlank());
        for (int j = 0; j < count; j++) {
            Parameter parameter = family.parameters().get(j);
            assertThat(laws.get(0)[j]).isBetween(parameter.lower(), parameter.upper());
            assertThat(parameter.meaning()).isNotBlank();
        }
        assertThat(family).hasToString(family.name());
    }

    @Test
    void valuesInvertsAt() {
        for (double[] values : laws) {
            L law = family.at(values.clone());
            assertThat(family.values(law)).containsExactly(values);
            assertThat(family.at(family.values(law))).isEqualTo(law);
            Arrays.fill(family.values(law), 0);
            assertThat(family.values(law)).containsExactly(values);
        }
    }

    @Test
    void aLawKeepsNoneOfTheArraysItWasMadeFrom() {
        double[] given = laws.get(0).clone();
        L law = family.at(given);
        Arrays.fill(given, 0);
        assertThat(family.values(law)).containsExactly(laws.get(0));
    }

    @Test
    void moreOfAFactorNeverRaisesTheLoss() {
        L law = family.at(laws.get(0));
        for (int row = 0; row < ROWS; row++) {
            Recipe recipe = columns.recipe(row);
            for (Factor factor : family.factors()) {
                if (lossFallsWith(factor)) {
                    Recipe more = recipe.with(factor, 1.01 * recipe.value(factor));
                    assertThat(law.loss(more))
                            .as("%s with more %s", recipe, factor)
                            .isLessThanOrEqualTo(law.loss(recipe) * (1 + 1e-15));
                }
            }
        }
    }

    /** Where zero is the least value, as for the exponents of a loss that falls with scale. */
    @Test
    void aNegativeNumberIsRefusedWhereZeroIsTheLeast() {
        for (int j = 0; j < count; j++) {
            if (family.parameters().get(j).lower() == 0) {
                double[] values = laws.get(0).clone();
                values[j] = -0.25;
                assertThatIllegalArgumentException()
                        .as(family.parameters().get(j).name())
                        .isThrownBy(() -> family.at(values))
                        .withMessageMatching(".* must be .* got -0.25");
            }
        }
    }

    @Test
    void derivedNumbersAreFinite() {
        family.derived()
                .forEach(
                        (name, number) ->
                                assertThat(number.applyAsDouble(family.at(laws.get(0))))
                                        .as(name)
                                        .isFinite());
    }

    @Test
    void theEvaluatorPredictsWhatTheLawSays() {
        for (double[] values : laws) {
            double[] expected = losses(values, columns);
            double[] predictions = predict(values);
            double[] alongside = new double[ROWS];
            evaluator.differentiate(values, alongside, new double[count * ROWS]);
            assertThat(alongside).containsExactly(predictions);
            for (int row = 0; row < ROWS; row++) {
                assertThat(predictions[row])
                        .isCloseTo(expected[row], within(1e-13 * Math.abs(expected[row])));
            }
        }
    }

    @Test
    void theEvaluatorRemembersNothing() {
        double[] first = predict(laws.get(0));
        double[] jacobian = jacobian(evaluator, laws.get(0));
        jacobian(evaluator, laws.get(1));
        assertThat(predict(laws.get(0))).containsExactly(first);
        assertThat(jacobian(evaluator, laws.get(0))).containsExactly(jacobian);
    }

    @Test
    void theJacobianIsTheDifferenceOfLosses() {
        for (double[] values : laws) {
            double[] jacobian = jacobian(evaluator, values);
            double[] byDefault = jacobian(new Plain<>(family).evaluator(columns), values);
            for (int j = 0; j < count; j++) {
                double step = 6e-6 * Math.abs(values[j]);
                double[] above = losses(moved(values, j, step), columns);
                double[] below = losses(moved(values, j, -step), columns);
                double width = moved(values, j, step)[j] - moved(values, j, -step)[j];
                double[] column = Arrays.copyOfRange(jacobian, j * ROWS, (j + 1) * ROWS);
                double size = greatest(column);
                assertThat(size).isPositive();
                double allowed = 1e-7 * size + 2 * Math.ulp(greatest(above)) / step;
                for (int row = 0; row < ROWS; row++) {
                    double slope = (above[row] - below[row]) / width;
                    assertThat(column[row]).isCloseTo(slope, within(allowed));
                    assertThat(byDefault[j * ROWS + row]).isCloseTo(column[row], within(allowed));
                }
            }
        }
    }

    @Test
    void theCurvatureIsTheDifferenceOfJacobians() {
        double[] slopes = new SplittableRandom(7).doubles(ROWS).map(x -> 2 * x - 0.5).toArray();
        for (double[] values : laws) {
            double[] hessian = curvature(evaluator, values, slopes);
            double[] byDefault = curvature(new Plain<>(family).evaluator(columns), values, slopes);
            double total = Arrays.stream(predict(values)).map(Math::abs).sum();
            for (int j = 0; j < count; j++) {
                double step = 1e-5 * Math.abs(values[j]);
                double[] above = jacobian(evaluator, moved(values, j, step));
                double[] below = jacobian(evaluator, moved(values, j, -step));
                double width = moved(values, j, step)[j] - moved(values, j, -step)[j];
                for (int k = 0; k < count; k++) {
                    double expected = 0;
                    for (int row = 0; row < ROWS; row++) {
                        int at = k * ROWS + row;
                        expected += slopes[row] * (above[at] - below[at]) / width;
                    }
                    double usual = total / Math.abs(values[j] * values[k]);
                    double size = Math.max(usual, Math.abs(expected));
                    assertThat(hessian[j * count + k]).isCloseTo(expected, within(1e-7 * size));
                    assertThat(hessian[k * count + j]).isCloseTo(expected, within(1e-7 * size));
                    assertThat(byDefault[j * count + k]).isCloseTo(expected, within(1e-3 * size));
                }
            }
        }
    }

    /** Into an array that is not empty: curvature is added to what is there. */
    private double[] curvature(Evaluator from, double[] values, double[] slopes) {
        double[] twice = new double[count * count];
        from.addCurvature(values, slopes, twice);
        double[] once = twice.clone();
        from.addCurvature(values, slopes, twice);
        for (int at = 0; at < once.length; at++) {
            assertThat(twice[at]).isCloseTo(2 * once[at], withinPercentage(1e-12));
        }
        return once;
    }

    @Test
    void thePredictionIsALineInTheCoefficients() {
        List<Integer> places = family.coefficients();
        assertThat(places).isSorted().doesNotHaveDuplicates().allMatch(at -> at >= 0 && at < count);
        for (double[] values : laws) {
            double[] other = values.clone();
            places.forEach(place -> other[place] = values[place] * (2.5 + place));
            double[] expected = predict(values);
            double[] jacobian = jacobian(evaluator, values);
            for (int place : places) {
                for (int row = 0; row < ROWS; row++) {
                    expected[row] += jacobian[place * ROWS + row] * (other[place] - values[place]);
                }
            }
            double[] predictions = predict(other);
            for (int row = 0; row < ROWS; row++) {
                assertThat(predictions[row])
                        .isCloseTo(expected[row], within(1e-12 * Math.abs(expected[row])));
            }
        }
    }

    @Test
    void otherUnitsLeaveEveryLossAlone() {
        double[] units =
                new SplittableRandom(3)
                        .doubles(family.factors().size())
                        .map(x -> Math.pow(10, 12 * x - 1))
                        .toArray();
        Columns inUnits = columns.inUnits(units);
        for (double[] values : laws) {
            Optional<double[]> changed = family.inUnits(values.clone(), units);
            assumeThat(changed).as("%s cannot change its units", family).isPresent();
            double[] losses = losses(changed.orElseThrow(), inUnits);
            double[] expected = losses(values, columns);
            for (int row = 0; row < ROWS; row++) {
                assertThat(losses[row])
                        .isCloseTo(expected[row], within(1e-12 * Math.abs(expected[row])));
            }
        }
    }

    /** A single array in each call would show as 24 kB or more. */
    @Test
    void theEvaluatorAllocatesNothing() {
        double[] predictions = new double[ROWS];
        double[] jacobian = new double[count * ROWS];
        double[] hessian = new double[count * count];
        Runnable calls =
                () -> {
                    for (int call = 0; call < 1000; call++) {
                        double[] values = laws.get(call % laws.size());
                        evaluator.predict(values, predictions);
                        evaluator.differentiate(values, predictions, jacobian);
                        evaluator.addCurvature(values, predictions, hessian);
                    }
                };
        calls.run();
        assumeThat(ManagementFactory.getThreadMXBean()).isInstanceOf(ThreadMXBean.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        calls.run();
        assertThat(threads.getThreadAllocatedBytes(self) - before).isLessThan(8000);
    }
}
