package org.scalinglaws.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.Provenance.Measured;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

/**
 * What all laws of one paper share.
 *
 * @param title authors and title
 * @param link address
 * @param counting how it counts parameters
 * @param flopRule how it counts training FLOPs
 * @param corpus what the models were trained and evaluated on
 * @param objective what its fits made small
 */
record Paper(
        String title,
        int year,
        String link,
        Counting counting,
        String flopRule,
        String corpus,
        String objective) {
    /** One law of the paper, with the ranges of its runs as far as they are known. */
    <L extends LossLaw> PublishedLaw<L> law(
            String name,
            L law,
            String place,
            Reading reading,
            Map<Factor, Interval> ranges,
            Finding... caveats) {
        return law(name, law, Provenance.NATS, place, reading, ranges, caveats);
    }

    /** One law of the paper whose loss is in a unit of its own. */
    <L extends LossLaw> PublishedLaw<L> law(
            String name,
            L law,
            String lossUnit,
            String place,
            Reading reading,
            Map<Factor, Interval> ranges,
            Finding... caveats) {
        return new PublishedLaw<>(
                name,
                law,
                provenance(lossUnit, place, reading, ranges, MeasuredRuns.of(name), caveats));
    }

    /** One rule of the paper for splitting compute. */
    AllocationRule rule(
            String name,
            Factor factor,
            double coefficient,
            double exponent,
            String place,
            Reading reading,
            Map<Factor, Interval> ranges,
            Finding... caveats) {
        return new AllocationRule(
                name,
                factor,
                coefficient,
                exponent,
                provenance(
                        "the rule has no loss", place, reading, ranges, Optional.empty(), caveats));
    }

    private Provenance provenance(
            String lossUnit,
            String place,
            Reading reading,
            Map<Factor, Interval> ranges,
            Optional<Measured> measured,
            Finding... caveats) {
        return new Provenance(
                title,
                year,
                link,
                place,
                reading,
                flopRule,
                lossUnit,
                corpus,
                objective,
                new Scope(ranges, counting),
                List.of(caveats),
                measured);
    }

    /** The range of one factor. */
    static Map<Factor, Interval> over(Factor factor, double lower, double upper) {
        return Map.of(factor, new Interval(lower, upper));
    }

    /** The ranges of N and D, in that order. */
    static Map<Factor, Interval> over(
            double leastParameters, double mostParameters, double leastTokens, double mostTokens) {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        ranges.put(Factor.PARAMETERS, new Interval(leastParameters, mostParameters));
        ranges.put(Factor.TOKENS, new Interval(leastTokens, mostTokens));
        return ranges;
    }

    /** Ranges with one factor more. */
    static Map<Factor, Interval> and(
            Map<Factor, Interval> ranges, Factor factor, double lower, double upper) {
        Map<Factor, Interval> more = new LinkedHashMap<>(ranges);
        more.put(factor, new Interval(lower, upper));
        return more;
    }
}
