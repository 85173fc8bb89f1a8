/**
 * The layout of sweeps: sets of runs to train for a law, what they cost together, and what is amiss
 * with them before any is trained.
 *
 * <p>{@code IsoFlopSweep.around(ComputeOptimal.of(law), IsoFlopSweep.budgets(total, 8, 4, 4), 8, 4)}
 * are four budgets in ratios of 4, with eight model sizes each, that spend a total.
 */
@NullMarked
package org.scalinglaws.sweep;

import org.jspecify.annotations.NullMarked;
