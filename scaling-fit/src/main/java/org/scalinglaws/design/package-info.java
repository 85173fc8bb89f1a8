/**
 * What to do while the law is in doubt: plans with intervals, and candidates judged by every law that
 * the runs could as well have led to.
 *
 * <p>{@code UncertainPlan.of(ensemble, 0.95, law -> ComputeOptimal.of(law).plan(budget))} is a plan
 * whose every number has an interval; {@code Choice.of(ensemble, 0.95, candidates).leastRegret()} is
 * the candidate to train. {@code NextRuns.after(fit).choose(target, 10, flops)} are the runs to make
 * next so that the target is known best.
 *
 * <p>{@code TuningFit.of(runs).rate()} is the power law of the best learning rate, by one's own sweep of
 * rates and batches, to hold against the published rules of {@code tuning}.
 *
 * <p>The doubt is about the numbers of a law. That the law itself is of the wrong form, or ends where
 * the runs end, is not in it.
 *
 * <p>How far to believe a {@code Choice} was measured on 1500 simulated studies: 64 runs of four
 * budgets up to 1e21 FLOP with normal noise of ln loss of 1 %, a truth of its own for each, 200 laws,
 * and two candidates at 1e23 FLOP up to twice too large or too small. The probability that one beats
 * the other, by classes of what was said, against how often it was true; and the mean regret of the
 * chosen one, as expected and in truth, in nats:
 *
 * <pre>
 *                        0.5 to 0.8     0.8 to 0.9     0.9 to 1       regret
 *                        said   true    said   true    said   true    said     true
 *  pairs, log-squares    0.65   0.68    0.85   0.86    0.983  0.979   0.00021  0.00015
 *  pairs, log-Huber      0.66   0.70    0.85   0.90    0.976  0.995   0.00039  0.00017
 *  posterior (squares)   0.65   0.68    0.85   0.83    0.983  0.984   0.00019  0.00015</pre>
 */
@NullMarked
package org.scalinglaws.design;

import org.jspecify.annotations.NullMarked;
