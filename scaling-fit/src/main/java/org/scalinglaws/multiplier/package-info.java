/**
 * How much compute a recipe saves: what a parameter, a token and a FLOP of one recipe are worth in
 * those of another, at equal loss.
 *
 * <pre>
 *   Comparison.of(runs, "recipe").against("baseline").multipliers()</pre>
 *
 * <p>A multiplier of 1.5 says that the reference needs 1.5 times as much for the loss that the other
 * recipe reaches.
 */
@NullMarked
package org.scalinglaws.multiplier;

import org.jspecify.annotations.NullMarked;
