package org.scalinglaws.uncertainty;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits again and again, each time with the weights and losses of a number, wherever that is done. */
record Replication(Effort effort, String what) {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);

    /** Makes replicates from a number up to, and without, another. */
    <L extends LossLaw> Ensemble<L> run(
            String method, Ensemble.Kind kind, Fit<L> fit, int from, int to, Variation variation) {
        Queue<Replicate<L>> replicates = new ConcurrentLinkedQueue<>();
        Queue<Replicate.Failure> failures = new ConcurrentLinkedQueue<>();
        Refits<L> refits = new Refits<>(fit, from, to - from, variation);
        effort.run(
                what,
                "replicates",
                refits,
                (task, numbers) -> {
                    if (Refits.isFailure(numbers)) {
                        failures.add(refits.failure(task, numbers));
                    } else {
                        replicates.add(refits.replicate(task, numbers));
                    }
                });
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
}
