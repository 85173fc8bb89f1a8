package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.KnownLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A law as a paper prints it.
 *
 * @param name short name, such as {@code hoffmann-2022}
 * @param law the law with the paper's numbers
 * @param provenance where it comes from and where it holds
 * @param computeRule how the paper counts the compute of a token, which planners take
 * @param <L> the type of the law
 */
public record PublishedLaw<L extends LossLaw>(
        String name, L law, Provenance provenance, ComputeRule computeRule) implements KnownLaw {
    /** Refuses nulls. */
    public PublishedLaw {
        requireNonNull(name, "name");
        requireNonNull(law, "law");
        requireNonNull(provenance, "provenance");
        requireNonNull(computeRule, "computeRule");
    }

    /**
     * A published law whose compute is counted as the law itself says.
     *
     * @param name short name, such as {@code hoffmann-2022}
     * @param law the law with the paper's numbers
     * @param provenance where it comes from and where it holds
     */
    public PublishedLaw(String name, L law, Provenance provenance) {
        this(name, law, provenance, requireNonNull(law, "law").computeRule());
    }

    /** A law that misses a run of its own paper by more than this share says so. */
    private static final double CLOSE = 0.03;

    /** The same law with another count of compute. */
    PublishedLaw<L> countedBy(ComputeRule rule) {
        return new PublishedLaw<>(name, law, provenance, rule);
    }

    /** {@return what the law reads, as it asks for it} */
    @Override
    public List<Factor> factors() {
        return Recipe.asked(law::loss);
    }

    /** {@return the ranges of the paper's runs, and how they count parameters} */
    @Override
    public Scope scope() {
        return provenance.scope();
    }

    /** {@return how the paper counts training FLOPs} */
    @Override
    public Optional<String> flopRule() {
        return Optional.of(provenance.flopRule());
    }

    /**
     * What to know before believing the law.
     *
     * @return what the paper or its readers warn of, a run of the paper that the law misses by more
     *     than 3 %, and a loss in another unit than nats
     */
    @Override
    public List<Finding> caveats() {
        List<Finding> caveats = new ArrayList<>(ownCaveats());
        if (!provenance.lossUnit().equals(Provenance.NATS)) {
            caveats.add(
                    Finding.warning(
                            CheckName.LOSS_UNIT,
                            "the loss is in " + provenance.lossUnit() + ", not in nats per token"));
        }
        return List.copyOf(caveats);
    }

    private List<Finding> ownCaveats() {
        List<Finding> caveats = new ArrayList<>(provenance.caveats());
        provenance
                .measured()
                .filter(run -> Math.abs(run.miss(law)) > CLOSE)
                .ifPresent(run -> caveats.add(missed(run)));
        return caveats;
    }

    private Finding missed(Provenance.Measured run) {
        double miss = run.miss(law);
        return Finding.warning(
                CheckName.MEASURED,
                String.format(
                        Locale.ROOT,
                        "the law says %.4g where the paper measured %.4g, %.1f %% too %s: %s (%s)",
                        law.loss(run.recipe()),
                        run.loss(),
                        Math.abs(100 * miss),
                        miss > 0 ? "high" : "low",
                        run.recipe(),
                        run.source()));
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
        requireNonNull(recipe, "recipe");
        List<Finding> findings = new ArrayList<>(provenance.scope().findings(recipe));
        findings.addAll(ownCaveats());
        return new Prediction(law.loss(recipe), provenance.lossUnit(), findings);
    }
}
