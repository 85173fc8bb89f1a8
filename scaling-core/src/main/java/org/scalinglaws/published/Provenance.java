package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.recipe.Scope;

/**
 * Where a published law comes from and where it holds.
 *
 * @param paper authors and title
 * @param year year of publication
 * @param link address of the paper
 * @param place table, equation or file that carries the numbers
 * @param reading how the numbers were read
 * @param flopRule how the paper counts training FLOPs
 * @param lossUnit unit of the loss
 * @param corpus what the models were trained and evaluated on
 * @param objective what the fit made small
 * @param scope the runs that the law was fitted to, and how they count parameters
 * @param caveats what a user of the numbers should know
 */
public record Provenance(
        String paper,
        int year,
        String link,
        String place,
        Reading reading,
        String flopRule,
        String lossUnit,
        String corpus,
        String objective,
        Scope scope,
        List<Finding> caveats) {
    /**
     * Copies the caveats.
     *
     * @param paper authors and title
     * @param year year of publication
     * @param link address of the paper
     * @param place table, equation or file that carries the numbers
     * @param reading how the numbers were read
     * @param flopRule how the paper counts training FLOPs
     * @param lossUnit unit of the loss
     * @param corpus what the models were trained and evaluated on
     * @param objective what the fit made small
     * @param scope the runs that the law was fitted to, and how they count parameters
     * @param caveats what a user of the numbers should know
     */
    public Provenance {
        requireNonNull(scope, "scope");
        caveats = List.copyOf(caveats);
    }

    /** The unit in which most papers count loss, and the only one that compares. */
    public static final String NATS = "nats per token";

    /** The usual way to count training compute. */
    public static final String SIX_N_D = "C = 6 N D";

    /** How the numbers of a published law were read. */
    public enum Reading {
        /** In the paper's own text, source or code. */
        SOURCE,
        /** In a text that quotes the paper. */
        SECOND_HAND,
        /** Nowhere: fitted again to the runs that the paper published, by its own method. */
        RECOMPUTED;

        /**
         * Names the reading as people write it.
         *
         * @return {@code source}, {@code second-hand} or {@code recomputed}
         */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
