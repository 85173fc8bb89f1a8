/**
 * How long calls are done: on whose threads, until when, who hears of it, and what comes of one that is
 * cut short. No answer depends on it.
 *
 * <p>{@code Bootstrap.DEFAULT.withDeadline(Duration.ofSeconds(5)).withExecutor(pool).of(fit)}
 */
@NullMarked
package org.scalinglaws.effort;

import org.jspecify.annotations.NullMarked;
