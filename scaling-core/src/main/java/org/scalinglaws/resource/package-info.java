/**
 * What training costs on real machines: time, money, energy, carbon dioxide and memory.
 *
 * <p>{@code Cluster.parse("1024xH100").withUtilisation(0.4).days(Compute.flops(1e24))} gives days;
 * {@code new Prices(2.5, 1.1, 400).cost(cluster, compute)} the rest, and {@code Footprint} says
 * whether a model fits.
 */
@NullMarked
package org.scalinglaws.resource;

import org.jspecify.annotations.NullMarked;
