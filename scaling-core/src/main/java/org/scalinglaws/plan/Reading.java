package org.scalinglaws.plan;

/** What a law makes of a pool of distinct tokens. */
interface Reading {
    /** The loss of a size and tokens seen. */
    double loss(double parameters, double tokens);

    /** What is taken of each source. */
    Mix mix(double parameters, double tokens);
}
