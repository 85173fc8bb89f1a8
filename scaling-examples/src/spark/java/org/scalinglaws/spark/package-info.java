/**
 * The same work on many machines by Apache Spark, and runs that no single machine holds: {@code scaling
 * fit runs.csv --bootstrap 100000 --engine spark}, in a jar that was built with the profile of this
 * name.
 */
@NullMarked
package org.scalinglaws.spark;

import org.jspecify.annotations.NullMarked;
