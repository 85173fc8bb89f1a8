package org.scalinglaws.tuning;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A rule for how to train: the learning rate and the batch over what is trained.
 *
 * @param name short name, such as {@code step-law-2025}
 * @param learningRate the greatest learning rate of a run; absent where the rule gives none
 * @param batch tokens in one step
 * @param warmupPerParameter tokens of warm-up for each parameter; absent where the rule gives none
 * @param beta2 how slowly Adam forgets squared gradients; absent where the rule gives none
 * @param flops how the rule counts C where a shape is known
 * @param oneVocabulary whether N counts one matrix of the vocabulary even where a shape has two
 * @param provenance where the rule comes from and where it holds
 */
public record TuningRule(
        String name,
        Optional<Powers> learningRate,
        Powers batch,
        OptionalDouble warmupPerParameter,
        Optional<Beta2> beta2,
        FlopRule flops,
        boolean oneVocabulary,
        Provenance provenance) {
    private static final double LONG_WARMUP = 0.2;

    /** Refuses nulls, and a warm-up that is not positive. */
    public TuningRule {
        requireNonNull(warmupPerParameter, "warmupPerParameter");
        requireNonNull(name, "name");
        requireNonNull(learningRate, "learningRate");
        requireNonNull(batch, "batch");
        warmupPerParameter.ifPresent(
                tokens -> Decimal.positive("warm-up tokens per parameter", tokens));
        requireNonNull(beta2, "beta2");
        requireNonNull(flops, "flops");
        requireNonNull(provenance, "provenance");
    }

    /**
     * A beta2 that depends on the batch.
     *
     * @param small its value below the limit
     * @param large its value from the limit on
     * @param limit tokens in one step
     */
    public record Beta2(double small, double large, Tokens limit) {
        /** Refuses values outside (0, 1). */
        public Beta2 {
            checked(small);
            checked(large);
            requireNonNull(limit, "limit");
        }

        private static void checked(double beta) {
            if (!(beta > 0 && beta < 1)) {
                throw new IllegalArgumentException(
                        "beta2 must be above 0 and below 1, got " + Decimal.format(beta));
            }
        }

        double at(Tokens batch) {
            return batch.count() < limit.count() ? small : large;
        }
    }

    /**
     * What the rule says of a recipe.
     *
     * @param recipe what is trained; C that it does not state is 6ND
     * @return the learning rate and the batch; a finding for each factor outside the rule's runs,
     *     one each when N or C are counted otherwise, and the rule's own caveats
     * @throws IllegalArgumentException when the recipe lacks a factor that the rule reads
     */
    public Tuning suggest(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        List<Finding> findings = new ArrayList<>();
        Counting counting = provenance.scope().counting();

        if (reads(Factor.PARAMETERS) && recipe.counting() != counting) {
            findings.add(
                    Finding.warning(
                            CheckName.COUNTING,
                            String.format(
                                    "the rule counts %s parameters and the recipe %s",
                                    counting, recipe.counting())));
        }

        if (reads(Factor.FLOPS)) {
            String here =
                    recipe.factors().contains(Factor.FLOPS)
                            ? "C is as the recipe states it"
                            : "C here is 6 N D, N " + recipe.counting();
            findings.add(
                    Finding.warning(
                            CheckName.FLOP_RULE,
                            "the rule counts " + provenance.flopRule() + "; " + here));
        }

        return suggest(recipe, findings);
    }

    /**
     * What the rule says of a shape, with N and C counted as the rule counts them.
     *
     * @param shape the model
     * @param tokens D
     * @return the learning rate and the batch, with findings as for a recipe
     */
    public Tuning suggest(Transformer shape, Tokens tokens) {
        requireNonNull(shape, "shape");
        requireNonNull(tokens, "tokens");

        Counting counting = provenance.scope().counting();
        ModelSize size = shape.withTied(oneVocabulary || shape.tied()).parameters(counting);
        Recipe recipe =
                Recipe.of(size, tokens).with(Factor.FLOPS, flops.training(shape, tokens).flops());

        List<Finding> findings = new ArrayList<>();
        if (shape.feedForward().experts() > 1) {
            findings.add(
                    Finding.warning(
                            CheckName.EXPERTS,
                            "the rule is for dense models; N counts "
                                    + shape.feedForward().experts()
                                    + " experts a layer"));
        }

        return suggest(recipe, findings);
    }

    private Tuning suggest(Recipe recipe, List<Finding> findings) {
        OptionalDouble rate =
                learningRate.isPresent()
                        ? OptionalDouble.of(learningRate.get().at(recipe))
                        : OptionalDouble.empty();
        Tokens step = Tokens.of(batch.at(recipe));

        Optional<Tokens> warmup = Optional.empty();
        if (warmupPerParameter.isPresent()) {
            double each = warmupPerParameter.getAsDouble();
            warmup = Optional.of(Tokens.of(each * recipe.model().parameters()));
        }

        OptionalDouble beta =
                beta2.isPresent()
                        ? OptionalDouble.of(beta2.get().at(step))
                        : OptionalDouble.empty();

        if (recipe.has(Factor.TOKENS)) {
            findings.addAll(ofTheRun(recipe.tokens(), step, warmup));
        }

        // The ranges are of the rule's own way to count, so the recipe is counted that way.
        Scope scope = provenance.scope();
        findings.addAll(scope.findings(recipe.countedAs(scope.counting())));
        findings.addAll(provenance.caveats());
        return new Tuning(recipe, rate, step, warmup, beta, findings);
    }

    private static List<Finding> ofTheRun(Tokens run, Tokens step, Optional<Tokens> warmup) {
        List<Finding> findings = new ArrayList<>();

        if (step.count() > run.count()) {
            findings.add(
                    Finding.error(
                            CheckName.BATCH,
                            "one batch of "
                                    + Digits.four(step.count())
                                    + " tokens is more than the run of "
                                    + Digits.four(run.count())));
        }

        if (warmup.isPresent() && warmup.get().count() > LONG_WARMUP * run.count()) {
            findings.add(
                    Finding.warning(
                            CheckName.WARM_UP,
                            String.format(
                                    Locale.ROOT,
                                    "the warm-up of %s tokens is %.0f %% of the run",
                                    Digits.four(warmup.get().count()),
                                    100 * warmup.get().count() / run.count())));
        }

        return findings;
    }

    private boolean reads(Factor factor) {
        return batch.reads(factor)
                || learningRate.filter(power -> power.reads(factor)).isPresent()
                || (factor.equals(Factor.PARAMETERS) && warmupPerParameter.isPresent());
    }
}
