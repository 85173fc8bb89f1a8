package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/**
 * The best recipe for a training budget where there are only so many distinct tokens, which may be
 * seen again for what a {@link DataPool} says that this is worth. {@link ConstrainedOptimal} knows
 * further limits.
 *
 * @see <a href="https://arxiv.org/abs/2305.16264">Muennighoff et al. (2023)</a>
 */
public final class DataLimited implements Planner {
    private final LossSurface surface;
    private final DataPool pool;
    private final Data.Pooled data;

    private DataLimited(LossSurface surface, DataPool pool) {
        this.surface = requireNonNull(surface, "surface");
        this.pool = requireNonNull(pool, "pool");
        this.data = Data.Pooled.of(surface, pool);
    }

    /**
     * A planner for a pool of tokens.
     *
     * @param surface the law, its held factors and the cost of a token; the law may read unique tokens
     *     itself
     * @param pool the distinct tokens that there are, such as {@code DataPool.of(unique)}
     * @return the planner
     */
    public static DataLimited of(LossSurface surface, DataPool pool) {
        return new DataLimited(surface, pool);
    }

    /**
     * The same for a law with all that is known of it: its range, its counting, its caveats.
     *
     * @param known a fit or a published law
     * @param pool what there is to read
     * @return the planner
     */
    public static DataLimited of(KnownLaw known, DataPool pool) {
        return of(LossSurface.of(known), pool);
    }

    /**
     * The same for a bare law, of which nothing is known.
     *
     * @param law the law
     * @param pool what there is to read
     * @return the planner
     */
    public static DataLimited of(LossLaw law, DataPool pool) {
        return of(LossSurface.of(law), pool);
    }

    /**
     * The same planner with a limit on repetition.
     *
     * @param epochs how often a token may be seen; 1 for never again
     * @return a new planner
     */
    public DataLimited withMostEpochs(double epochs) {
        return new DataLimited(surface, pool.withMostEpochs(epochs));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The recipe says how many distinct tokens it sees.
     *
     * @throws NoPlanException when the law has no best recipe at this budget
     */
    @Override
    public Plan plan(Compute budget) {
        requireNonNull(budget, "budget");
        return decide(budget).plan();
    }

    /**
     * The plan with what more compute and more distinct tokens would buy.
     *
     * @param budget C, FLOP
     * @return the plan and its shadow prices, nats per FLOP and nats per token
     * @throws NoPlanException when the law has no best recipe at this budget
     */
    public Decision decide(Compute budget) {
        requireNonNull(budget, "budget");
        return ConstrainedOptimal.of(surface)
                .with(pool)
                .limit(Resource.trainingCompute(), budget.flops())
                .leastLoss();
    }

    /**
     * The budget at which the wall is hit: with more, the best recipe sees tokens again.
     *
     * @return C, FLOP, at which the best source is seen exactly once
     * @throws NoPlanException when no budget makes so many tokens the best amount
     */
    public Compute wall() {
        DataPool.Source best = pool.sources().get(0);
        Tokens most = best.unique();
        if (pool.sources().size() == 1 && best.quality() == 1 && !data.own()) {
            double size = new Frontier(surface).sizeFor(most).parameters();
            return Compute.flops(surface.training().flops(size) * most.count());
        }

        // Worse sources and repetition move the best plan: it is searched, with every epoch
        // allowed.
        DataLimited free = withMostEpochs(Double.POSITIVE_INFINITY);
        double wall = Math.log(most.count());
        return Compute.flops(
                BudgetSearch.flopsWhere(
                        log -> {
                            Plan plan = free.plan(BudgetSearch.budget(log));
                            return Math.log(plan.tokens().count()) - wall;
                        },
                        120 * most.count(),
                        "an amount of " + most + " tokens"));
    }

    /**
     * What one more pass over the distinct tokens is worth to a recipe.
     *
     * @param recipe what is trained: its size and its tokens, repeated where there are fewer distinct
     *     ones
     * @return the gain
     * @throws IllegalArgumentException when the pool does not allow the recipe, or one epoch more
     */
    public Epoch furtherEpoch(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double size = recipe.model().parameters();
        double seen = recipe.tokens().count();
        return new Epoch(
                seen / data.mix(size, seen).uniqueSeen(),
                pool.worthOfNext(seen),
                loss(size, seen),
                loss(size, seen + pool.unique()));
    }

    /**
     * How often a recipe sees each source, in the mix that makes its loss least. A model that is
     * larger than what suits its distinct tokens sees new ones before better ones again.
     *
     * @param recipe what is trained: its size and its tokens
     * @return epochs by the name of the source; below 1 where not all of it is seen
     */
    public Map<String, Double> epochs(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        Mix mix = data.mix(recipe.model().parameters(), recipe.tokens().count());
        Map<String, Double> epochs = new LinkedHashMap<>();
        for (int k = 0; k < pool.sources().size(); k++) {
            epochs.put(pool.sources().get(k).name(), mix.epochs(k));
        }
        return Collections.unmodifiableMap(epochs);
    }

    /**
     * The loss of a recipe of this law with these distinct tokens.
     *
     * @param recipe what is trained: its size and its tokens
     * @return the loss
     */
    public Loss loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        return loss(recipe.model().parameters(), recipe.tokens().count());
    }

    private Loss loss(double parameters, double tokens) {
        return Loss.nats(data.loss(parameters, tokens));
    }

    /**
     * What one more pass over all distinct tokens would bring.
     *
     * @param epochs passes so far
     * @param worth what the next token seen is worth, against a new one of quality 1
     * @param before the loss without the further pass
     * @param after the loss with it, at the same model size
     */
    public record Epoch(double epochs, double worth, Loss before, Loss after) {
        /** Refuses what is absent, passes below zero and a worth that is not finite. */
        public Epoch {
            requireNonNull(before, "before");
            requireNonNull(after, "after");
            Decimal.nonNegative("epochs", epochs);
            Decimal.finite("worth of the next token", worth);
        }

        /** {@return how much lower the loss is, nats per token} */
        public double gain() {
            return before.nats() - after.nats();
        }

        /**
         * Writes the passes so far, the worth and the gain.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return String.format(
                    "after %s epochs the next token is worth %s of a new one; a further epoch takes"
                            + " the loss from %s to %s nats",
                    Digits.four(epochs),
                    Digits.three(worth),
                    Digits.six(before.nats()),
                    Digits.six(after.nats()));
        }
    }
}
