package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scalinglaws.law.LossLaw;

/** Parts of one ensemble, made apart, as one. */
final class JoinedEnsembles {
    private JoinedEnsembles() {}

    static <L extends LossLaw> Ensemble<L> of(List<Ensemble<L>> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be at least one ensemble to join, got 0");
        }

        // Numbers are collected over all parts: a replicate that is there twice would count twice.
        Ensemble<L> first = parts.get(0);
        List<Replicate<L>> replicates = new ArrayList<>();
        List<Replicate.Failure> failures = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int requested = 0;
        for (Ensemble<L> part : parts) {
            requireSame(first, part);
            replicates.addAll(part.replicates());
            failures.addAll(part.failures());
            part.replicates().forEach(replicate -> numbers.add(replicate.number()));
            part.failures().forEach(failure -> numbers.add(failure.number()));
            requested += part.requested();
        }
        if (numbers.stream().distinct().count() < numbers.size()) {
            throw new IllegalArgumentException(
                    "ensembles to join must share no replicate, got one twice");
        }
        return new Ensemble<>(
                first.method(),
                first.kind(),
                first.family(),
                first.estimate(),
                requested,
                replicates,
                failures);
    }

    private static <L extends LossLaw> void requireSame(Ensemble<L> first, Ensemble<L> part) {
        boolean same =
                part.method().equals(first.method())
                        && Arrays.equals(
                                part.family().values(part.estimate()),
                                first.family().values(first.estimate()));
        if (!same) {
            throw new IllegalArgumentException(
                    String.format(
                            "ensembles to join must be of one method and law, got '%s' and '%s'",
                            first, part));
        }
    }
}
