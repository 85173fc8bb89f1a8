/**
 * What to train: from a law and what there is to a model size and an amount of data.
 *
 * <p>{@code Plan plan = ComputeOptimal.of(law).plan(Compute.flops(5.76e23));}
 *
 * <p>The same planner answers backwards, {@code planner.computeFor(Loss.nats(2))}, says what it costs
 * to leave the optimum, {@code planner.overhead(budget, 0.5).extraPercent()}, and what the next FLOP
 * buys, {@code planner.advice(recipe)}. {@link DataLimited} knows how many distinct tokens there are,
 * {@link InferenceAware} how many will be served, and {@link ConstrainedOptimal} any mix of limits:
 *
 * <pre>
 *  Decision best = ConstrainedOptimal.of(law)
 *          .limit(Resource.days(cluster), 60)
 *          .withUniqueTokens(Tokens.billions(800))
 *          .leastLoss();
 *  best.binding();        // the limits that are used up
 *  best.shadowPrices();   // what one unit more of each buys</pre>
 *
 * <p>How it searches: more data never hurts, so that the best point lies on the boundary of the limits,
 * where some limit allows no more tokens for a size. {@code Boundary} is that line, {@code BestCorner}
 * the search along it, {@code ShadowPrices} the multipliers at the end, {@code Data} what the law makes
 * of distinct tokens.
 */
@NullMarked
package org.scalinglaws.plan;

import org.jspecify.annotations.NullMarked;
