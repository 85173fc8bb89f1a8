package org.scalinglaws.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one task answered, on its way home.
 *
 * @param task which
 * @param numbers its numbers
 * @param thrown what it threw instead, which a second try would throw too
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int task, double[] numbers, @Nullable RuntimeException thrown)
        implements Serializable {}
