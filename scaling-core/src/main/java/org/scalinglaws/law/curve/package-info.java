/** Laws along training, over a learning-rate schedule. */
@NullMarked
package org.scalinglaws.law.curve;

import org.jspecify.annotations.NullMarked;
