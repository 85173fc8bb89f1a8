/**
 * What is trained: a model size, an amount of data and any further number a law may read.
 *
 * <p>{@code Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4)).compute()} gives its 6ND FLOPs.
 */
@NullMarked
package org.scalinglaws.recipe;

import org.jspecify.annotations.NullMarked;
