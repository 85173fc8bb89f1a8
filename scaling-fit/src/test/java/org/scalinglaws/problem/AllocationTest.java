package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.testing.FamilyCase;

/** What an evaluation of a cost allocates, for every family: nothing. */
class AllocationTest {
    private static final int RUNS = 60;
    private static final int CALLS = 1000;

    static Stream<FamilyCase> families() {
        return FamilyCase.all();
    }

    /** A single object in each call would show as 16 kB or more. */
    @ParameterizedTest
    @MethodSource("families")
    void anEvaluationAllocatesNothing(FamilyCase known) {
        assumeThat(ManagementFactory.getThreadMXBean()).isInstanceOf(ThreadMXBean.class);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Objective objective : List.of(Objective.huber(1e-3), Objective.squares())) {
            assertThat(allocated(threads, known, problem(known, objective)))
                    .as("%s by %s", known.family().name(), objective.name())
                    .isLessThan(8000);
        }
    }

    private static FitProblem<?> problem(FamilyCase known, Objective objective) {
        return problemOf(known.family(), known, objective);
    }

    private static <L extends LossLaw> FitProblem<L> problemOf(
            LawFamily<L> family, FamilyCase known, Objective objective) {
        return FitProblem.of(family, known.runs(RUNS, 0, 20), objective, Restrictions.NONE);
    }

    private static long allocated(ThreadMXBean threads, FamilyCase known, FitProblem<?> problem) {
        Cost cost = problem.cost();
        double[] point = problem.coordinates().point(known.law());
        double[] gradient = new double[point.length];
        double[] hessian = new double[point.length * point.length];
        Runnable calls =
                () -> {
                    for (int call = 0; call < CALLS; call++) {
                        cost.value(point);
                        cost.differentiate(point, gradient, hessian);
                    }
                };
        calls.run();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        calls.run();
        return threads.getThreadAllocatedBytes(self) - before;
    }
}
