package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

/**
 * A law and what is known of it: what it reads, how far the runs behind it reach, how it counts
 * parameters and FLOPs, and what to know before believing it. A fit and a published law both are
 * one, and planners ask for no more.
 */
public interface KnownLaw {
    /**
     * A law of which nothing else is known.
     *
     * @param law the law
     * @return what it tells of itself: it reads what it asks for and counts every parameter, has the
     *     caveats of its form, and no runs say where it ends
     */
    static KnownLaw of(LossLaw law) {
        return new BareLaw(requireNonNull(law, "law"));
    }

    /**
     * The law itself.
     *
     * @return a loss for every recipe
     */
    LossLaw law();

    /**
     * What the law reads from a recipe.
     *
     * @return the factors
     */
    List<Factor> factors();

    /**
     * How far the runs behind the law reach.
     *
     * @return the range of each factor as far as it is known: outside, the law extrapolates
     */
    Scope scope();

    /**
     * How the law counts parameters.
     *
     * @return the counting rule of the runs behind it
     */
    default Counting counting() {
        return scope().counting();
    }

    /**
     * How the runs behind the law count training FLOPs.
     *
     * @return the rule in words, such as {@code C = 6 N D}; empty where it is not known
     */
    default Optional<String> flopRule() {
        return Optional.empty();
    }

    /**
     * How planners count the compute of this law.
     *
     * @return what one token costs, by the law itself unless more is known
     */
    default ComputeRule computeRule() {
        return law().computeRule();
    }

    /**
     * What to know before believing the law. A finding of severity {@link
     * org.scalinglaws.finding.Severity#ERROR} says that no plan should be made by it.
     *
     * @return the findings
     */
    List<Finding> caveats();
}
