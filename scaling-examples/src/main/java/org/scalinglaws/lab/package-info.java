/**
 * A scaling study made here, from raw text to a table of runs: {@link
 * org.scalinglaws.lab.Study#full()} trains it, {@link org.scalinglaws.lab.EmbeddedStudy} holds it.
 *
 * <pre>
 *   Dataset runs = EmbeddedStudy.runs();</pre>
 */
@NullMarked
package org.scalinglaws.lab;

import org.jspecify.annotations.NullMarked;
