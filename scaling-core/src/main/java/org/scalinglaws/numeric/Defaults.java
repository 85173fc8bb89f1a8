package org.scalinglaws.numeric;

/** What is taken where nothing is said, by the library and by its command line alike. */
public final class Defaults {
    /** The level of an interval: 95 %. */
    public static final double LEVEL = 0.95;

    /** How many other sets of runs are made where intervals come from them. */
    public static final int REPLICATES = 1000;

    /** Decides every draw. */
    public static final long SEED = 42;

    private Defaults() {}
}
