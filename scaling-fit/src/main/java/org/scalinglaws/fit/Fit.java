package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * The best law for some runs, the problem that it solves, and how the search for it ended.
 *
 * <p>A planner takes it as it is: {@code ComputeOptimal.of(fit)}. What the checks of {@code diagnose}
 * say of it goes along by {@code Checks.checked(fit)}, and is then not looked for again.
 *
 * @param law the law
 * @param problem family, runs, objective and restrictions
 * @param solution the optimum in the problem's own coordinates
 * @param solver how it was found: what solves the problem again for other weights
 * @param caveats what to know before believing it; how the search ended and which numbers lie on a
 *     bound, unless said
 * @param isChecked whether the caveats are all that the checks of {@code diagnose} say of it
 * @param <L> the type of the law
 */
public record Fit<L extends LossLaw>(
        L law,
        FitProblem<L> problem,
        Solution solution,
        Solver solver,
        List<Finding> caveats,
        boolean isChecked)
        implements KnownLaw {
    /** Refuses nulls. */
    public Fit {
        Require.noNull("caveats", caveats);
        requireNonNull(law, "law");
        requireNonNull(problem, "problem");
        requireNonNull(solution, "solution");
        requireNonNull(solver, "solver");
        caveats = List.copyOf(caveats);
    }

    /**
     * A fit that knows of itself how its search ended, and no more.
     *
     * @param law the law
     * @param problem family, runs, objective and restrictions
     * @param solution the optimum in the problem's own coordinates
     * @param solver how it was found
     */
    public Fit(L law, FitProblem<L> problem, Solution solution, Solver solver) {
        this(law, problem, solution, solver, SearchCaveats.of(law, problem, solution), false);
    }

    /**
     * A fit by the default solver.
     *
     * @param law the law
     * @param problem family, runs, objective and restrictions
     * @param solution the optimum in the problem's own coordinates
     */
    public Fit(L law, FitProblem<L> problem, Solution solution) {
        this(law, problem, solution, Solver.trustRegion());
    }

    /**
     * How a fit is written as JSON and read back, its runs with it. Whatever solved it, a fit that was
     * read solves replicates by the default solver.
     *
     * @return the form {@code fit}, version 1, for families that {@code LawFamilies.parse} knows
     */
    public static JsonForm<Fit<?>> json() {
        return FitJson.FORM;
    }

    /**
     * How fits of one family are read, such as a family of one's own.
     *
     * @param family the family that the fit was made of
     * @return the form {@code fit}, version 1
     */
    public static JsonForm<Fit<?>> json(LawFamily<?> family) {
        requireNonNull(family, "family");
        return new FitJson(name -> family);
    }

    /**
     * Reads a fit from a file that {@link #save} wrote.
     *
     * @param file which
     * @return the fit, equal in every number
     * @throws IllegalArgumentException when there is no such file, or it breaks a rule; it names the
     *     place
     */
    public static Fit<?> read(Path file) {
        return json().load(file);
    }

    /**
     * Writes this fit to a file as JSON.
     *
     * @param file where to, such as {@code runs.fit.json}
     */
    public void save(Path file) {
        json().save(this, file);
    }

    /**
     * The objective at the law.
     *
     * @return the sum over runs; for a likelihood, minus the log-likelihood
     */
    public double objective() {
        return solution.value();
    }

    /**
     * The residuals.
     *
     * @return observed minus predicted of L or ln(L + offset), as the objective takes them, run by
     *     run
     */
    public double[] residuals() {
        return problem.at(solution.point()).residuals();
    }

    /**
     * The same fit with other caveats, such as what you know of its runs.
     *
     * @param findings what to know before believing it
     * @return a new fit, which the checks have not looked at
     */
    public Fit<L> withCaveats(List<Finding> findings) {
        Require.noNull("findings", findings);
        return new Fit<>(law, problem, solution, solver, findings, false);
    }

    /**
     * The same fit with all that the checks say of it, which know more than the search.
     *
     * @param findings such as {@code Checks.inspect(fit)}
     * @return a new fit, which no check looks at again
     */
    public Fit<L> checked(List<Finding> findings) {
        Require.noNull("findings", findings);
        return new Fit<>(law, problem, solution, solver, findings, true);
    }

    /** {@return what the law reads} */
    @Override
    public List<Factor> factors() {
        return problem.family().factors();
    }

    /**
     * How far the runs reach: outside, the law extrapolates.
     *
     * @return the ranges of N, D, C and whatever else the law reads, and how parameters are counted
     */
    @Override
    public Scope scope() {
        return problem.runs().scope(problem.family().factors().toArray(Factor[]::new));
    }

    /**
     * Writes the law's numbers, the objective and the stop.
     *
     * @return one line
     */
    @Override
    public String toString() {
        StringJoiner numbers = new StringJoiner(" ");
        double[] values = problem.family().values(law);
        int place = 0;
        for (Parameter parameter : problem.family().parameters()) {
            numbers.add(parameter.name() + "=" + Digits.six(values[place++]));
        }
        return String.format(
                "%s fit of %d runs: %s; %s %s, %s",
                problem.family().name(),
                problem.runs().size(),
                numbers,
                problem.objective().name(),
                Digits.six(solution.value()),
                solution.stop());
    }
}
