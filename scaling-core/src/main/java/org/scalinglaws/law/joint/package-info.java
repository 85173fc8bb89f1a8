/**
 * Laws of model size and data, beyond a sum of two powers.
 *
 * <p>{@code new CoupledLaw(1.22, 3355, 0.408, 18186, 0.431, 0.452).loss(recipe)} gives nats per
 * token.
 */
@NullMarked
package org.scalinglaws.law.joint;

import org.jspecify.annotations.NullMarked;
