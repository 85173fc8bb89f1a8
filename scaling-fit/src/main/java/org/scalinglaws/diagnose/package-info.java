/**
 * Whether a fit should be believed: each check is a file, and gives a finding or nothing.
 *
 * <p>{@code Checks.inspect(fit).forEach(System.out::println);}
 */
@NullMarked
package org.scalinglaws.diagnose;

import org.jspecify.annotations.NullMarked;
