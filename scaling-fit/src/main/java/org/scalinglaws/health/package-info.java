/**
 * Whether a study scales at all: how the best loss falls from size to size, and which runs saw too
 * little data. It needs no law and works from two sizes on.
 *
 * <pre>
 *   Health.of(Dataset.readCsv("runs.csv"))</pre>
 */
@NullMarked
package org.scalinglaws.health;

import org.jspecify.annotations.NullMarked;
