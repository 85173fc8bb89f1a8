/**
 * The command line and the main job: {@code java -jar scaling.jar} shows what the library does.
 */
@NullMarked
package org.scalinglaws.command;

import org.jspecify.annotations.NullMarked;
