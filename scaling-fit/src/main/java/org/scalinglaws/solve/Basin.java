package org.scalinglaws.solve;

/**
 * A place where searches from several starts ended.
 *
 * @param value the cost there
 * @param starts how many starts led there
 */
public record Basin(double value, int starts) {}
