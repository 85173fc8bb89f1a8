/**
 * What several rooms need and none owns: tables of text, quantiles, roots and differences.
 *
 * <p>Start with {@code TextTable.of("%-8s %12s").row("alpha", "0.34").text()}.
 */
@NullMarked
package org.scalinglaws.numeric;

import org.jspecify.annotations.NullMarked;
