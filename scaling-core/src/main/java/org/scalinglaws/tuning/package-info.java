/**
 * How fast to train and in how large batches: published rules for the learning rate and the batch
 * size, each with where it was read and how far it reaches.
 *
 * <p>{@code System.out.println(TuningComparison.at(plan.recipe()));} shows them side by side; {@code
 * TuningRules.STEP_LAW_2025.suggest(shape, tokens)} counts a known shape as the rule does.
 */
@NullMarked
package org.scalinglaws.tuning;

import org.jspecify.annotations.NullMarked;
