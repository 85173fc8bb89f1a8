package org.scalinglaws.forecast;

/**
 * What one form has to say in a forecast.
 *
 * @param name the form
 * @param weight its share of the mixture
 * @param rollOutError the error of the form, in ln L, one decade beyond the runs: by roll-out
 */
public record FormShare(String name, double weight, double rollOutError) {}
