/**
 * What to do while the law is in doubt: plans with intervals, and candidates judged by every law that
 * the runs could as well have led to.
 *
 * <p>{@code UncertainPlan.of(ensemble, 0.95, law -> ComputeOptimal.of(law).plan(budget))} is a plan
 * whose every number has an interval; {@code Choice.of(ensemble, 0.95, candidates).leastRegret()} is
 * the candidate to train.
 *
 * <p>The doubt is about the numbers of a law. That the law itself is of the wrong form, or ends where
 * the runs end, is not in it.
 */
@NullMarked
package org.scalinglaws.design;

import org.jspecify.annotations.NullMarked;
