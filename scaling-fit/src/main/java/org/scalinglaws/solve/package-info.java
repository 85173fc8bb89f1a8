/**
 * Minimisation that knows no law: a cost, solvers for it, and solutions that say why they stopped.
 *
 * <p>{@code Solver.trustRegion().then(Solver.nelderMead()).solve(cost, start)} composes two.
 */
@NullMarked
package org.scalinglaws.solve;

import org.jspecify.annotations.NullMarked;
