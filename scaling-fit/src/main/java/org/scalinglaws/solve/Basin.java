package org.scalinglaws.solve;

/**
 * A place where searches from several starts ended.
 *
 * @param value the cost there
 * @param starts how many independent starts led there; 0 when a search from another end did
 */
public record Basin(double value, int starts) {}
