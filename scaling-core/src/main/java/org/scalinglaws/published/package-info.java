/**
 * Laws as their papers print them, each with where it was read and how far it reaches.
 *
 * <p>{@code PublishedLaws.named("besiroglu-2024").law()} is a law like any other. Rules for
 * splitting compute that come without a law of loss are in {@code AllocationRules}.
 */
@NullMarked
package org.scalinglaws.published;

import org.jspecify.annotations.NullMarked;
