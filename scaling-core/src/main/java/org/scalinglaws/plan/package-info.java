/**
 * What to train: from a law and what there is to a model size and an amount of data.
 *
 * <p>{@code Plan plan = ComputeOptimal.of(law).plan(Compute.flops(5.76e23));}
 *
 * <p>A planner walks on a {@link LossSurface}: a law with all that is known of it, held factors and
 * the cost of a token. {@code LossSurface.of(fit)} takes along how far the runs reach, how they count
 * and what to know before believing the law.
 *
 * <p>{@code planner.frontier()} answers backwards, {@code frontier.computeFor(Loss.nats(2))}, and says
 * what it costs to leave the optimum, {@code frontier.overhead(budget, 0.5).extraPercent()}; {@code
 * planner.advice(recipe)} says what the next FLOP buys. {@link DataLimited} knows how many distinct
 * tokens there are, {@link InferenceAware} how many will be served, and {@link ConstrainedOptimal} any
 * mix of limits:
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
 * where some limit allows no more tokens for a size. {@code FeasibleBoundary} is that line, {@code
 * BoundarySearch} the search along it, {@code ShadowPrices} the multipliers at the end, {@code Data}
 * what the law makes of distinct tokens.
 */
@NullMarked
package org.scalinglaws.plan;

import org.jspecify.annotations.NullMarked;
