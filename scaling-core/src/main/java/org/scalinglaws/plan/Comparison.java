package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.published.Prediction;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
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
    /** Copies the maps. */
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

            // A law that lacks a factor or has no best size is silent, and says why.
            try {
                plans.put(law.name(), answer.apply(law));
            } catch (IllegalArgumentException | ScalingException none) {
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

    /**
     * The plan of a law beside that of a published rule for the same budget.
     *
     * @param own the compute-optimal plan of the law
     * @param ruled the plan that follows the rule, with the loss that the law expects
     * @param findings how they differ, and what to know about the rule
     */
    public record Contrast(Plan own, Plan ruled, List<Finding> findings) {
        /** Copies the findings. */
        public Contrast {
            Require.noNull("findings", findings);
            requireNonNull(own, "own");
            requireNonNull(ruled, "ruled");
            findings = List.copyOf(findings);
        }

        /**
         * What a law plans for a budget beside what a published rule does, and why they differ.
         *
         * @param planner the law
         * @param rule such as {@link org.scalinglaws.published.AllocationRules#KAPLAN_2020}
         * @param budget C, FLOP
         * @return both plans, with the difference explained
         * @throws NoPlanException when the law has no plan
         */
        public static Contrast of(ComputeOptimal planner, AllocationRule rule, Compute budget) {
            requireNonNull(planner, "planner");
            requireNonNull(rule, "rule");
            requireNonNull(budget, "budget");
            Plan own = planner.plan(budget);
            Plan ruled = planner.following(rule).plan(budget);
            List<Finding> why = new ArrayList<>();
            why.add(exponents(planner, rule, budget));

            // Only two powers tell by which of their numbers they split as they do.
            @Nullable TwoPowers powers = planner.surface().powers();
            if (powers != null) {
                why.add(
                        Finding.note(
                                CheckName.RATIO_OF_EXPONENTS,
                                String.format(
                                        "the law would grow N as the rule does if its exponent of N were"
                                                + " %s times that of D; it is %s times",
                                        Digits.three(1 / rule.modelExponent() - 1),
                                        Digits.three(powers.alpha() / powers.beta()))));
            }
            double wasted = planner.frontier().deadweight(ruled.recipe()).percent();
            why.add(
                    Finding.note(
                            CheckName.PRICE,
                            String.format(
                                    "by the law the rule's split loses %s nats, as if %s %% of the compute"
                                            + " were wasted",
                                    Digits.three(ruled.loss().nats() - own.loss().nats()),
                                    Digits.three(Math.max(0, wasted)))));
            why.addAll(rule.provenance().caveats());
            return new Contrast(own, ruled, why);
        }

        private static Finding exponents(
                ComputeOptimal planner, AllocationRule rule, Compute budget) {
            double exponent = planner.frontier().modelExponent(budget);
            return Finding.note(
                    CheckName.EXPONENTS,
                    String.format(
                            "N grows as C^%s by %s and as C^%s by the law%s",
                            Digits.three(rule.modelExponent()),
                            rule.name(),
                            Digits.three(exponent),
                            agreement(planner, rule, budget, exponent)));
        }

        /** Where rule and law have the same N. */
        private static String agreement(
                ComputeOptimal planner, AllocationRule rule, Compute budget, double exponent) {
            double sign = Math.signum(rule.modelExponent() - exponent);
            if (sign == 0) {
                return "";
            }

            // With the sign of the exponents this logarithm rises with C.
            Planner ruled = planner.following(rule);
            DoubleUnaryOperator apart =
                    log -> {
                        Compute flops = BudgetSearch.budget(log);
                        double size = ruled.plan(flops).model().parameters();
                        return sign * Math.log(size / planner.plan(flops).model().parameters());
                    };
            OptionalDouble same;
            try {
                same = BudgetSearch.root(apart, budget.flops());
            } catch (NoPlanException nowhere) {
                same = OptionalDouble.empty();
            }
            return same.isPresent()
                    ? "; they agree at " + Digits.three(Math.exp(same.getAsDouble())) + " FLOP"
                    : "";
        }

        /** {@return N of the rule over N of the law} */
        public double sizeFactor() {
            return ruled.model().parameters() / own.model().parameters();
        }

        /** {@return how much higher the rule's loss is by the law, nats per token} */
        public double extraLoss() {
            return ruled.loss().nats() - own.loss().nats();
        }

        /**
         * Writes both plans and every finding.
         *
         * @return a line for each
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            text.append("law:  ").append(own).append("\nrule: ").append(ruled);
            findings.forEach(finding -> text.append("\n").append(finding));
            return text.toString();
        }
    }
}
