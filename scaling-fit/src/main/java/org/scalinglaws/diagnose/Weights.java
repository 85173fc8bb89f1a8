package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;

/** What were the weights taken for? Errors hang on it, the law hardly does. */
final class Weights implements Check<Fit<?>> {
    private static final Factor SIGMA = Factor.named("sigma");

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Dataset runs = fit.problem().runs();
        boolean weighted =
                runs.weightKind() != WeightKind.COUNTS
                        || Arrays.stream(runs.weights()).anyMatch(weight -> weight != 1);
        boolean idle = runs.factors().contains(SIGMA) && !fit.factors().contains(SIGMA);
        if (!weighted && !idle) {
            return Optional.empty();
        }
        String taken = weighted ? taken(fit) : "";
        String unused = idle ? "column 'sigma' is not taken for the errors of the losses" : "";
        return Optional.of(
                Finding.note(CheckName.WEIGHTS, taken + (weighted && idle ? "; " : "") + unused));
    }

    private static String taken(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        Dataset runs = problem.runs();
        String column = "column '" + runs.weightColumn() + "' is taken for ";
        return switch (runs.weightKind()) {
            case COUNTS ->
                    String.format(
                            Locale.ROOT,
                            "%scounts: its %d rows stand for %s runs, each evidence of its own",
                            column,
                            runs.size(),
                            Digits.count(problem.weights().counted()));
            case PRECISION ->
                    column
                            + "precisions, one over the variance of a residual up to a factor that the"
                            + " residuals tell: no error depends on their unit";
            case SIGMA ->
                    String.format(
                            Locale.ROOT,
                            "%sknown standard deviations of the loss: errors follow from them, and the"
                                    + " residuals are %.3g times as large",
                            column,
                            excess(fit));
        };
    }

    /** The root mean square of residuals in known standard deviations, for the parameters fitted. */
    private static double excess(Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        double[] residuals = fit.residuals();
        double[] weights = problem.weights().toArray();
        double squares = 0;
        for (int row = 0; row < residuals.length; row++) {
            squares += weights[row] * residuals[row] * residuals[row];
        }
        double spare = Math.max(1, residuals.length - problem.coordinates().dimension());
        return Math.sqrt(squares / spare / problem.weights().knownVariance().orElse(Double.NaN));
    }
}
