package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * Do the runs of a Chinchilla law ask for the coupled one, which has one exponent more? Both are fitted by
 * squares, and the F test of nested forms gives one false alarm in a thousand. Of many runs a sample is
 * fitted.
 *
 * @see <a href="https://doi.org/10.1002/0471725315">Seber and Wild (1989), Nonlinear Regression, section
 *     5.3</a>
 */
final class OtherForm implements Check<Fit<?>> {
    private static final int PATIENCE = 400;
    private static final double ENOUGH = 1e-9;
    private static final int SPARE = 3;

    /** Exponents of the sum to descend from. */
    private static final double[] GAMMAS = {1, 0.5, 2};

    /** An optimum and its objective. */
    @SuppressWarnings("ArrayRecordComponent")
    private record End(LossLaw law, double[] values, double squares) {}

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return fit.law() instanceof ChinchillaLaw && isFree(fit)
                ? inspect(Few.of(fit), fit)
                : Optional.empty();
    }

    private static boolean isFree(Fit<?> fit) {
        return fit.problem().coordinates().dimension() == ChinchillaLaw.FAMILY.parameters().size()
                && fit.problem().runs().trainingRuns().isEmpty();
    }

    private static Optional<Finding> inspect(Fit<?> few, Fit<?> ofAll) {
        AddedTerms terms = AddedTerms.of(few);
        boolean[] counted = new boolean[few.problem().runs().size()];
        for (int row : terms.rows()) {
            counted[row] = true;
        }
        Dataset runs = few.problem().runs().whereRow(row -> counted[row]);
        int numbers = CoupledLaw.FAMILY.parameters().size();
        int spare = runs.size() - numbers;
        if (spare < SPARE || !terms.isPossible()) {
            return Optional.empty();
        }

        // Both forms by squares, so that an F test of one number more applies.
        Objective squares = Objective.of(few.problem().objective().residual(), Rho.squares());
        try {
            End plain =
                    descend(
                            FitProblem.of(
                                    ChinchillaLaw.FAMILY,
                                    runs,
                                    squares,
                                    few.problem().restrictions()),
                            ChinchillaLaw.FAMILY.values((ChinchillaLaw) few.law()));
            End coupled = coupled(runs, squares, plain);

            double left = coupled.squares() / plain.squares();
            double f = (1 / left - 1) * spare;
            double p = f > 0 ? 1 - new FDistribution(null, 1, spare).cumulativeProbability(f) : 1;
            return p < AddedTerms.FALSE_ALARMS
                    ? Optional.of(finding(plain, coupled, left, p, Few.of(few, ofAll)))
                    : Optional.empty();
        } catch (NoFitException none) {
            return Optional.empty();
        }
    }

    /** The lowest of a few descents; with gamma 1 it is the Chinchilla law itself. */
    private static End coupled(Dataset runs, Objective squares, End plain) {
        FitProblem<CoupledLaw> problem =
                FitProblem.of(CoupledLaw.FAMILY, runs, squares, Restrictions.NONE);
        End best = null;
        for (double gamma : GAMMAS) {
            // Powers of the sum go over into powers of its terms.
            double[] start = Arrays.copyOf(plain.values(), plain.values().length + 1);
            start[2] /= gamma;
            start[4] /= gamma;
            start[1] = Math.pow(start[1], 1 / gamma);
            start[3] = Math.pow(start[3], 1 / gamma);
            start[5] = gamma;

            // Where runs say nothing of a term, its scale may be beyond all numbers.
            if (Arrays.stream(start).allMatch(Double::isFinite)) {
                End end = descend(problem, start);
                best = best == null || end.squares() < best.squares() ? end : best;
            }
        }
        return best == null ? plain : best;
    }

    private static <L extends LossLaw> End descend(FitProblem<L> problem, double[] start) {
        LawFamily<L> family = problem.family();
        double[] inside = start.clone();
        for (int j = 0; j < inside.length; j++) {
            Parameter parameter = family.parameters().get(j);
            double least = Math.max(parameter.lower(), Double.MIN_NORMAL);
            boolean log = parameter.scale() == Scale.LOG;
            inside[j] = Math.max(log ? least : parameter.lower(), inside[j]);
            inside[j] = Math.min(parameter.upper(), inside[j]);
        }
        double[] point = problem.starts().from(inside).get(0);
        Solution end = Solver.gaussNewton(PATIENCE, ENOUGH).solve(problem.cost(), point);
        L law = problem.at(end.point()).law();
        return new End(law, family.values(law), end.value());
    }

    private static Finding finding(End plain, End coupled, double left, double p, String seen) {
        double one = ChinchillaLaw.FAMILY.at(plain.values()).alpha();
        double other = CoupledLaw.FAMILY.at(coupled.values()).gamma();
        return Finding.warning(
                CheckName.OTHER_FORM,
                String.format(
                        Locale.ROOT,
                        "the coupled law fits better: with exponent gamma = %.3g of the sum it leaves"
                                + " %.0f %% of the squares of residuals (F test, %s)%s, and alpha"
                                + " is %.3g where this law by squares has %.3g; compare forms before"
                                + " this one is extended",
                        other,
                        100 * left,
                        AddedTerms.chance(p),
                        seen,
                        CoupledLaw.FAMILY.at(coupled.values()).alpha() * other,
                        one));
    }
}
