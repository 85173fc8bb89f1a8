package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Require;

/**
 * What more compute would buy at a recipe: spent on data, on parameters, or on both anew as the
 * compute-optimal frontier does.
 *
 * <pre>
 *   on data        (-dL / d ln D) / C                          N held
 *   on parameters  (-dL / d ln N) / (C d ln cost / d ln N)     D held, C = cost(N) D
 *   on both        -dL* / dC                                   along the frontier, at the same C</pre>
 *
 * <p>At a compute-optimal recipe all three are the same. Elsewhere the third lies between the others
 * where L is a sum of a term of N and one of D: what starves pays most.
 *
 * @param used the recipe with its loss
 * @param best the compute-optimal plan of the same compute
 * @param sameLoss the compute-optimal plan of the same loss, which needs no more compute
 * @param onData more tokens for the same model
 * @param onModel a larger model on the same tokens
 * @param onBoth the best plan for the compute
 * @param returns the frontier at this compute and after each doubling of it
 * @param floor the loss that no compute removes; for a law that is not two powers what the last of
 *     the returns tend to, and empty where they do not flatten
 * @param findings what to know about the recipe
 */
public record Advice(
        Plan used,
        Plan best,
        Plan sameLoss,
        Way onData,
        Way onModel,
        Way onBoth,
        List<Return> returns,
        Optional<Loss> floor,
        List<Finding> findings) {
    /** The tokens for each parameter that many take for best. */
    public static final double RULE_OF_THUMB = 20;

    /** Copies the lists. */
    public Advice {
        Require.noNull("returns", returns);
        Require.noNull("findings", findings);
        requireNonNull(used, "used");
        requireNonNull(best, "best");
        requireNonNull(sameLoss, "sameLoss");
        requireNonNull(onData, "onData");
        requireNonNull(onModel, "onModel");
        requireNonNull(onBoth, "onBoth");
        requireNonNull(floor, "floor");
        returns = List.copyOf(returns);
        findings = List.copyOf(findings);
    }

    /**
     * One way to spend more compute.
     *
     * @param natsPerFlop by how much the next FLOP lowers the loss; negative where it raises it
     * @param doubled the loss after twice the compute of the recipe
     * @param natsPerDoubling by how much that is below the loss of the recipe
     */
    public record Way(double natsPerFlop, Loss doubled, double natsPerDoubling) {
        /** Refuses what is absent and numbers that are not finite. */
        public Way {
            requireNonNull(doubled, "doubled");
            Decimal.finite("nats a FLOP", natsPerFlop);
            Decimal.finite("nats a doubling", natsPerDoubling);
        }
    }

    /**
     * The frontier at a multiple of the recipe's compute.
     *
     * @param times how often the compute
     * @param plan the compute-optimal plan
     * @param gain how much lower its loss is than half the compute before, nats per token; zero in
     *     the first row
     */
    public record Return(double times, Plan plan, double gain) {
        /**
         * Refuses what is absent, a multiple that is not positive and a gain that is not finite.
         */
        public Return {
            Decimal.positive("times the compute", times);
            requireNonNull(plan, "plan");
            Decimal.finite("gain", gain);
        }
    }

    /**
     * Which of data and parameters is worth more.
     *
     * @return the gain of the next FLOP on data over that of the next on parameters: above one where
     *     data pays more
     */
    public double dataOverModel() {
        return onData.natsPerFlop / onModel.natsPerFlop;
    }

    /**
     * How far the recipe is trained beyond the law's best ratio.
     *
     * @return D / N over that of the best plan of the same compute: above one for an over-trained
     *     model, below one for an under-trained one
     */
    public double overTraining() {
        return used.tokensPerParameter() / best.tokensPerParameter();
    }

    /**
     * How far the recipe is trained beyond twenty tokens a parameter.
     *
     * @return D / 20N
     */
    public double overRuleOfThumb() {
        return used.tokensPerParameter() / RULE_OF_THUMB;
    }

    /**
     * The compute that the recipe wastes.
     *
     * @return the recipe beside the plan that reaches its loss with the least compute
     */
    public Frontier.Deadweight deadweight() {
        return new Frontier.Deadweight(used, sameLoss);
    }

    /**
     * Writes the ways to spend more compute, the balance of the recipe, the returns and the findings.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        "%s parameters on %s tokens with %s FLOP: a loss of %s nats%n",
                        used.model(),
                        used.tokens(),
                        Digits.four(used.compute().flops()),
                        loss(used.loss())));

        // What each way pays, and how far the recipe is from the best.
        text.append(
                TextTable.of("  %-12s  %-13s   %s")
                        .row("spent on", "nats per FLOP", "with twice the compute")
                        .row(cells("data", onData))
                        .row(cells("parameters", onModel))
                        .row(cells("both, anew", onBoth)));
        text.append("\n  ").append(balance()).append("\n  ").append(ratio());
        text.append(
                String.format(
                        "%n  %s FLOP wasted, %s %%%n  the frontier at a multiple of this compute:%n",
                        Digits.four(Math.max(0, deadweight().flops())),
                        Digits.three(Math.max(0, deadweight().percent()))));

        TextTable frontier = TextTable.of("  %6s  %-9s FLOP  %s nats%s");
        for (Return row : returns) {
            frontier =
                    frontier.row(
                            "x" + Decimal.format(row.times),
                            Digits.four(row.plan.compute().flops()),
                            loss(row.plan.loss()),
                            row.gain > 0 ? "   -" + Digits.three(row.gain) : "");
        }
        text.append(returns.isEmpty() ? "" : frontier.text() + "\n");
        floor.ifPresent(least -> text.append("  towards  " + loss(least) + " nats\n"));
        findings.forEach(finding -> text.append(finding).append('\n'));
        return text.toString().stripTrailing().replace("\r\n", "\n");
    }

    private static Object[] cells(String what, Way way) {
        return new Object[] {
            what,
            Digits.three(way.natsPerFlop),
            loss(way.doubled) + " nats, " + Digits.three(-way.natsPerDoubling)
        };
    }

    private String balance() {
        double factor = dataOverModel();
        if (!(factor > 0)) {
            return "only one of data and parameters lowers the loss";
        }
        return factor >= 1
                ? "data pays " + Digits.three(factor) + " times what parameters pay"
                : "parameters pay " + Digits.three(1 / factor) + " times what data pays";
    }

    private String ratio() {
        return String.format(
                "%s tokens a parameter: %s times the best %s here, %s times 20",
                Digits.three(used.tokensPerParameter()),
                Digits.three(overTraining()),
                Digits.three(best.tokensPerParameter()),
                Digits.three(overRuleOfThumb()));
    }

    private static String loss(Loss loss) {
        return Digits.five(loss.nats());
    }
}
