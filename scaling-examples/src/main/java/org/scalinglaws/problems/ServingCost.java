package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Frontier;
import org.scalinglaws.plan.InferenceAware;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/**
 * One model costs $1 to train and $0.02 for every million tokens served, another $5 and $0.10. Which is
 * cheaper for 100 million tokens, and from which demand on is the other? And when does it pay to
 * train a smaller model for longer?
 */
public final class ServingCost {
    private ServingCost() {}

    /** What is paid once, and what is paid for every million tokens served, in dollars. */
    record Offer(double training, double perMillion) {
        double total(Tokens served) {
            return training + perMillion * served.count() / 1e6;
        }

        /** The demand at which both cost the same: below zero where one is always cheaper. */
        double breakEvenMillions(Offer other) {
            return (other.training - training) / (perMillion - other.perMillion);
        }
    }

    private static void compare(Offer one, Offer other, Tokens served) {
        System.out.printf(
                Locale.ROOT,
                "$%.0f and $%.2f a million: $%.0f in all. $%.0f and $%.2f a million: $%.0f in all.%n",
                one.training,
                one.perMillion,
                one.total(served),
                other.training,
                other.perMillion,
                other.total(served));
        double millions = one.breakEvenMillions(other);
        String cheaper = one.training < other.training ? "first" : "second";
        System.out.println(
                millions > 0
                        ? String.format(
                                Locale.ROOT, "  Both cost the same at %.0f million.", millions)
                        : "  The "
                                + cheaper
                                + " is cheaper at every demand: there is no break-even.");
    }

    /** The best model for a budget, and one of half its size trained to the same loss. */
    private static void smallerForLonger() {
        LossSurface surface = LossSurface.of(PublishedLaws.BESIROGLU_2024);
        Frontier frontier = ComputeOptimal.of(surface).frontier();
        Plan best = frontier.at(Compute.flops(1e22));
        ModelSize smaller = ModelSize.of(best.model().parameters() / 2);
        Recipe half = frontier.reaching(best.loss(), smaller).recipe();
        InferenceAware served = InferenceAware.of(surface, Tokens.billions(1));
        System.out.printf(
                Locale.ROOT,
                """
                %.2f B parameters on %.0f B tokens and %.2f B on %.0f B both reach %.4f nats.
                  The larger is cheaper to train, the smaller in all from %.0f B served tokens on.
                """,
                best.model().parameters() / 1e9,
                best.tokens().count() / 1e9,
                half.model().parameters() / 1e9,
                half.tokens().count() / 1e9,
                best.loss().nats(),
                served.breakEven(best.recipe(), half, Resource.compute()).count() / 1e9);
    }

    public static void main(String[] args) {
        System.out.println("Training and serving, at 100 million tokens:");
        compare(new Offer(1, 0.02), new Offer(5, 0.10), Tokens.millions(100));
        compare(new Offer(1, 0.10), new Offer(5, 0.02), Tokens.millions(100));
        smallerForLonger();
    }
}
