package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;

/**
 * "Train on twenty tokens a parameter": how far is this rule of thumb from what a law of loss would do,
 * and what does following it waste?
 *
 * @see <a href="https://arxiv.org/abs/2404.10102">Besiroglu et al. (2024): the fit of Hoffmann et al.
 *     (2022) contradicts the rule that came out of the same paper</a>
 */
public final class TwentyTokensAParameter {
    private TwentyTokensAParameter() {}

    public static void main(String[] args) {
        System.out.println("law              FLOP   its own D / N   wasted by D / N = 20");
        for (PublishedLaw<?> published :
                List.of(PublishedLaws.HOFFMANN_2022, PublishedLaws.BESIROGLU_2024)) {
            ComputeOptimal law = ComputeOptimal.of(published);
            for (double flops : new double[] {1e19, 1e22, 1e25}) {
                Compute budget = Compute.flops(flops);
                Plan ruled = law.withRatio(20).plan(budget);
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %6s %15.1f %20.2f %%%n",
                        published.name(),
                        budget,
                        law.plan(budget).tokensPerParameter(),
                        law.frontier().deadweight(ruled.recipe()).percent());
            }
        }
        System.out.print(
                """

                One ratio for all budgets is right only where both exponents of the law are the same. In
                the first they are not; it was refuted, and by the second the rule wastes next to nothing.
                """);
    }
}
