package org.scalinglaws.finding;

/** How much a {@link Finding} weighs, the lightest first. */
public enum Severity {
    /** Good to know; the number stands. */
    NOTE,
    /** The number may mislead; read the reason before using it. */
    WARNING,
    /** The number should not be believed. */
    ERROR
}
