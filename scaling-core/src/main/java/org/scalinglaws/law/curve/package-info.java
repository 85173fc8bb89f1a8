/**
 * Laws along training, over a learning-rate schedule.
 *
 * <p>{@code law.finalLoss(Schedule.cosine(3e-4, 3e-5, 24000).withWarmUp(2160))} gives nats per
 * token.
 */
@NullMarked
package org.scalinglaws.law.curve;

import org.jspecify.annotations.NullMarked;
