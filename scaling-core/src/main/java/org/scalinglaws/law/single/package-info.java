/** Laws of one factor that level off, break or decay. */
@NullMarked
package org.scalinglaws.law.single;

import org.jspecify.annotations.NullMarked;
