/**
 * The worked problems of the field's tutorials: one question a class, answered with the library.
 *
 * <p>After {@code mvn package}, {@code java -cp scaling-examples/target/scaling.jar
 * org.scalinglaws.problems.KnownFloor} runs one of them.
 */
@NullMarked
package org.scalinglaws.problems;

import org.jspecify.annotations.NullMarked;
