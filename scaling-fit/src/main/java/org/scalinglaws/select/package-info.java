/**
 * Forms of a law compared: which of them the runs can carry, and how far each was off when it foretold
 * runs of more compute.
 *
 * <p>The door is {@link org.scalinglaws.select.RollOut}: {@code RollOut.of(Evidence.of(runs))}.
 */
@NullMarked
package org.scalinglaws.select;

import org.jspecify.annotations.NullMarked;
