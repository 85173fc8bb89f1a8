/**
 * The only room that rounds and lays out.
 *
 * <p>{@code System.out.println(Report.summary(fit));}
 */
@NullMarked
package org.scalinglaws.report;

import org.jspecify.annotations.NullMarked;
