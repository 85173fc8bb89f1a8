/**
 * What was observed: runs, and tables of them read from CSV.
 *
 * <p>{@code Dataset runs = Dataset.readCsv(Path.of("runs.csv"));}
 */
@NullMarked
package org.scalinglaws.data;

import org.jspecify.annotations.NullMarked;
