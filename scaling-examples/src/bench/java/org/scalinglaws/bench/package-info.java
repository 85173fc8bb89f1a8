/** Benchmarks, built by the profile {@code bench} only. */
@NullMarked
package org.scalinglaws.bench;

import org.jspecify.annotations.NullMarked;
