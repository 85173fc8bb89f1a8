package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Linearisation;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.solve.Solution;

/**
 * Are errors smaller than the runs allow? With normal noise no estimate has less than the bound of Cramer and
 * Rao, sigma^2 (J^T W J)^-1. Sigma is the smaller of the root mean square of the residuals and of that by
 * their median, so that a robust fit of runs with tails is not blamed. Laws that differ by their starts, or
 * that never left the first, show it.
 *
 * @see <a href="https://doi.org/10.1002/9780470316757">Bates and Watts (1988), Nonlinear Regression
 *     Analysis and Its Applications, section 2.2</a>
 */
final class Narrow {
    /** Laws that are all one have errors of this size by rounding alone. */
    private static final double ROUNDING = 1e-12;

    /** Errors of few runs, and of resampled residuals, lie below the bound by less than this. */
    private static final double ALLOWED = 1.0 / 3;

    /** A number, its error over the laws and the least that it can have. */
    private record Width(String name, double stated, double least) {
        double ratio() {
            return stated / least;
        }
    }

    private Narrow() {}

    /** The finding, where every exponent and floor of a law is known better than it can be. */
    static <L extends LossLaw> Optional<Finding> of(Ensemble<L> laws, Fit<L> fit) {
        boolean judged =
                laws.kind() != Ensemble.Kind.POSTERIOR
                        && laws.replicates().size() > 1
                        && !Independence.isByGroups(laws.method())
                        && fit.problem().runs().trainingRuns().isEmpty()
                        && isInside(fit);
        if (!judged) {
            return Optional.empty();
        }
        List<Width> errors = errors(laws, fit);
        return errors.stream()
                .max((one, other) -> Double.compare(one.ratio(), other.ratio()))
                .filter(closest -> closest.ratio() < ALLOWED)
                .filter(closest -> errors.stream().allMatch(error -> error.least() > 0))
                .map(closest -> finding(laws, fit, closest));
    }

    /** A number on its bound is held there by some of the laws, and has less error for it. */
    private static boolean isInside(Fit<?> fit) {
        int parameters = fit.problem().family().parameters().size();
        Linearisation<?> optimum = fit.problem().at(fit.solution().point());
        for (int place = 0; place < parameters; place++) {
            if (optimum.isOnBound(place)) {
                return false;
            }
        }
        return fit.problem().restrictions().tied().isEmpty();
    }

    private static <L extends LossLaw> List<Width> errors(Ensemble<L> laws, Fit<L> fit) {
        FitProblem<L> problem = fit.problem();
        Optional<Covariance<L>> squares = bySquares(fit);
        if (squares.isEmpty()) {
            return List.of();
        }
        Covariance<L> bound = squares.get();
        double scale = sharper(fit, bound.runVariance());
        List<Width> errors = new ArrayList<>();
        List<Parameter> parameters = problem.family().parameters();
        for (int j = 0; j < parameters.size(); j++) {
            int place = j;
            if (parameters.get(j).scale() == Scale.LINEAR && problem.coordinates().place(j) >= 0) {
                ToDoubleFunction<L> number = law -> problem.family().values(law)[place];
                errors.add(
                        new Width(
                                parameters.get(j).name(),
                                laws.standardError(number),
                                scale * bound.standardError(number)));
            }
        }
        return errors;
    }

    /** The same law held to be the optimum of squares, whose derivatives are those of the bound. */
    private static <L extends LossLaw> Optional<Covariance<L>> bySquares(Fit<L> fit) {
        FitProblem<L> own = fit.problem();
        Objective squares = Objective.of(own.objective().residual(), Rho.squares());
        try {
            FitProblem<L> problem =
                    FitProblem.of(
                            own.family(), own.runs(), squares, own.restrictions(), own.response());
            Solution end = fit.solution();
            double[] point = Arrays.copyOf(end.point(), own.coordinates().dimension());
            Solution same =
                    new Solution(
                            point,
                            end.value(),
                            end.gradientNorm(),
                            end.stop(),
                            end.evaluations(),
                            end.basins());
            return Optional.of(Covariance.gaussNewton(new Fit<>(fit.law(), problem, same)));
        } catch (NoFitException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    /** The deviation by the median over that by squares, at most 1. */
    private static double sharper(Fit<?> fit, double variance) {
        RowWeights weights = fit.problem().weights();
        if (weights.knownVariance().isPresent()) {
            return 1;
        }
        double median =
                RobustScale.of(
                        fit.residuals(),
                        weights.toArray(),
                        fit.problem().runs().weightKind() == WeightKind.COUNTS,
                        fit.problem().coordinates().dimension());
        return Math.min(1, median / Math.sqrt(variance));
    }

    private static <L extends LossLaw> Finding finding(
            Ensemble<L> laws, Fit<L> fit, Width closest) {
        double runs = Arrays.stream(fit.problem().weights().toArray()).sum();
        double times = 1 / closest.ratio();
        String needed =
                closest.ratio() > ROUNDING
                        ? String.format(
                                Locale.ROOT,
                                ", and it would take about %s of them",
                                Digits.three(runs * times * times))
                        : "";
        return Finding.warning(
                CheckName.NARROW,
                String.format(
                        Locale.ROOT,
                        "errors of '%s' are smaller than %d runs allow: that of %s is %s where the bound"
                                + " of Cramer and Rao is %s%s; laws that differ by their starts alone, or"
                                + " that hardly left the first, tell no error: draw the runs anew",
                        laws.method(),
                        fit.problem().runs().size(),
                        closest.name(),
                        Digits.two(closest.stated()),
                        Digits.two(closest.least()),
                        needed));
    }
}
