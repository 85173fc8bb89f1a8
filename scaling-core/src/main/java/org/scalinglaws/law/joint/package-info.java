/** Laws of model size and data, beyond a sum of two powers. */
@NullMarked
package org.scalinglaws.law.joint;

import org.jspecify.annotations.NullMarked;
