package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/**
 * Where serving takes nearly all of a limit, the tokens that it leaves fall a million times faster
 * than the size grows: a corner with another limit has to be told to its last digit.
 */
class ServedCornerTest {
    /**
     * A law under limits on compute and tokens, with so many tokens to serve that the compute hardly
     * pays for the training.
     */
    private record Question(ChinchillaLaw law, double flops, double tokens, double served) {
        static Question of(SplittableRandom random) {
            ChinchillaLaw law =
                    new ChinchillaLaw(
                            random.nextDouble(0, 2.5),
                            Math.exp(random.nextDouble(4, 8)),
                            random.nextDouble(0.2, 0.6),
                            Math.exp(random.nextDouble(4, 8)),
                            random.nextDouble(0.2, 0.6));
            double flops = Math.pow(10, random.nextDouble(18, 26));
            Plan best = ComputeOptimal.of(law).plan(Compute.flops(flops));
            double tokens = best.tokens().count() * Math.exp(random.nextDouble(-2, 2));
            double served = tokens * Math.exp(random.nextDouble(5, 28));
            return new Question(law, 2 * best.model().parameters() * served * 1.5, tokens, served);
        }

        Plan answer() {
            return ConstrainedOptimal.of(law)
                    .limit(Resource.compute(), flops)
                    .limit(Resource.tokens(), tokens)
                    .serving(Tokens.of(served))
                    .leastLoss()
                    .plan();
        }

        boolean allows(double size, double seen) {
            return 6 * size * seen + 2 * size * served <= flops && seen <= tokens;
        }
    }

    @Property(tries = 200)
    void noNeighbourWithinTheLimitsIsBetter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Question question = Question.of(random);
        Plan plan = question.answer();
        for (int i = 0; i < 200; i++) {
            double reach = Math.pow(10, random.nextDouble(-12, -0.5));
            double size = plan.model().parameters() * Math.exp(reach * random.nextDouble(-1, 1));
            double tokens = plan.tokens().count() * Math.exp(random.nextDouble(-1e-3, 1e-3));
            tokens = random.nextInt(3) == 0 ? question.tokens() : tokens;
            if (question.allows(size, tokens)) {
                Recipe near = Recipe.of(ModelSize.of(size), Tokens.of(tokens));
                assertThat(question.law().loss(near))
                        .as("seed %d", seed)
                        .isGreaterThanOrEqualTo(plan.loss().nats() * (1 - 1e-12));
            }
        }
    }

    @Property(tries = 100)
    void theTokensThatAreAllowedAreUsed(@ForAll long seed) {
        Question question = Question.of(new SplittableRandom(seed));
        assertThat(question.answer().tokens().count())
                .as("seed %d", seed)
                .isEqualTo(question.tokens());
    }
}
