package org.scalinglaws.tuning;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * How a rule would train a recipe, and what to know before believing it.
 *
 * @param recipe what is trained, counted as the rule was given it
 * @param learningRate the greatest learning rate of the run; absent where the rule gives none
 * @param batch tokens in one step
 * @param warmup tokens over which the learning rate rises; absent where the rule gives none
 * @param beta2 how slowly Adam forgets squared gradients; absent where the rule gives none
 * @param findings how far the rule extrapolates, what it counts otherwise, and its caveats
 */
public record Tuning(
        Recipe recipe,
        OptionalDouble learningRate,
        Tokens batch,
        Optional<Tokens> warmup,
        OptionalDouble beta2,
        List<Finding> findings) {
    /** Copies the findings. */
    public Tuning {
        Require.noNull("findings", findings);
        requireNonNull(recipe, "recipe");
        requireNonNull(learningRate, "learningRate");
        requireNonNull(batch, "batch");
        requireNonNull(warmup, "warmup");
        requireNonNull(beta2, "beta2");
        findings = List.copyOf(findings);
    }

    /**
     * The batch in sequences.
     *
     * @param context tokens in a sequence, positive
     * @return batch / context, not rounded
     */
    public double sequences(double context) {
        return batch.count() / Decimal.positive("tokens in a sequence", context);
    }

    /**
     * How many steps the run takes.
     *
     * @return D / batch, not rounded
     * @throws IllegalArgumentException when the recipe has no tokens
     */
    public double steps() {
        return recipe.tokens().count() / batch.count();
    }

    /**
     * How many of the steps warm up.
     *
     * @return warm-up / batch, not rounded; absent where the rule gives no warm-up
     */
    public OptionalDouble warmupSteps() {
        return warmup.isPresent()
                ? OptionalDouble.of(warmup.get().count() / batch.count())
                : OptionalDouble.empty();
    }

    /**
     * Writes what the rule gives to four digits, and the number of findings.
     *
     * @return such as {@code learning rate 0.001156, batches of 400.2K tokens (2 findings)}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        learningRate.ifPresent(rate -> text.append("learning rate ").append(Digits.four(rate)));

        text.append(text.isEmpty() ? "" : ", ")
                .append("batches of ")
                .append(Digits.four(batch.count()))
                .append(" tokens");

        warmup.ifPresent(
                tokens ->
                        text.append(", warm-up of ")
                                .append(Digits.four(tokens.count()))
                                .append(" tokens"));
        beta2.ifPresent(beta -> text.append(", beta2 ").append(Digits.four(beta)));

        return text.append(
                        switch (findings.size()) {
                            case 0 -> "";
                            case 1 -> " (1 finding)";
                            default -> " (" + findings.size() + " findings)";
                        })
                .toString();
    }
}
