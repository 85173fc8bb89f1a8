/**
 * What was observed: runs, and tables of them read from CSV and JSON.
 *
 * <p>{@code Dataset runs = Dataset.readCsv(Path.of("runs.csv"));}
 */
@NullMarked
package org.scalinglaws.data;

import org.jspecify.annotations.NullMarked;
