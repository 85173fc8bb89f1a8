/**
 * A family, runs and an objective make a problem: a cost to minimise, and starts that need no guess.
 *
 * <p>{@code Objective.logHuber(1e-3)} is the default objective; yours is one small class.
 */
@NullMarked
package org.scalinglaws.problem;

import org.jspecify.annotations.NullMarked;
