/** Laws for precision, vocabulary, distillation and optimizers. */
@NullMarked
package org.scalinglaws.law.numeric;

import org.jspecify.annotations.NullMarked;
