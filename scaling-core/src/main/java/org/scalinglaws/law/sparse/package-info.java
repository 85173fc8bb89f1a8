/**
 * Laws for mixtures of experts and sparse models.
 *
 * <p>{@code new RoutedLaw(-0.082, -0.108, 0.009, 1.104, ExpertSaturation.between(1.847, 314.478))}
 * reads params and experts.
 */
@NullMarked
package org.scalinglaws.law.sparse;

import org.jspecify.annotations.NullMarked;
