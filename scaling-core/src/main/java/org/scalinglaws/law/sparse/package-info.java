/** Laws for mixtures of experts and sparse models. */
@NullMarked
package org.scalinglaws.law.sparse;

import org.jspecify.annotations.NullMarked;
