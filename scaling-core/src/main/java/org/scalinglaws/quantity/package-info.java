/**
 * Numbers that carry their kind: a model size can never be passed where tokens are meant.
 *
 * <p>Start with {@code ModelSize.billions(70)}, {@code Tokens.trillions(1.4)} and {@code
 * Compute.flops(5.76e23)}. Every quantity prints as text that its {@code parse} reads back to the
 * same number.
 */
@NullMarked
package org.scalinglaws.quantity;

import org.jspecify.annotations.NullMarked;
