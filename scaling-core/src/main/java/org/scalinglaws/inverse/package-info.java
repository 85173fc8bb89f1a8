/**
 * A law read backwards: from a target loss to how much of one factor it takes.
 *
 * <p>{@code double flops = Inversion.of(fit).valueFor(Loss.nats(2.6));}
 */
@NullMarked
package org.scalinglaws.inverse;

import org.jspecify.annotations.NullMarked;
