/**
 * Laws that read how a model is trained: precision, vocabulary, distillation and optimizers.
 *
 * <p>{@code OptimizerLaw.family(new Factor("muon", ""))} has one law for two optimizers; {@code muon}
 * is 1 in the runs with it, else 0.
 */
@NullMarked
package org.scalinglaws.law.setup;

import org.jspecify.annotations.NullMarked;
