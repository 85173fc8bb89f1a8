/**
 * Tables of runs in Parquet files: {@code scaling fit runs.parquet}, in a jar that was built with the
 * profile of this name.
 */
@NullMarked
package org.scalinglaws.parquet;

import org.jspecify.annotations.NullMarked;
