package org.scalinglaws.problems;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.design.Candidate;
import org.scalinglaws.design.Choice;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Bootstrap;

/**
 * Two recipes for 1e22 FLOP: 16 billion parameters on 104 billion tokens, or 4 billion on 417 billion.
 * The law is in doubt, and the intervals of their losses overlap; is it in doubt which is better?
 */
public final class WhichOfTwo {
    private WhichOfTwo() {}

    static Choice<ChinchillaLaw> choice() {
        Map<String, Recipe> candidates = new LinkedHashMap<>();
        candidates.put("larger", Recipe.of(ModelSize.billions(16), Tokens.billions(104)));
        candidates.put("smaller", Recipe.of(ModelSize.billions(4), Tokens.billions(417)));
        return Choice.of(Bootstrap.pairs(1000, 42).of(TheSweep.fit()), TheSweep.LEVEL, candidates);
    }

    public static void main(String[] args) {
        Choice<ChinchillaLaw> choice = choice();
        System.out.println(
                "candidate   expected        from   to (95 %)   in truth   regret, nats");
        for (Candidate candidate : choice.candidates()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %9.4f %11.3f %11.3f %10.4f %14s%n",
                    candidate.name(),
                    candidate.loss().nats(),
                    candidate.interval().lower(),
                    candidate.interval().upper(),
                    TheSweep.TRUTH.loss(candidate.recipe()),
                    Digits.two(candidate.regret().expected()));
        }
        Interval difference = choice.difference("smaller", "larger");
        System.out.printf(
                Locale.ROOT,
                """

                The smaller has %.4f to %.4f nats more (95 %%), and the larger is better with a probability
                of %.0f %%: what a law errs by for both cancels, so that two losses in doubt can be ranked.
                """,
                difference.lower(),
                difference.upper(),
                100 * choice.probability("larger", "smaller"));
    }
}
