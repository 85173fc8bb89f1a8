/**
 * Work of hours: threads that train the runs of a study, and the right to write to its folder.
 */
@NullMarked
package org.scalinglaws.crew;

import org.jspecify.annotations.NullMarked;
