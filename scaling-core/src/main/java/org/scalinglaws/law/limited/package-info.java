/** Laws for limited, repeated or transferred data. */
@NullMarked
package org.scalinglaws.law.limited;

import org.jspecify.annotations.NullMarked;
