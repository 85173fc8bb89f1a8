package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.scalinglaws.diagnose.AddedTerms.Outcome;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.Residual;

/**
 * Do residuals bend with N, D, C or D/N? A square and a cube of each logarithm are added to the law, and
 * the direction that explains most is told: the form of the law is wrong along it. The levels of all
 * directions add up to one false alarm in a thousand.
 */
final class ResidualTrend implements Check<Fit<?>> {
    private static final int THIRDS = 3;

    /** A direction, what its powers explain, and the logarithms of the rows that count. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Bend(String name, Outcome outcome, double[] along) {}

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        if (fit.problem().runs().trainingRuns().isPresent()) {
            return Optional.empty();
        }
        Map<String, double[]> directions = Directions.of(fit);
        AddedTerms terms = AddedTerms.of(fit);
        if (directions.isEmpty() || !terms.isPossible()) {
            return Optional.empty();
        }
        List<Bend> bends = new ArrayList<>();
        directions.forEach((name, all) -> bends.add(bend(terms, name, terms.column(all))));
        Bend worst =
                bends.stream().min(Comparator.comparingDouble(b -> b.outcome().p())).orElseThrow();
        return worst.outcome().p() < AddedTerms.FALSE_ALARMS / directions.size()
                ? Optional.of(finding(fit, terms, worst))
                : Optional.empty();
    }

    private static Bend bend(AddedTerms terms, String name, double[] along) {
        double middle = Arrays.stream(along).average().orElse(0);
        double[] squares = new double[along.length];
        double[] cubes = new double[along.length];
        for (int row = 0; row < along.length; row++) {
            double off = along[row] - middle;
            squares[row] = off * off;
            cubes[row] = off * off * off;
        }
        return new Bend(name, terms.with(List.of(squares, cubes)), along);
    }

    private static Finding finding(Fit<?> fit, AddedTerms terms, Bend bend) {
        Outcome outcome = bend.outcome();
        return Finding.warning(
                CheckName.RESIDUAL_TREND,
                String.format(
                        Locale.ROOT,
                        "residuals bend with %s: the lowest, middle and highest third of the runs lie"
                                + " %s off the law, and a curve leaves %.0f %% of the squares (F test"
                                + " of %d and %d degrees of freedom, %s); weigh other forms of"
                                + " law before this one is extended along %s",
                        bend.name(),
                        thirds(fit, terms, bend.along()),
                        100 * outcome.left(),
                        outcome.terms(),
                        outcome.spare(),
                        AddedTerms.chance(outcome.p()),
                        bend.name()));
    }

    /** The mean residual of each third of the runs along a direction. */
    private static String thirds(Fit<?> fit, AddedTerms terms, double[] along) {
        double[] residuals = terms.plainResiduals();
        int[] order = Quantiles.order(along);
        StringJoiner means = new StringJoiner(", ");
        for (int third = 0; third < THIRDS; third++) {
            double mean =
                    Arrays.stream(
                                    order,
                                    third * order.length / THIRDS,
                                    (third + 1) * order.length / THIRDS)
                            .mapToDouble(i -> residuals[i])
                            .average()
                            .orElse(0);
            means.add(size(fit.problem().objective().residual(), mean, "%+.2g"));
        }
        return means.toString();
    }

    /** A residual as a share of the loss, or in nats where it is one of L. */
    static String size(Residual kind, double residual, String form) {
        boolean share = kind.equals(Residual.LOG);
        return String.format(Locale.ROOT, form, share ? 100 * residual : residual)
                + (share ? " %" : "");
    }
}
