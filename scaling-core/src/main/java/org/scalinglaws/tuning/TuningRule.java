package org.scalinglaws.tuning;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.Check;
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

    /** What to look at where the tokens of the run are known. */
    private static final List<Check<Tuning>> OF_A_RUN =
            List.of(TuningRule::batchBeyondRun, TuningRule::longWarmup);

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
        List<Check<Recipe>> checks = List.of(this::sizeCountedOtherwise, this::computeCounted);
        return suggest(recipe, Check.inOrder(checks, recipe));
    }

    private Optional<Finding> sizeCountedOtherwise(Recipe recipe) {
        Counting counting = provenance.scope().counting();
        return reads(Factor.PARAMETERS) && recipe.counting() != counting
                ? Optional.of(
                        Finding.warning(
                                CheckName.COUNTING,
                                String.format(
                                        "the rule counts %s parameters and the recipe %s",
                                        counting, recipe.counting())))
                : Optional.empty();
    }

    /** A recipe does not say how its C was counted, so that a reader must compare. */
    private Optional<Finding> computeCounted(Recipe recipe) {
        if (!reads(Factor.FLOPS)) {
            return Optional.empty();
        }
        String here =
                recipe.factors().contains(Factor.FLOPS)
                        ? "C is as the recipe states it"
                        : "C here is 6 N D, N " + recipe.counting();
        return Optional.of(
                Finding.warning(
                        CheckName.FLOP_RULE,
                        "the rule counts " + provenance.flopRule() + "; " + here));
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

        List<Check<Transformer>> checks = List.of(TuningRule::notDense);
        return suggest(recipe, Check.inOrder(checks, shape));
    }

    private static Optional<Finding> notDense(Transformer shape) {
        int experts = shape.feedForward().experts();
        return experts > 1
                ? Optional.of(
                        Finding.warning(
                                CheckName.EXPERTS,
                                "the rule is for dense models; N counts "
                                        + experts
                                        + " experts a layer"))
                : Optional.empty();
    }

    private Tuning suggest(Recipe recipe, List<Finding> first) {
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

        // The ranges are of the rule's own way to count, so the recipe is counted that way.
        Tuning bare = new Tuning(recipe, rate, step, warmup, beta, List.of());
        Scope scope = provenance.scope();
        List<Finding> findings = new ArrayList<>(first);
        findings.addAll(Check.inOrder(OF_A_RUN, bare));
        findings.addAll(scope.findings(recipe.countedAs(scope.counting())));
        findings.addAll(provenance.caveats());
        return new Tuning(recipe, rate, step, warmup, beta, findings);
    }

    /** Is a batch more than all there is to train on? */
    private static Optional<Finding> batchBeyondRun(Tuning tuning) {
        return tokens(tuning)
                .filter(run -> tuning.batch().count() > run.count())
                .map(
                        run ->
                                Finding.error(
                                        CheckName.BATCH,
                                        "one batch of "
                                                + Digits.four(tuning.batch().count())
                                                + " tokens is more than the run of "
                                                + Digits.four(run.count())));
    }

    /** Does the warm-up take much of the run? */
    private static Optional<Finding> longWarmup(Tuning tuning) {
        double warmup = tuning.warmup().map(Tokens::count).orElse(0.0);
        return tokens(tuning)
                .filter(run -> warmup > LONG_WARMUP * run.count())
                .map(
                        run ->
                                Finding.warning(
                                        CheckName.WARM_UP,
                                        String.format(
                                                Locale.ROOT,
                                                "the warm-up of %s tokens is %.0f %% of the run",
                                                Digits.four(warmup),
                                                100 * warmup / run.count())));
    }

    private static Optional<Tokens> tokens(Tuning tuning) {
        Recipe recipe = tuning.recipe();
        return recipe.has(Factor.TOKENS) ? Optional.of(recipe.tokens()) : Optional.empty();
    }

    private boolean reads(Factor factor) {
        return batch.reads(factor)
                || learningRate.filter(power -> power.reads(factor)).isPresent()
                || (factor.equals(Factor.PARAMETERS) && warmupPerParameter.isPresent());
    }
}
