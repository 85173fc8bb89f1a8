package org.scalinglaws.diagnose;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Covariance;

/**
 * Does the objective decide the answer? What follows from the law is read off a fit of the same residuals
 * by absolute values or by squares, whichever this is not. Of right errors the two estimates differ by
 * less than one of them does from the truth, so that a difference beyond the 95 % interval is seldom. Rows far off the rest do
 * not count, and of many runs a sample is fitted.
 */
final class ObjectiveMoves implements Check<Fit<?>> {
    /** No plan changes for less of an exponent. */
    private static final double SMALL = 0.002;

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return Directions.readsSizeAndData(fit) ? inspectOf(fit) : Optional.empty();
    }

    private static <L extends LossLaw> Optional<Finding> inspectOf(Fit<L> ofAll) {
        Fit<L> fit = Few.of(ofAll);
        Map<String, ToDoubleFunction<L>> derived = fit.problem().family().derived();
        ToDoubleFunction<L> share = derived.get("a");
        AddedTerms terms = AddedTerms.of(fit);
        if (share == null || !terms.isPossible()) {
            return Optional.empty();
        }

        // Rows far off have a check of their own, which says whether they matter.
        double[] all = fit.problem().weights().toArray();
        double[] weights = new double[all.length];
        for (int row : terms.rows()) {
            weights[row] = all[row];
        }
        boolean bySquares = fit.problem().objective().isSquares();
        try {
            double here = share.applyAsDouble(fit.law());
            double there =
                    share.applyAsDouble(
                            by(fit, bySquares ? Rho.absolute() : Rho.squares(), weights));
            if (!(Math.abs(there - here) > SMALL)) {
                return Optional.empty();
            }

            // Errors take longer than a descent, and are asked for last.
            Optional<Interval> range = Covariance.of(fit).find(Defaults.LEVEL, share);
            double reach = range.map(at -> (at.upper() - at.lower()) / 2).orElse(Double.NaN);
            return Math.abs(there - here) > reach
                    ? Optional.of(finding(bySquares, here, there, reach, Few.of(fit, ofAll)))
                    : Optional.empty();
        } catch (NoFitException none) {
            return Optional.empty();
        }
    }

    private static <L extends LossLaw> L by(Fit<L> fit, Rho rho, double[] weights) {
        FitProblem<L> problem = fit.problem();
        double[] end =
                Refit.from(
                        fit,
                        Objective.of(problem.objective().residual(), rho),
                        weights,
                        fit.solution().point());
        return problem.at(end).law();
    }

    private static Finding finding(
            boolean bySquares, double here, double there, double reach, String seen) {
        return Finding.warning(
                CheckName.OBJECTIVE_MOVES,
                String.format(
                        "the objective decides a: it is %s here and %s by %s of the same residuals,"
                                + " further than its 95 %% interval of %s either way%s; look for runs"
                                + " far from the law, and state both",
                        Digits.three(here),
                        Digits.three(there),
                        bySquares ? "absolute values" : "squares",
                        Digits.two(reach),
                        seen));
    }
}
