/**
 * A scaling study of transformers on real text: learning rates tuned on short runs, an IsoFLOP sweep,
 * runs over repeated text, and larger runs that a forecast is held against.
 *
 * <pre>
 *   Dataset runs = EmbeddedTextStudy.runs(Stage.SWEEP);</pre>
 */
@NullMarked
package org.scalinglaws.study;

import org.jspecify.annotations.NullMarked;
