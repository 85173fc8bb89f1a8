/**
 * What a reader should know about a number before believing it.
 *
 * <p>{@code plan.findings().forEach(System.out::println);} prints each with its weight and reason.
 */
@NullMarked
package org.scalinglaws.finding;

import org.jspecify.annotations.NullMarked;
