/**
 * Laws of one factor that level off, break or decay.
 *
 * <p>{@code new ShiftedPowerLaw(Factor.TOKENS, 60, 1e-12, 0.15).loss(recipe)} gives nats per token.
 */
@NullMarked
package org.scalinglaws.law.single;

import org.jspecify.annotations.NullMarked;
