package org.scalinglaws.uncertainty;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.solve.Stop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits again and again, each time with the weights and losses of a number, on several threads. */
record Replication(Effort effort, String what) {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);

    /** What decides the weights and losses of a number; threads share it. */
    interface Change {
        /** Changes the fit's own weights and losses, which the arrays hold, for a number. */
        void apply(int number, double[] weights, double[] losses);
    }

    /** Makes replicates from a number up to, and without, another. */
    <L extends LossLaw> Ensemble<L> run(
            String method, Ensemble.Kind kind, Fit<L> fit, int from, int to, Change change) {
        Queue<Replicate<L>> replicates = new ConcurrentLinkedQueue<>();
        Queue<Replicate.Failure> failures = new ConcurrentLinkedQueue<>();
        effort.run(
                what,
                "replicates",
                to - from,
                () -> worker(fit, from, change, replicates, failures));
        Ensemble<L> ensemble =
                new Ensemble<>(
                        method,
                        kind,
                        fit.problem().family(),
                        fit.law(),
                        to - from,
                        List.copyOf(replicates),
                        List.copyOf(failures),
                        Optional.of(fit.problem().runs()));
        LOG.debug("{}", ensemble);
        return ensemble;
    }

    private static <L extends LossLaw> IntConsumer worker(
            Fit<L> fit,
            int from,
            Change change,
            Queue<Replicate<L>> replicates,
            Queue<Replicate.Failure> failures) {
        Refitter<L> refitter = new Refitter<>(fit);
        double[] ownWeights = fit.problem().weights().toArray();
        double[] ownLosses = fit.problem().runs().losses();
        double[] weights = new double[ownWeights.length];
        double[] losses = new double[ownLosses.length];

        // The scratch arrays belong to one thread and are filled anew for each piece.
        return place -> {
            int number = from + place;
            System.arraycopy(ownWeights, 0, weights, 0, weights.length);
            System.arraycopy(ownLosses, 0, losses, 0, losses.length);
            change.apply(number, weights, losses);
            try {
                Refitter.Refit refit = refitter.refit(weights, losses);
                if (refit.stop() != Stop.INTERRUPTED) {
                    replicates.add(
                            new Replicate<>(
                                    number,
                                    fit.problem().at(refit.point()).law(),
                                    refit.value(),
                                    refit.stop(),
                                    refit.evaluations(),
                                    refit.otherBasin()));
                }
            } catch (NoFitException none) {
                failures.add(new Replicate.Failure(number, String.valueOf(none.getMessage())));
            }
        };
    }
}
