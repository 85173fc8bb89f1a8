package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.solve.Stop;

/**
 * What was asked for, and what came of it: the laws of an {@link Ensemble} without what their
 * differences mean. It is what the checks of an ensemble look at.
 *
 * @param areChains whether they were drawn by Markov chains, the first by the first
 * @param areEndsRead whether the ends of an interval are read off the outermost
 */
record Census<L extends LossLaw>(
        LawFamily<L> family,
        boolean areChains,
        boolean areEndsRead,
        int requested,
        List<Replicate<L>> replicates,
        List<Replicate.Failure> failures) {
    /** Parts of one work, made apart, as one. */
    static <L extends LossLaw> Census<L> concat(List<Census<L>> parts) {
        int requested = 0;
        List<Replicate<L>> replicates = new ArrayList<>();
        List<Replicate.Failure> failures = new ArrayList<>();
        for (Census<L> part : parts) {
            requested += part.requested;
            replicates.addAll(part.replicates);
            failures.addAll(part.failures);
        }

        // A replicate that is there twice would count twice.
        List<Integer> numbers = new ArrayList<>();
        replicates.forEach(replicate -> numbers.add(replicate.number()));
        failures.forEach(failure -> numbers.add(failure.number()));
        if (numbers.stream().distinct().count() < numbers.size()) {
            throw new IllegalArgumentException(
                    "ensembles to join must share no replicate, got one twice");
        }

        Census<L> first = parts.get(0);
        return new Census<>(
                first.family, first.areChains, first.areEndsRead, requested, replicates, failures);
    }

    /** How many replicates were made, with a law or without. */
    int made() {
        return replicates.size() + failures.size();
    }

    Map<Stop, Integer> stops() {
        Map<Stop, Integer> stops = new EnumMap<>(Stop.class);
        replicates.forEach(replicate -> stops.merge(replicate.stop(), 1, Integer::sum));
        return stops;
    }

    int otherBasins() {
        return (int) replicates.stream().filter(Replicate::otherBasin).count();
    }
}
