/**
 * The front door: a family and runs go in, the globally best law comes out, with no start given.
 *
 * <p>{@code Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);}
 */
@NullMarked
package org.scalinglaws.fit;

import org.jspecify.annotations.NullMarked;
