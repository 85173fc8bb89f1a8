package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.published.Prediction;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;

/**
 * Published laws side by side: what each says of one recipe or one budget, how far they disagree,
 * and which of them are out of their range. Losses of different corpora and tokenizers differ for
 * that reason too.
 *
 * @param plans what each law says, by its name
 * @param silent the laws that cannot answer, each with the reason
 */
public record Comparison(Map<String, Plan> plans, Map<String, String> silent) {
    /**
     * Copies the maps.
     *
     * @param plans what each law says, by its name
     * @param silent the laws that cannot answer, each with the reason
     */
    public Comparison {
        Require.noNull("plans", plans);
        Require.noNull("silent", silent);
        plans = Collections.unmodifiableMap(new LinkedHashMap<>(plans));
        silent = Collections.unmodifiableMap(new LinkedHashMap<>(silent));
    }

    /**
     * The losses of one recipe.
     *
     * @param recipe what is trained
     * @param laws the laws to ask, such as {@code PublishedLaws.all()}
     * @return what each says; a law that reads a factor which the recipe lacks is silent
     */
    public static Comparison at(Recipe recipe, List<PublishedLaw<?>> laws) {
        requireNonNull(recipe, "recipe");
        Require.noNull("laws", laws);
        return of(
                laws,
                law -> {
                    Prediction prediction = law.predict(recipe);
                    return new Plan(recipe, Loss.nats(prediction.loss()), prediction.findings());
                });
    }

    /**
     * The compute-optimal plans of one budget, C = 6ND.
     *
     * @param budget training compute
     * @param laws the laws to ask, such as {@code PublishedLaws.all()}
     * @return what each says; a law that reads more than N and D is silent
     */
    public static Comparison at(Compute budget, List<PublishedLaw<?>> laws) {
        Require.noNull("laws", laws);
        return of(laws, law -> ComputeOptimal.of(law).plan(budget));
    }

    private static Comparison of(
            List<PublishedLaw<?>> laws, Function<PublishedLaw<?>, Plan> answer) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        Map<String, String> silent = new LinkedHashMap<>();
        for (PublishedLaw<?> law : laws) {
            String unit = law.provenance().lossUnit();
            if (!unit.equals(Provenance.NATS)) {
                silent.put(law.name(), "its loss is in " + unit);
                continue;
            }
            try {
                plans.put(law.name(), answer.apply(law));
            } catch (IllegalArgumentException | ArithmeticException none) {
                silent.put(law.name(), String.valueOf(none.getMessage()));
            }
        }
        return new Comparison(plans, silent);
    }

    /**
     * How far the model sizes lie apart.
     *
     * @return least and greatest N
     * @throws NoPlanException when no law answers
     */
    public Interval parameters() {
        return range(plan -> plan.model().parameters());
    }

    /**
     * How far the losses lie apart.
     *
     * @return least and greatest loss, nats per token
     * @throws NoPlanException when no law answers
     */
    public Interval losses() {
        return range(plan -> plan.loss().nats());
    }

    private Interval range(Function<Plan, Double> number) {
        if (plans.isEmpty()) {
            throw new NoPlanException("no law answers: " + silent);
        }
        double least = plans.values().stream().mapToDouble(number::apply).min().orElse(Double.NaN);
        double most = plans.values().stream().mapToDouble(number::apply).max().orElse(Double.NaN);
        return new Interval(least, most);
    }

    /**
     * The laws that extrapolate here by more than half a decade.
     *
     * @return their names, in order
     */
    public List<String> outOfRange() {
        List<String> names = new ArrayList<>();
        plans.forEach(
                (name, plan) -> {
                    boolean far =
                            plan.findings().stream()
                                    .filter(finding -> finding.check().equals("extrapolation"))
                                    .map(Finding::severity)
                                    .anyMatch(severity -> severity != Severity.NOTE);
                    if (far) {
                        names.add(name);
                    }
                });
        return List.copyOf(names);
    }
}
