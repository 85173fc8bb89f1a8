/**
 * What a law is: a loss for every recipe, a family of laws of one form, and the power laws of model
 * size, data and any further factor. A form of your own is one {@link
 * org.scalinglaws.law.LawFamily#of expression}.
 *
 * <p>{@code new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28).loss(recipe)} gives nats per token.
 */
@NullMarked
package org.scalinglaws.law;

import org.jspecify.annotations.NullMarked;
