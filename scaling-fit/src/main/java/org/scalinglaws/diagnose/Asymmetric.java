package org.scalinglaws.diagnose;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Rho;

/**
 * Does the objective weigh a run above the law otherwise than one below? Then the law does not go through the
 * middle of its runs, and the floor is off first of all. The same objective, averaged over both signs, is
 * fitted beside it.
 */
final class Asymmetric implements Check<Fit<?>> {
    private static final double SAME = 1e-6;

    /** The mean of a cost and of its mirror image. */
    private record Mirrored(Rho one) implements Rho {
        @Override
        public String name() {
            return "symmetric " + one.name();
        }

        @Override
        public double loss(double residual) {
            return 0.5 * (one.loss(residual) + one.loss(-residual));
        }

        @Override
        public double slope(double residual) {
            return 0.5 * (one.slope(residual) - one.slope(-residual));
        }

        @Override
        public double curvature(double residual) {
            return 0.5 * (one.curvature(residual) + one.curvature(-residual));
        }
    }

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Objective objective = fit.problem().objective();
        Rho rho = objective.rho();
        boolean symmetric =
                Arrays.stream(fit.residuals())
                        .allMatch(
                                r ->
                                        Math.abs(rho.loss(r) - rho.loss(-r))
                                                <= SAME * (rho.loss(r) + rho.loss(-r)));
        return symmetric || objective.fitsScale() ? Optional.empty() : Optional.of(finding(fit));
    }

    private static Finding finding(Fit<?> fit) {
        Objective objective = fit.problem().objective();
        double[] ones = new double[fit.problem().runs().size()];
        Arrays.fill(ones, 1);
        double[] start = fit.solution().point();
        double[] beside =
                fit.problem()
                        .at(
                                Refit.from(
                                        fit,
                                        Objective.of(
                                                objective.residual(),
                                                new Mirrored(objective.rho())),
                                        ones,
                                        start))
                        .values();
        double[] values = fit.problem().at(start).values();

        // The first number of a law with a floor is its floor; any other shows the shift as well.
        Parameter first = fit.problem().family().parameters().get(0);
        return Finding.warning(
                CheckName.ASYMMETRIC,
                String.format(
                        Locale.ROOT,
                        "objective '%s' weighs runs above the law otherwise than those below: %s is %.4g,"
                                + " and %.4g where both count alike; believe the symmetric fit",
                        objective.name(),
                        first.name(),
                        values[0],
                        beside[0]));
    }
}
