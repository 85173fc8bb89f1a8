/**
 * From the shape of a transformer to how many parameters it has, how many floating-point operations
 * a token takes and how many bytes it needs.
 *
 * <p>{@code PublishedShapes.named("llama-3-8b").shape().parameters(Counting.NON_EMBEDDING)} counts a
 * known shape; {@code Transformer.dense(12, 768, 12, 50257, 1024)} makes one.
 * {@code ShapeSpace.llama(128256, 8192).near(ModelSize.billions(3), 5)} finds those of a wanted size.
 */
@NullMarked
package org.scalinglaws.architecture;

import org.jspecify.annotations.NullMarked;
