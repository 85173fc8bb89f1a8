/**
 * Images of the tables that the library publishes: {@code Picture.of(Plots.residuals(fit,
 * Factor.TOKENS)).write(Path.of("residuals.svg"))}. A picture knows its table and nothing of fits.
 */
@NullMarked
package org.scalinglaws.picture;

import org.jspecify.annotations.NullMarked;
