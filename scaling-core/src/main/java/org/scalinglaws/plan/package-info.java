/**
 * What to train: from a law and a budget to a model size and an amount of data.
 *
 * <p>{@code Plan plan = ComputeOptimal.of(law).plan(Compute.flops(5.76e23));}
 */
@NullMarked
package org.scalinglaws.plan;

import org.jspecify.annotations.NullMarked;
