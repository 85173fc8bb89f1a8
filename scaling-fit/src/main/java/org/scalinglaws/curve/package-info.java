/**
 * Training curves: what a running training will end at, and whether to go on with it.
 *
 * <pre>
 *   Curve curve = Curve.readCsv(Path.of("curve.csv"));</pre>
 */
@NullMarked
package org.scalinglaws.curve;

import org.jspecify.annotations.NullMarked;
