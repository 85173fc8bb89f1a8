package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * What to train, what loss to expect, and what to know before believing it.
 *
 * @param recipe what to train
 * @param loss the loss that the law expects
 * @param findings caveats of the law, and how far it extrapolates
 */
public record Plan(Recipe recipe, Loss loss, List<Finding> findings) {
    /** Copies the findings. */
    public Plan {
        Require.noNull("findings", findings);
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        findings = List.copyOf(findings);
    }

    /**
     * How a plan is written as JSON and read back.
     *
     * @return the form {@code plan}, version 1: {@code params}, {@code tokens}, {@code flops}, {@code
     *     loss} in nats, {@code recipe} and {@code findings}; it reads the plan of a {@link Decision}
     *     too
     */
    public static JsonForm<Plan> json() {
        return PlanJson.FORM;
    }

    /** {@return the model size N} */
    public ModelSize model() {
        return recipe.model();
    }

    /** {@return the training tokens D} */
    public Tokens tokens() {
        return recipe.tokens();
    }

    /** {@return the training compute C} */
    public Compute compute() {
        return recipe.compute();
    }

    /** {@return D / N} */
    public double tokensPerParameter() {
        return tokens().count() / model().parameters();
    }

    /**
     * Writes N, D, C, the loss and the number of findings.
     *
     * @return one line
     */
    @Override
    public String toString() {
        String plan =
                "train " + model() + " parameters on " + tokens() + " tokens with " + compute();
        String caveats =
                switch (findings.size()) {
                    case 0 -> "";
                    case 1 -> " (1 finding)";
                    default -> " (" + findings.size() + " findings)";
                };
        return plan + " FLOP to a loss of " + loss + caveats;
    }
}
