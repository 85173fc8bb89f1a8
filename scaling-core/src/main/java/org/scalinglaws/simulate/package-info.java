/**
 * Runs drawn from a law whose numbers are known: to try an analysis before paying for runs.
 *
 * <p>{@code Dataset runs = SimulatedRuns.isoFlop(law, budgets, 9, 8).withNoise(0.005).dataset();}
 */
@NullMarked
package org.scalinglaws.simulate;

import org.jspecify.annotations.NullMarked;
