package org.scalinglaws.fit;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Solver;

/**
 * A fit on its way to another machine: its runs, the names of its law and objective, and its numbers.
 * It opens as a fit whose replicates have the same bits.
 *
 * @param json the fit as {@link Fit#json} writes it
 */
public record SentFit(String json) implements Serializable {
    /** Refuses null. */
    public SentFit {
        requireNonNull(json, "json");
    }

    /**
     * Packs a fit.
     *
     * @param fit by the default solver, of a law and an objective that have names
     * @return the fit as text
     * @throws IllegalArgumentException when the law, the objective or the solver is your own, which
     *     other machines do not know
     */
    public static SentFit of(Fit<?> fit) {
        requireNonNull(fit, "fit");
        require(fit.problem().family(), fit.problem().objective(), fit.solver());

        // What is said of a fit plays no part in its replicates.
        return new SentFit(Fit.json().text(fit.withCaveats(List.of())));
    }

    /**
     * Refuses what has no name that every machine knows.
     *
     * @param family of the laws
     * @param objective what is made small
     * @param solver how to descend
     * @throws IllegalArgumentException when one is your own
     */
    public static void require(LawFamily<?> family, Objective objective, Solver solver) {
        requireNonNull(family, "family");
        requireNonNull(objective, "objective");
        requireNonNull(solver, "solver");
        if (LawFamilies.nameOf(family).isEmpty()) {
            throw refused("law", family.name(), "LawFamilies.parse");
        }
        if (!isNamed(objective)) {
            throw refused("objective", objective.name(), "Objective.parse");
        }
        if (!solver.equals(Solver.trustRegion())) {
            throw new IllegalArgumentException(
                    "a solver other than the default cannot be sent to other machines");
        }
    }

    private static boolean isNamed(Objective objective) {
        try {
            return Objective.parse(objective.name()).equals(objective);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private static IllegalArgumentException refused(String what, String name, String knows) {
        return new IllegalArgumentException(
                String.format(
                        "%s '%s' cannot be sent to other machines, which know those of %s",
                        what, name, knows));
    }

    /**
     * Unpacks the fit.
     *
     * @param <L> the type of its law
     * @return the fit, equal in every number
     */
    @SuppressWarnings("unchecked")
    public <L extends LossLaw> Fit<L> open() {
        return (Fit<L>) Fit.json().parse(json);
    }
}
