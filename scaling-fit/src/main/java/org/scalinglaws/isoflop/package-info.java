/**
 * IsoFLOP analysis: what a sweep of model sizes at fixed budgets says about the best split of compute,
 * by the three approaches of Hoffmann et al. side by side.
 *
 * <p>{@code IsoFlop.of(Sweep.of(Dataset.readCsv(Path.of("sweep.csv"))))} is all of it in one call.
 */
@NullMarked
package org.scalinglaws.isoflop;

import org.jspecify.annotations.NullMarked;
