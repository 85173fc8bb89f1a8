/**
 * What to train: from a law and a budget to a model size and an amount of data.
 *
 * <p>{@code Plan plan = ComputeOptimal.of(law).plan(Compute.flops(5.76e23));}
 *
 * <p>The same planner answers backwards, {@code planner.computeFor(Loss.nats(2))}, and says what it
 * costs to leave the optimum, {@code planner.overhead(budget, 0.5).extraPercent()}.
 */
@NullMarked
package org.scalinglaws.plan;

import org.jspecify.annotations.NullMarked;
