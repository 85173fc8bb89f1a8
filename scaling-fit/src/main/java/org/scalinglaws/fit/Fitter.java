package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Solver;

/**
 * Finds the best law of a family for some runs. It needs no start, and its options have defaults.
 *
 * @param family the laws to choose from
 * @param objective what to make small; log-Huber with delta 1e-3 unless said
 * @param restrictions bounds, fixed values and ties; none unless said
 * @param solver how to descend; a trust-region Newton method unless said
 * @param <L> the type of the laws
 */
public record Fitter<L extends LossLaw>(
        LawFamily<L> family, Objective objective, Restrictions restrictions, Solver solver) {
    /**
     * Refuses nulls.
     *
     * @param family the laws to choose from
     * @param objective what to make small
     * @param restrictions bounds, fixed values and ties
     * @param solver how to descend
     */
    public Fitter {
        requireNonNull(family, "family");
        requireNonNull(objective, "objective");
        requireNonNull(restrictions, "restrictions");
        requireNonNull(solver, "solver");
    }

    /**
     * A fitter with every default.
     *
     * @param family the laws to choose from
     * @param <L> the type of the laws
     * @return the fitter
     */
    public static <L extends LossLaw> Fitter<L> of(LawFamily<L> family) {
        return new Fitter<>(
                family, Objective.logHuber(1e-3), Restrictions.NONE, Solver.trustRegion());
    }

    /**
     * With another objective.
     *
     * @param other what to make small
     * @return a new fitter
     */
    public Fitter<L> withObjective(Objective other) {
        return new Fitter<>(family, other, restrictions, solver);
    }

    /**
     * With another solver.
     *
     * @param other how to descend
     * @return a new fitter
     */
    public Fitter<L> withSolver(Solver other) {
        return new Fitter<>(family, objective, restrictions, other);
    }

    /**
     * With a parameter kept between bounds instead of the family's own.
     *
     * @param parameter its name
     * @param lower least value
     * @param upper greatest value
     * @return a new fitter
     */
    public Fitter<L> withBounds(String parameter, double lower, double upper) {
        return restricted(restrictions.withBounds(parameter, new Interval(lower, upper)));
    }

    /**
     * With a parameter given.
     *
     * @param parameter its name
     * @param value its value
     * @return a new fitter
     */
    public Fitter<L> withFixed(String parameter, double value) {
        return restricted(restrictions.withFixed(parameter, value));
    }

    /**
     * With a parameter always equal to another.
     *
     * @param follower the one that gives up its freedom
     * @param leader the one it follows
     * @return a new fitter
     */
    public Fitter<L> withTied(String follower, String leader) {
        return restricted(restrictions.withTied(follower, leader));
    }

    private Fitter<L> restricted(Restrictions other) {
        return new Fitter<>(family, objective, other, solver);
    }

    /**
     * Finds the best law.
     *
     * @param runs what was observed
     * @return the law of least objective over all basins, and how it was found
     * @throws org.scalinglaws.data.DataException when a run lacks a factor that the law reads
     * @throws NoFitException when there are fewer runs than free parameters, or when the law exists
     *     nowhere
     */
    public Fit<L> fit(Dataset runs) {
        FitProblem<L> problem = FitProblem.of(family, runs, objective, restrictions);
        return new Search<>(problem, solver).fit();
    }
}
