package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.effort.LongCall;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Response;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Solver;

/**
 * Finds the best law of a family for some runs. It needs no start, and its options have defaults. A
 * start that is given replaces the search over the whole range.
 *
 * <pre>
 *   Fit&lt;ChinchillaLaw&gt; fit = Fitter.of(ChinchillaLaw.FAMILY).withFixed("E", 1.69).fit(runs);
 * </pre>
 *
 * @param family the laws to choose from
 * @param objective what to make small; log-Huber with delta 1e-3 unless said
 * @param restrictions bounds, fixed values and ties; none unless said
 * @param solver how to descend; a trust-region Newton method unless said
 * @param start the law's numbers to descend from, in the order of the family; empty to look for
 *     starts over the whole range, unless said
 * @param response which way the response goes; as the runs show unless said
 * @param checks your own reasons not to believe a fit; none unless said
 * @param effort on whose thread, until when; the caller's own without end unless said
 * @param <L> the type of the laws
 */
public record Fitter<L extends LossLaw>(
        LawFamily<L> family,
        Objective objective,
        Restrictions restrictions,
        Solver solver,
        List<Double> start,
        Response response,
        List<Check<? super Fit<L>>> checks,
        Effort effort)
        implements LongCall<Fitter<L>> {
    /** Refuses nulls, and a start with a wrong number of values or one that is not finite. */
    public Fitter {
        Require.noNull("start", start);
        Require.noNull("checks", checks);
        checks = List.copyOf(checks);
        requireNonNull(family, "family");
        requireNonNull(objective, "objective");
        requireNonNull(restrictions, "restrictions");
        requireNonNull(solver, "solver");
        requireNonNull(response, "response");
        requireNonNull(effort, "effort");
        start = List.copyOf(start);
        int parameters = family.parameters().size();
        if (!start.isEmpty() && start.size() != parameters) {
            throw new IllegalArgumentException(
                    String.format(
                            "a start of law '%s' must have %d numbers, got %d",
                            family.name(), parameters, start.size()));
        }
        for (int j = 0; j < start.size(); j++) {
            Decimal.finite("start of parameter " + family.parameters().get(j).name(), start.get(j));
        }
    }

    /**
     * A fitter of a response that goes as the runs show.
     *
     * @param family the laws to choose from
     * @param objective what to make small
     * @param restrictions bounds, fixed values and ties
     * @param solver how to descend
     * @param start the law's numbers to descend from; empty for none
     */
    public Fitter(
            LawFamily<L> family,
            Objective objective,
            Restrictions restrictions,
            Solver solver,
            List<Double> start) {
        this(
                family,
                objective,
                restrictions,
                solver,
                start,
                Response.AS_SEEN,
                List.of(),
                Effort.DEFAULT);
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
                requireNonNull(family, "family"),
                Objective.logHuber(1e-3),
                Restrictions.NONE,
                Solver.trustRegion(),
                List.of());
    }

    /**
     * With another objective.
     *
     * @param objective what to make small
     * @return a new fitter
     */
    public Fitter<L> withObjective(Objective objective) {
        requireNonNull(objective, "objective");
        return new Fitter<>(
                family, objective, restrictions, solver, start, response, checks, effort);
    }

    /**
     * With another objective, by its name: {@code withObjective("log-squares")}.
     *
     * @param objective a name that {@link Objective#parse} knows
     * @return a new fitter
     * @throws IllegalArgumentException when there is no such objective; it lists those there are
     */
    public Fitter<L> withObjective(String objective) {
        return withObjective(Objective.parse(requireNonNull(objective, "objective")));
    }

    /**
     * With another solver.
     *
     * @param solver how to descend
     * @return a new fitter
     */
    public Fitter<L> withSolver(Solver solver) {
        requireNonNull(solver, "solver");
        return new Fitter<>(
                family, objective, restrictions, solver, start, response, checks, effort);
    }

    /**
     * With a start to descend from, instead of a search over the whole range: for a law whose range
     * has no bounds, or to see where a start leads. The number of a fixed parameter is not used; a
     * tied one starts where the parameter that it follows does.
     *
     * @param values the law's numbers, in the order of the family; none to search again
     * @return a new fitter
     * @throws IllegalArgumentException when there are more or fewer numbers than parameters, or one is not
     *     finite
     */
    public Fitter<L> withStart(double... values) {
        requireNonNull(values, "values");
        List<Double> numbers = Arrays.stream(values).boxed().toList();
        return new Fitter<>(
                family, objective, restrictions, solver, numbers, response, checks, effort);
    }

    /**
     * With the direction of the response stated. It decides what is said of a fit, not which law is
     * best: a law that can only fall stays a bad law of what rises.
     *
     * @param response which way it goes
     * @return a new fitter
     */
    public Fitter<L> withResponse(Response response) {
        requireNonNull(response, "response");
        return new Fitter<>(
                family, objective, restrictions, solver, start, response, checks, effort);
    }

    /**
     * With one more check of your own: what it finds goes along with the fit, as one of its {@link
     * Fit#caveats}.
     *
     * @param check looks at a fit
     * @return a new fitter
     */
    public Fitter<L> withCheck(Check<? super Fit<L>> check) {
        requireNonNull(check, "check");
        List<Check<? super Fit<L>>> more = new ArrayList<>(checks);
        more.add(check);
        return new Fitter<>(family, objective, restrictions, solver, start, response, more, effort);
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
        requireNonNull(parameter, "parameter");
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
        requireNonNull(parameter, "parameter");
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
        requireNonNull(follower, "follower");
        requireNonNull(leader, "leader");
        return restricted(restrictions.withTied(follower, leader));
    }

    private Fitter<L> restricted(Restrictions other) {
        return new Fitter<>(family, objective, other, solver, start, response, checks, effort);
    }

    /**
     * Finds the best law.
     *
     * @param runs what was observed
     * @return the law of least objective over all basins, or the one that the start leads to, and how
     *     it was found
     * @throws IllegalArgumentException when the start lies outside the bounds
     * @throws org.scalinglaws.data.DataException when a run lacks a factor that the law reads
     * @throws NoFitException when there are fewer runs than free parameters, or when the law exists
     *     nowhere
     * @throws InterruptedFitException when the thread is interrupted, unless what there is was asked
     *     for by {@link #withPartialAnswer}
     * @throws org.scalinglaws.effort.DeadlineException when the deadline passes, unless what there is
     *     was asked for
     */
    public Fit<L> fit(Dataset runs) {
        return fit(runs, true);
    }

    /**
     * Finds the best law by starts alone, without the walks from the best of their ends: for one of
     * many fits of one problem, as replicates are.
     *
     * @param runs what was observed
     * @return as {@link #fit} does, in less time where many numbers are not solved for
     * @throws NoFitException as {@link #fit} does
     */
    public Fit<L> fitBriefly(Dataset runs) {
        return fit(runs, false);
    }

    @Override
    public Fitter<L> withEffort(Effort effort) {
        requireNonNull(effort, "effort");
        return new Fitter<>(
                family, objective, restrictions, solver, start, response, checks, effort);
    }

    private Fit<L> fit(Dataset runs, boolean thorough) {
        requireNonNull(runs, "runs");
        return effort.call("the fit", () -> whole(search(runs, thorough)));
    }

    /** What an interrupt cut short would pass for the best law. */
    private Fit<L> whole(Fit<L> fit) {
        if (Thread.currentThread().isInterrupted() && !effort.isPartial()) {
            throw new InterruptedFitException("the fit was interrupted");
        }
        return fit;
    }

    /** Over the whole range, among cheaper laws first where the family has them. */
    private Fit<L> searched(Search<L> search, Dataset runs) {
        LawFamily<L> cheaper = family.forSearch();
        if (cheaper.equals(family)) {
            return search.fit();
        }
        FitProblem<L> nearly = FitProblem.of(cheaper, runs, objective, restrictions, response);
        return search.fitNear(nearly);
    }

    private Fit<L> search(Dataset runs, boolean thorough) {
        FitProblem<L> problem = FitProblem.of(family, runs, objective, restrictions, response);
        Search<L> search = new Search<>(problem, solver, thorough);
        Fit<L> fit =
                start.isEmpty()
                        ? searched(search, runs)
                        : search.fitFrom(start.stream().mapToDouble(Double::doubleValue).toArray());
        if (checks.isEmpty()) {
            return fit;
        }
        List<Finding> caveats = new ArrayList<>(fit.caveats());
        caveats.addAll(Check.all(checks, fit));
        return fit.withCaveats(caveats);
    }
}
