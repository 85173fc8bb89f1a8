package org.scalinglaws.problems;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;

/**
 * A law predicted losses of 1.95, 1.82 and 1.68; measured were 2.0, 1.8 and 1.7. What are the
 * residuals, and how much does the largest of them weigh in a fit?
 */
public final class LargestResidual {
    private LargestResidual() {}

    /** A measured loss beside the one that a law predicted. */
    record Pair(Loss observed, Loss predicted) {
        double residual() {
            return observed.nats() - predicted.nats();
        }

        double size() {
            return Math.abs(residual());
        }

        double ofLogarithm() {
            return Math.log(observed.nats() / predicted.nats());
        }
    }

    static List<Pair> pairs() {
        return List.of(
                new Pair(Loss.nats(2.0), Loss.nats(1.95)),
                new Pair(Loss.nats(1.8), Loss.nats(1.82)),
                new Pair(Loss.nats(1.7), Loss.nats(1.68)));
    }

    static Pair largest() {
        return pairs().stream().max(Comparator.comparingDouble(Pair::size)).orElseThrow();
    }

    /** What part of the whole objective the largest residual is. */
    static double share(Objective objective) {
        double sum =
                pairs().stream().mapToDouble(pair -> objective.rho().loss(pair.residual())).sum();
        return objective.rho().loss(largest().residual()) / sum;
    }

    public static void main(String[] args) {
        for (Pair pair : pairs()) {
            System.out.printf(
                    Locale.ROOT,
                    "measured %.2f, predicted %.2f: residual %+.2f nats, %+.4f of ln L%n",
                    pair.observed().nats(),
                    pair.predicted().nats(),
                    pair.residual(),
                    pair.ofLogarithm());
        }
        System.out.printf(
                Locale.ROOT,
                """
                The largest is %.2f nats.
                It is %.0f %% of the sum of squares and %.0f %% of Huber's sum:
                a fit by squares bends to one odd run, a robust one less.
                """,
                largest().size(),
                100 * share(Objective.squares()),
                100 * share(Objective.huber(1e-3)));
    }
}
