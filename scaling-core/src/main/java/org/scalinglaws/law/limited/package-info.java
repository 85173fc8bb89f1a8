/**
 * Laws for limited, repeated or transferred data.
 *
 * <p>{@code Fitter.of(DataConstrainedLaw.FAMILY).fit(runs)} reads the column {@code unique_tokens}.
 */
@NullMarked
package org.scalinglaws.law.limited;

import org.jspecify.annotations.NullMarked;
