package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.law.LossLaw;

/**
 * A law as a paper prints it.
 *
 * @param name short name, such as {@code hoffmann-2022}
 * @param law the law with the paper's numbers
 * @param provenance where it comes from and where it holds
 * @param <L> the type of the law
 */
public record PublishedLaw<L extends LossLaw>(String name, L law, Provenance provenance) {
    /**
     * Refuses nulls.
     *
     * @param name short name, such as {@code hoffmann-2022}
     * @param law the law with the paper's numbers
     * @param provenance where it comes from and where it holds
     */
    public PublishedLaw {
        requireNonNull(name, "name");
        requireNonNull(law, "law");
        requireNonNull(provenance, "provenance");
    }
}
