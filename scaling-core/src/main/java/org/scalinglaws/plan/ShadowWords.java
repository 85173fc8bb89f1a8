package org.scalinglaws.plan;

import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;

/** Shadow prices as sentences: what one per cent more room of a limit does. */
final class ShadowWords {
    private static final double PER_CENT = 0.01;

    private ShadowWords() {}

    /** Such as {@code 1 % more time lowers the loss by 0.000127 nats}. */
    static String of(Decision decision, Decision.Use use, LossUnit unit) {
        double gain = room(use, unit) * use.shadowPrice();
        String what =
                decision.cost()
                        .map(cost -> " saves " + amount(cost, gain))
                        .orElseGet(() -> " lowers the loss by " + lower(decision, gain, unit));
        return words(use.name()) + what;
    }

    /** One per cent of a limit; of a loss, one per cent in the unit that people speak of. */
    private static double room(Decision.Use use, LossUnit unit) {
        return use.name().equals(Decision.TARGET_LOSS)
                ? unit.nats((1 + PER_CENT) * unit.of(use.limit())) - use.limit()
                : PER_CENT * use.limit();
    }

    private static String amount(Decision.Cost cost, double gain) {
        return Digits.four(gain) + " " + cost.resource().unitInWords();
    }

    /** The difference of two losses, since a perplexity is no multiple of nats. */
    private static String lower(Decision decision, double gain, LossUnit unit) {
        double loss = decision.plan().loss().nats();
        double less = unit.equals(LossUnit.NATS) ? gain : unit.of(loss) - unit.of(loss - gain);
        return Digits.general(less) + " " + unit;
    }

    /** More of what there is, or less of what is asked for. */
    private static String words(String limit) {
        return switch (limit) {
            case "compute", "trainingCompute" -> "1 % more compute";
            case "days" -> "1 % more time";
            case "money", "energy", "memory", "tokens" -> "1 % more " + limit;
            case "params" -> "1 % more parameters";
            case Decision.UNIQUE_TOKENS -> "1 % more distinct tokens";
            case Decision.SERVED_TOKENS -> "serving 1 % fewer tokens";
            case Decision.TARGET_LOSS -> "a target loss 1 % higher";
            case Decision.LEAST_PARAMETERS -> "a smallest model 1 % smaller";
            default -> "1 % more of " + limit;
        };
    }
}
