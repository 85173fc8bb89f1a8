package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Id;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;
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
 * @param measured a run of the paper against which the law was held; empty where none was seen
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
        List<Finding> caveats,
        Optional<Measured> measured) {
    /** Copies the caveats. */
    public Provenance {
        requireNonNull(paper, "paper");
        Require.noNull("caveats", caveats);
        requireNonNull(link, "link");
        requireNonNull(place, "place");
        requireNonNull(reading, "reading");
        requireNonNull(flopRule, "flopRule");
        requireNonNull(lossUnit, "lossUnit");
        requireNonNull(corpus, "corpus");
        requireNonNull(objective, "objective");
        requireNonNull(scope, "scope");
        caveats = List.copyOf(caveats);
        requireNonNull(measured, "measured");
    }

    /**
     * A run of the paper: not what its law says but what was measured.
     *
     * @param recipe what was trained
     * @param loss the loss that was measured, in the unit of the law
     * @param source where the number is written
     */
    public record Measured(Recipe recipe, double loss, String source) {
        /** Refuses a loss of zero or none, against which no miss can be counted. */
        public Measured {
            requireNonNull(recipe, "recipe");
            if (Decimal.finite("measured loss", loss) == 0) {
                throw new IllegalArgumentException("measured loss must not be 0");
            }
            requireNonNull(source, "source");
        }

        /**
         * How far a law misses the run.
         *
         * @param law the law
         * @return the loss that it expects less the measured one, over the size of the measured one
         */
        public double miss(LossLaw law) {
            requireNonNull(law, "law");
            return (law.loss(recipe) - loss) / Math.abs(loss);
        }
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
            return Id.of(this);
        }
    }
}
