/**
 * The register of every family of laws, by the name that people ask for it. It knows the laws, and
 * no law knows it.
 *
 * <p>{@code LawFamilies.parse("additive:params,tokens")} gives the family.
 */
@NullMarked
package org.scalinglaws.law.families;

import org.jspecify.annotations.NullMarked;
