package org.scalinglaws.study;

import org.scalinglaws.quantity.Id;

/** A part of a study; each has files of its own. */
public enum Stage {
    /** Short runs that try learning rates and batches. */
    TUNING,
    /** Several sizes at each of several budgets, that a law is fitted to. */
    SWEEP,
    /** Small texts, seen again and again. */
    EPOCHS,
    /** Runs of more compute than all those, that a forecast is held against. */
    WITHHELD;

    /** Its name in files and options, such as {@code tuning}. */
    @Override
    public String toString() {
        return Id.of(this);
    }
}
