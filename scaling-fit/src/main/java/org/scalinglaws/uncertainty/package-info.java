/**
 * How far off a fitted number could be. Every method answers with {@link
 * org.scalinglaws.uncertainty.Intervals} of any number read off a law: of a parameter, of a plan, of
 * a loss not yet measured.
 *
 * <p>{@code Bootstrap.pairs(4000, 42).of(fit).interval(0.95, ChinchillaLaw::alpha)} is a range for
 * alpha; {@code Covariance.sandwich(fit)} has one at once, {@code ProfileLikelihood.of(fit)} one that
 * follows a curved problem, {@code Posterior.sample(4000, 42).of(fit)} one under stated priors, and
 * {@code Coverage} says which of them holds on your own design.
 */
@NullMarked
package org.scalinglaws.uncertainty;

import org.jspecify.annotations.NullMarked;
