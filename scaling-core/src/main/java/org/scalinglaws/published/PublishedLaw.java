package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.recipe.Recipe;

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

    /**
     * What the law says of a recipe.
     *
     * @param recipe what is trained
     * @return the loss in the paper's unit; a finding for each factor outside the paper's runs says
     *     by how many decades, one says when the recipe counts parameters by another rule, and the
     *     law's own caveats follow
     * @throws IllegalArgumentException when the recipe lacks a factor that the law reads
     */
    public Prediction predict(Recipe recipe) {
        List<Finding> findings = new ArrayList<>(provenance.scope().findings(recipe));
        findings.addAll(provenance.caveats());
        return new Prediction(law.loss(recipe), provenance.lossUnit(), findings);
    }
}
