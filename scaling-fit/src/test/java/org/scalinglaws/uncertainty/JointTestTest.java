package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.FDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class JointTestTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(LAW, Compute.budgets(1e18, 1e20), 5, 10).dataset();

    /** By hand: V^-1 = [[2, -1], [-1, 2]] / 3, so d' V^-1 d = (2 - 2*2 + 8) / 3 = 2; exp(-1). */
    @Test
    void theStatisticIsTheSquaredDistanceInErrors() {
        JointTest test =
                JointTest.of(new double[] {1, 2}, new double[][] {{2, 1}, {1, 2}}, INFINITY);
        assertThat(test.statistic()).isCloseTo(2, within(1e-14));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.pValue()).isCloseTo(Math.exp(-1), within(1e-14));
    }

    /** Closed forms: p of 2 is exp(-x/2), of 4 exp(-x/2)(1 + x/2); far out every digit counts. */
    @ParameterizedTest
    @CsvSource({"2, 0.1", "2, 3", "2, 180.2", "2, 1200", "4, 0.1", "4, 3", "4, 180.2", "4, 1200"})
    void aSmallChanceKeepsItsDigits(int degrees, double statistic) {
        double[] difference = new double[degrees];
        double[][] identity = new double[degrees][degrees];
        for (int i = 0; i < degrees; i++) {
            difference[i] = Math.sqrt(statistic / degrees);
            identity[i][i] = 1;
        }
        double half = 0.5 * statistic;
        assertThat(JointTest.of(difference, identity, INFINITY).pValue())
                .isCloseTo(Math.exp(-half) * (degrees == 2 ? 1 : 1 + half), withinPercentage(1e-9));
    }

    @Test
    void itIsTheSameInOtherUnits() {
        double[][] covariance = {{2, 1, 0.5}, {1, 3, -0.2}, {0.5, -0.2, 1}};
        double[] difference = {1, -2, 0.3};
        double[] units = {1e-9, 1e12, 3};
        double[][] other = new double[3][3];
        double[] moved = new double[3];
        for (int i = 0; i < 3; i++) {
            moved[i] = units[i] * difference[i];
            for (int j = 0; j < 3; j++) {
                other[i][j] = units[i] * covariance[i][j] * units[j];
            }
        }
        assertThat(JointTest.of(moved, other, INFINITY).statistic())
                .isCloseTo(
                        JointTest.of(difference, covariance, INFINITY).statistic(),
                        withinPercentage(1e-10));
    }

    @Test
    void noDifferenceIsNoEvidence() {
        JointTest test = JointTest.of(new double[2], new double[][] {{2, 1}, {1, 2}}, INFINITY);
        assertThat(test).isEqualTo(new JointTest(0, 2, INFINITY, 1));
        assertThat(test).hasToString("chi-squared 0 with 2 degrees of freedom, p 1");
    }

    @Test
    void itPrintsFewDigits() {
        assertThat(new JointTest(180.2147, 5, INFINITY, 4.8712e-37))
                .hasToString("chi-squared 180.2 with 5 degrees of freedom, p 4.9e-37");
        assertThat(new JointTest(3.84146, 1, INFINITY, 0.0499999))
                .hasToString("chi-squared 3.841 with 1 degree of freedom, p 0.05");
    }

    /** Each in its own way: a sum of the others, no error, an unknown error. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 0, 0", "NaN, 0, 1", "-1, 0, 1"})
    void aSingularCovarianceHasNoTest(double first, double mixed, double second) {
        double[][] covariance = {{first, mixed}, {mixed, second}};
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> JointTest.of(new double[] {1, 2}, covariance, INFINITY))
                .withMessage(
                        "the runs do not determine these 2 numbers apart from each other:"
                                + " they have no joint test");
    }

    private static double[] numbers(Restrictions restrictions, List<ChinchillaLaw> laws) {
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(ChinchillaLaw.FAMILY, RUNS, Objective.logSquares(), restrictions);
        List<ToDoubleFunction<ChinchillaLaw>> quantities = Quantities.free(problem, laws);
        return quantities.stream().mapToDouble(each -> each.applyAsDouble(LAW)).toArray();
    }

    @Test
    void lawsAreComparedByTheLogarithmsOfCoefficients() {
        assertThat(numbers(Restrictions.NONE, List.of(LAW)))
                .containsExactly(
                        Math.log(LAW.e()),
                        Math.log(LAW.a()),
                        LAW.alpha(),
                        Math.log(LAW.b()),
                        LAW.beta());
    }

    @Test
    void aFloorOfZeroInAnyLawIsComparedPlainly() {
        ChinchillaLaw noFloor = new ChinchillaLaw(0, LAW.a(), LAW.alpha(), LAW.b(), LAW.beta());
        assertThat(numbers(Restrictions.NONE, List.of(LAW, noFloor))[0]).isEqualTo(LAW.e());
    }

    @Test
    void fixedParametersAreNotComparedAndTiedOnesOnce() {
        assertThat(numbers(Restrictions.NONE.withFixed("E", 1.8), List.of(LAW))).hasSize(4);
        assertThat(numbers(Restrictions.NONE.withTied("beta", "alpha"), List.of(LAW)))
                .containsExactly(
                        Math.log(LAW.e()), Math.log(LAW.a()), LAW.alpha(), Math.log(LAW.b()));
    }

    @Test
    void whereTheNoiseWasReadOffTheRunsTheTestIsF() {
        JointTest test =
                JointTest.of(new double[] {Math.sqrt(6), 0}, new double[][] {{1, 0}, {0, 1}}, 10);
        double chance = 1 - new FDistribution(null, 2, 10).cumulativeProbability(3);
        assertThat(test.pValue()).isCloseTo(chance, withinPercentage(1e-8));
        assertThat(new JointTest(180.2, 5, 43, 4.9e-14))
                .hasToString("F 36.04 with 5 and 43 degrees of freedom, p 4.9e-14");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JointTest(1, 1, 0, 0.5))
                .withMessage("spare runs of a joint test must be positive, got 0");
    }
}
