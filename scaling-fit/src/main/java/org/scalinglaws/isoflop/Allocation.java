package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/**
 * How one approach splits compute between model and data: N* = G C^a, D* = H C^b, and what it read
 * them off. Where the runs carry no answer it says why, and its powers throw.
 */
public final class Allocation {
    private final String approach;
    private final Counting counting;
    private final List<Optimum> optima;
    private final @Nullable PowerOfCompute size;
    private final @Nullable PowerOfCompute data;
    private final String refusal;
    private final List<Finding> findings;

    private Allocation(
            String approach,
            Counting counting,
            List<Optimum> optima,
            @Nullable PowerOfCompute size,
            @Nullable PowerOfCompute data,
            String refusal,
            List<Finding> findings) {
        this.approach = requireNonNull(approach, "approach");
        this.counting = requireNonNull(counting, "counting");
        this.optima = List.copyOf(optima);
        this.size = size;
        this.data = data;
        this.refusal = refusal;
        this.findings = List.copyOf(findings);
    }

    /**
     * How the answer of an approach is written as JSON and read back.
     *
     * @return the form {@code allocation}, version 1: {@code approach}, {@code counting}, {@code
     *     budgets}, the powers {@code N} and {@code D} or a {@code refusal}, and {@code findings}
     */
    public static JsonForm<Allocation> json() {
        return AllocationJson.FORM;
    }

    static Allocation of(
            String approach,
            Counting counting,
            List<Optimum> optima,
            PowerOfCompute size,
            PowerOfCompute data,
            List<Finding> findings) {
        return new Allocation(approach, counting, optima, size, data, "", findings);
    }

    static Allocation refused(
            String approach,
            Counting counting,
            List<Optimum> optima,
            String why,
            List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(Finding.error(CheckName.NO_ANSWER, approach + " has no answer: " + why));
        return unanswered(approach, counting, optima, why, all);
    }

    /** No answer, with all that is to be said of it. */
    static Allocation unanswered(
            String approach,
            Counting counting,
            List<Optimum> optima,
            String why,
            List<Finding> findings) {
        return new Allocation(approach, counting, optima, null, null, why, findings);
    }

    /** No answer, for a reason that is told of elsewhere; every budget has it too. */
    static Allocation withheld(
            String approach, Counting counting, List<Optimum> optima, String why) {
        List<Optimum> all = optima.stream().map(best -> best.refused(why)).toList();
        return new Allocation(approach, counting, all, null, null, why, List.of());
    }

    /** The power laws through the optima that are used, each by its own weight. */
    static Allocation through(
            String approach,
            Counting counting,
            List<Optimum> optima,
            double[] sizeWeights,
            double[] dataWeights,
            List<Finding> findings) {
        double[] flops = optima.stream().mapToDouble(best -> best.budget().flops()).toArray();
        double[] sizes = optima.stream().mapToDouble(Optimum::parameters).toArray();
        double[] tokens = optima.stream().mapToDouble(Optimum::tokens).toArray();

        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < flops.length; i++) {
            if (optima.get(i).isUsed()) {
                used.add(i);
            }
        }

        // Too few budgets for a power law is an answer about the runs, not an error of the caller.
        try {
            return of(
                    approach,
                    counting,
                    optima,
                    PowerOfCompute.through(
                            pick(flops, used), pick(sizes, used), pick(sizeWeights, used)),
                    PowerOfCompute.through(
                            pick(flops, used), pick(tokens, used), pick(dataWeights, used)),
                    findings);
        } catch (NoFitException none) {
            return refused(approach, counting, optima, String.valueOf(none.getMessage()), findings);
        }
    }

    private static double[] pick(double[] values, List<Integer> places) {
        return places.stream().mapToDouble(place -> values[place]).toArray();
    }

    /** {@return the name of the approach, such as {@code approach 2}} */
    public String approach() {
        return approach;
    }

    /** {@return how parameters are counted} */
    public Counting counting() {
        return counting;
    }

    /** {@return the best recipe of each budget that the powers go through; empty for a fitted law} */
    public List<Optimum> optima() {
        return optima;
    }

    /** {@return why there is no answer; empty where there is one} */
    public String refusal() {
        return refusal;
    }

    /** {@return whether there is an answer} */
    public boolean isAnswered() {
        return refusal.isEmpty();
    }

    /**
     * N* over C.
     *
     * @return the power law of the best model size
     * @throws NoFitException when there is no answer; it says why
     */
    public PowerOfCompute size() {
        return answered(size);
    }

    /**
     * D* over C.
     *
     * @return the power law of the best number of tokens
     * @throws NoFitException when there is no answer; it says why
     */
    public PowerOfCompute data() {
        return answered(data);
    }

    private PowerOfCompute answered(@Nullable PowerOfCompute power) {
        if (power == null) {
            throw new NoFitException(approach + " has no answer: " + refusal);
        }
        return power;
    }

    /**
     * What to train with a budget. N* and D* come from a power law each, so that 6ND need not be the
     * budget.
     *
     * @param budget C, FLOP
     * @return N* and D*, and C as stated
     * @throws NoFitException when there is no answer; it says why
     */
    public Recipe recipe(Compute budget) {
        requireNonNull(budget, "budget");
        return Recipe.of(new ModelSize(size().at(budget), counting), Tokens.of(data().at(budget)));
    }

    /**
     * What the two exponents sum to: 1 where C = 6ND holds and both are right.
     *
     * @return a + b
     * @throws NoFitException when there is no answer; it says why
     */
    public double exponentSum() {
        return size().exponent() + data().exponent();
    }

    /** {@return what to know before believing it} */
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Allocation same && parts().equals(same.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** All that it is made of; an absent power is an empty one. */
    private List<Object> parts() {
        return List.of(
                approach,
                counting,
                optima,
                Optional.ofNullable(size),
                Optional.ofNullable(data),
                refusal,
                findings);
    }

    /**
     * Writes both power laws, or why there are none.
     *
     * @return such as {@code approach 2: N* = 0.5568 C^0.4632, D* = 0.2994 C^0.5368 from 10 budgets}
     */
    @Override
    public String toString() {
        if (size == null || data == null) {
            return approach + ": no answer: " + refusal;
        }
        long used = optima.stream().filter(Optimum::isUsed).count();
        return approach
                + ": N* = "
                + size
                + ", D* = "
                + data
                + (used > 0 ? " from " + used + " budgets" : "");
    }
}
