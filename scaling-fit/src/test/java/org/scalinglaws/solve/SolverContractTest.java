package org.scalinglaws.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every solver promises, for every one of the library. */
@ParameterizedClass(name = "{0}")
@MethodSource("members")
class SolverContractTest {
    private static final double[] FAR = {-1.2, 1};

    @Parameter Member member;

    /** A solver, the same with few evaluations, and how near to an optimum it comes. */
    record Member(Solver solver, Solver brief, double reach) {
        @Override
        public String toString() {
            return solver.getClass().getSimpleName();
        }
    }

    static Stream<Member> members() {
        return Stream.of(
                new Member(Solver.trustRegion(), new TrustRegion(5), 1e-12),
                new Member(Solver.levenbergMarquardt(), new LevenbergMarquardt(5), 1e-12),
                new Member(Solver.nelderMead(), new NelderMead(5), 1e-6),
                new Member(Solver.bobyqa(), new Bobyqa(8), 1e-6));
    }

    private Solution solve(Cost cost, double... start) {
        return member.solver.solve(cost, start);
    }

    @Test
    void itFindsTheFloorOfACurvedValley() {
        Solution end = solve(TestCosts.rosenbrock(), FAR);
        assertThat(end.point()).containsExactly(new double[] {1, 1}, within(member.reach));
        assertThat(end.value()).isCloseTo(0, within(member.reach));
        assertThat(end.stop().isOptimum()).isTrue();
    }

    @Test
    void itFindsAnOptimumOnABound() {
        double[] lower = {-5, -5, 0.5};
        double[] upper = {1, 5, 5};
        Cost bowl = TestCosts.bowl(new double[] {3, -2, 0.2}, lower, upper);
        Solution end = solve(bowl, 0, 0, 1);
        assertThat(end.point()).containsExactly(new double[] {1, -2, 0.5}, within(member.reach));
        assertThat(end.value()).isCloseTo(2.045, within(member.reach));
        assertThat(end.stop().isOptimum()).isTrue();
    }

    @Test
    void aStartOutsideTheBoundsIsMovedInside() {
        Cost bowl = TestCosts.bowl(new double[] {0, 0}, new double[] {1, -9}, new double[] {2, 9});
        Solution end = solve(bowl, -40, 3);
        assertThat(end.point()).containsExactly(new double[] {1, 0}, within(member.reach));
    }

    @Test
    void itEndsWhereTheStartIsTheOptimum() {
        Solution end = solve(TestCosts.rosenbrock(), 1, 1);
        assertThat(end.point()).containsExactly(1, 1);
        assertThat(end.value()).isZero();
        assertThat(end.stop().isOptimum()).isTrue();
    }

    @Test
    void theValueIsThatOfThePointAndTheEvaluationsAreCounted() {
        Cost cost = TestCosts.rosenbrock();
        Solution end = solve(cost, FAR);
        assertThat(end.value()).isEqualTo(cost.value(end.point()));
        assertThat(end.evaluations()).isBetween(1, 20_000);
        assertThat(end.basins()).containsExactly(new Basin(end.value(), 1));
    }

    @Test
    void theStartIsLeftAsItWas() {
        double[] start = FAR.clone();
        solve(TestCosts.rosenbrock(), start);
        assertThat(start).containsExactly(FAR);
    }

    @Test
    void anEarlyEndSaysSoAndIsNotAboveTheStart() {
        Cost cost = TestCosts.rosenbrock();
        Solution end = member.brief.solve(cost, FAR);
        assertThat(end.stop()).isEqualTo(Stop.EVALUATION_LIMIT);
        assertThat(end.value()).isEqualTo(cost.value(end.point()));
        assertThat(end.value()).isLessThanOrEqualTo(cost.value(FAR));
        assertThat(end.evaluations()).isBetween(1, 8);
    }

    @Test
    void aCostThatDoesNotExistAtTheStartIsUndefinedThere() {
        Solution end = solve(TestCosts.walled(Double.NEGATIVE_INFINITY), 2, 3);
        assertThat(end.stop()).isEqualTo(Stop.UNDEFINED_START);
        assertThat(end.value()).isNaN();
        assertThat(end.point()).containsExactly(2, 3);
        assertThat(end.stop().isOptimum()).isFalse();
    }

    @Test
    void aCostThatDoesNotExistEverywhereIsLeftAlone() {
        Solution end = solve(TestCosts.walled(2.5), 2, 3);
        assertThat(end.point()).containsExactly(new double[] {0, 0}, within(member.reach));
    }
}
