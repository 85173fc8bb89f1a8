/**
 * Results as text for people: tables laid out by {@link org.scalinglaws.numeric.TextTable}, numbers
 * rounded by {@link org.scalinglaws.quantity.Digits}.
 *
 * <p>{@code System.out.println(Report.summary(fit));}
 */
@NullMarked
package org.scalinglaws.report;

import org.jspecify.annotations.NullMarked;
