package org.scalinglaws.law;

/** How a fit steps through a parameter. */
public enum Scale {
    /** In equal differences. */
    LINEAR,
    /** In equal ratios: the parameter is positive. */
    LOG
}
