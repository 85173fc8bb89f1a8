package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.design.LawsByHand.BUDGET;
import static org.scalinglaws.design.LawsByHand.ensemble;
import static org.scalinglaws.design.LawsByHand.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;

class ChoicePropertyTest {
    private static Choice<ChinchillaLaw> draw(SplittableRandom random, int laws, int candidates) {
        List<ChinchillaLaw> drawn =
                Stream.generate(
                                () ->
                                        new ChinchillaLaw(
                                                random.nextDouble(),
                                                Math.exp(random.nextDouble(4, 9)),
                                                random.nextDouble(0.2, 0.6),
                                                Math.exp(random.nextDouble(4, 9)),
                                                random.nextDouble(0.2, 0.6)))
                        .limit(laws)
                        .toList();
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (int i = 0; i < candidates; i++) {
            double size = Math.exp(random.nextInt(-3, 4));
            recipes.put("recipe " + i, recipe(10 * size, 10 / size));
        }
        return Choice.of(ensemble(Ensemble.Kind.BOOTSTRAP, drawn.get(0), drawn, 0), 0.9, recipes);
    }

    @Property(tries = 200)
    void whatIsCertainIsSharedOutAndNoRegretIsNegative(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int laws,
            @ForAll @IntRange(min = 1, max = 6) int candidates) {
        Choice<ChinchillaLaw> choice = draw(new SplittableRandom(seed), laws, candidates);
        assertThat(choice.candidates().stream().mapToDouble(Candidate::probabilityOfBest).sum())
                .isCloseTo(1, within(1e-12));
        for (Candidate one : choice.candidates()) {
            assertThat(one.regret().quantile(1e-9)).isNotNegative();
            assertThat(one.regret().probabilityWithin(0))
                    .isGreaterThanOrEqualTo(one.probabilityOfBest() - 1e-12);
            assertThat(choice.leastRegret().regret().expected())
                    .isLessThanOrEqualTo(one.regret().expected());
            assertThat(choice.leastRegret(1).regret().greatest())
                    .isLessThanOrEqualTo(one.regret().greatest());
            for (Candidate other : choice.candidates()) {
                assertThat(
                                choice.probability(one.name(), other.name())
                                        + choice.probability(other.name(), one.name()))
                        .isCloseTo(1, within(1e-12));
            }
        }
    }

    @Property(tries = 100)
    void againstTheOptimumEveryRegretGrowsByTheSame(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int candidates) {
        Choice<ChinchillaLaw> choice = draw(new SplittableRandom(seed), 20, candidates);
        Choice<ChinchillaLaw> free =
                choice.againstOptimum(law -> ComputeOptimal.of(law).plan(BUDGET));
        Candidate best = choice.leastRegret();
        double more = free.candidate(best.name()).regret().expected() - best.regret().expected();
        assertThat(more).isGreaterThan(-1e-14);
        for (Candidate each : choice.candidates()) {
            assertThat(free.candidate(each.name()).regret().expected())
                    .isCloseTo(each.regret().expected() + more, within(1e-12));
        }
    }
}
