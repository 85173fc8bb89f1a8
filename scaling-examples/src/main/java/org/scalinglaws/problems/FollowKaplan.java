package org.scalinglaws.problems;

import java.util.Set;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.Comparison.Contrast;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;

/**
 * Until 2022 budgets were split as Kaplan et al. (2020) advise, N* as C^0.73. How far is that from what
 * a later law would do with the compute of Gopher, why, and what does it cost?
 *
 * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), appendix A</a>
 */
public final class FollowKaplan {
    private FollowKaplan() {}

    public static void main(String[] args) {
        ComputeOptimal law = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024.law());
        Contrast contrast = Contrast.of(law, AllocationRules.KAPLAN_2020, Compute.flops(5.76e23));
        PlanTable.header("split by");
        PlanTable.row("the law", contrast.own());
        PlanTable.row("Kaplan's rule", contrast.ruled());
        System.out.println();
        contrast.findings().stream()
                .filter(finding -> Set.of("exponents", "price").contains(finding.check()))
                .map(Finding::message)
                .forEach(System.out::println);
        System.out.print(
                """

                The rule trains a model far too large on far too few tokens, the more so the larger the
                budget. The other findings of the contrast say where its exponent came from.
                """);
    }
}
