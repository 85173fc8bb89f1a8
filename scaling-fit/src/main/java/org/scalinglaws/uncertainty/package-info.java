/**
 * How far off a fitted number could be.
 *
 * <p>{@code Covariance.sandwich(fit).interval(0.95, ChinchillaLaw::alpha)} is a range for alpha.
 */
@NullMarked
package org.scalinglaws.uncertainty;

import org.jspecify.annotations.NullMarked;
