package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/**
 * What to train under limits, which of them bind, and what one unit more of each would buy.
 *
 * @param plan what to train, and its loss
 * @param serving compute of serving, or empty where nothing is served
 * @param cost what was made small, or empty where it was the loss
 * @param limits every limit and demand, with what the plan uses of it
 */
public record Decision(
        Plan plan, Optional<Compute> serving, Optional<Cost> cost, List<Use> limits) {
    static final String UNIQUE_TOKENS = "uniqueTokens";
    static final String SERVED_TOKENS = "servedTokens";
    static final String TARGET_LOSS = "targetLoss";
    static final String LEAST_PARAMETERS = "leastParams";

    /** Copies the limits. */
    public Decision {
        Require.noNull("limits", limits);
        requireNonNull(plan, "plan");
        requireNonNull(serving, "serving");
        requireNonNull(cost, "cost");
        limits = List.copyOf(limits);
    }

    /**
     * How a plan under limits is written as JSON and read back.
     *
     * @return the form {@code plan}, version 1, with {@code limits}, {@code shadowPrices}, {@code
     *     binding}, {@code servingFlops} and, where it was made small, {@code cost}
     */
    public static JsonForm<Decision> json() {
        return DecisionJson.FORM;
    }

    /**
     * The least cost of a target loss.
     *
     * @param resource what it is counted in
     * @param amount units of the resource
     */
    public record Cost(Resource resource, double amount) {
        /** Refuses what is absent and an amount that is not a number of zero or more. */
        public Cost {
            requireNonNull(resource, "resource");
            Decimal.nonNegative("amount of " + resource.name(), amount);
        }
    }

    /**
     * A limit beside what the plan uses of it.
     *
     * @param name such as {@code days}, {@code uniqueTokens}, {@code servedTokens} or {@code
     *     targetLoss}
     * @param unit what it is counted in, empty where the name says it
     * @param limit how much there is; for served tokens, how many are asked for; for the target
     *     loss, nats per token
     * @param used how much the plan uses
     * @param binding whether the plan uses all
     * @param shadowPrice what one unit more room buys, zero or more: nats per token less loss, or
     *     units of cost less cost where the cost is made small. Room is a unit more of a limit, one
     *     token less to serve, one parameter less for the smallest model, one nat more of target
     *     loss
     */
    public record Use(
            String name,
            String unit,
            double limit,
            double used,
            boolean binding,
            double shadowPrice) {
        /** Refuses what is absent and numbers that are not finite. */
        public Use {
            requireNonNull(name, "name");
            requireNonNull(unit, "unit");
            Decimal.finite("limit of " + name, limit);
            Decimal.finite("use of " + name, used);
            Decimal.finite("shadow price of " + name, shadowPrice);
        }
    }

    /**
     * The limits that the plan uses up.
     *
     * @return their names
     */
    public List<String> binding() {
        return limits.stream().filter(Use::binding).map(Use::name).toList();
    }

    /**
     * What one unit more of each limit buys.
     *
     * @return shadow prices by the name of the limit; zero where it does not bind
     */
    public Map<String, Double> shadowPrices() {
        Map<String, Double> prices = new LinkedHashMap<>();
        limits.forEach(use -> prices.put(use.name(), use.shadowPrice()));
        return Collections.unmodifiableMap(prices);
    }

    /**
     * What one per cent more room of a limit does, in words.
     *
     * @param use one of the limits
     * @param unit how the loss is stated
     * @return such as {@code 1 % more time lowers the loss by 0.000127 nats}, or {@code 1 % more time
     *     saves 3.2e20 FLOP} where the cost is made small
     */
    public String gain(Use use, LossUnit unit) {
        return ShadowWords.of(this, requireNonNull(use, "use"), requireNonNull(unit, "unit"));
    }

    /**
     * The distinct tokens seen.
     *
     * @return tokens; all of them where nothing is said of distinct ones
     */
    public double uniqueTokens() {
        Recipe recipe = plan.recipe();
        return recipe.has(Factor.UNIQUE_TOKENS)
                ? Math.min(recipe.value(Factor.UNIQUE_TOKENS), plan.tokens().count())
                : plan.tokens().count();
    }

    /**
     * How often the distinct tokens are seen.
     *
     * @return tokens over distinct tokens, 1 or more
     */
    public double epochs() {
        return plan.tokens().count() / uniqueTokens();
    }

    /**
     * Writes the plan, and a line for each limit.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        String served =
                serving.map(work -> ", serving takes " + Digits.four(work.flops()) + " FLOP")
                        .orElse("");
        String lines = limits.stream().map(use -> "\n  " + line(use)).collect(Collectors.joining());
        return plan
                + served
                + cost.map(least -> "\n  least " + least.resource().text(least.amount())).orElse("")
                + lines;
    }

    private String line(Use use) {
        String amount = Digits.four(use.used()) + " of " + Digits.four(use.limit());
        String unit = use.unit().isEmpty() ? "" : " " + use.unit();
        String more = use.binding() ? ", binding; " + gain(use, LossUnit.NATS) : "";
        return use.name() + ": " + amount + unit + more;
    }
}
