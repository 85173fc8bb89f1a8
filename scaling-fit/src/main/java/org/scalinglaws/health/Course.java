package org.scalinglaws.health;

import java.util.Locale;

/** How the best loss goes on from one size to the next. */
public enum Course {
    /** There is no smaller size. */
    FIRST,
    /** The larger model is better. */
    FALLS,
    /** The larger model is neither better nor worse by more than half a percent of the loss. */
    PLATEAU,
    /** The larger model is worse. */
    RISES;

    /** {@return the word in small letters} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
