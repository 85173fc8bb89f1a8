package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/**
 * Several papers fitted a law of loss. Would they train the same model with the same budget, and which
 * of them are asked far beyond their runs?
 */
public final class LawsDisagree {
    private LawsDisagree() {}

    public static void main(String[] args) {
        Comparison comparison =
                Comparison.at(
                        Compute.flops(1e24),
                        List.of(
                                PublishedLaws.HOFFMANN_2022,
                                PublishedLaws.BESIROGLU_2024,
                                PublishedLaws.MUENNIGHOFF_2023_BASE,
                                PublishedLaws.GADRE_2024_C4));
        PlanTable.header("law");
        comparison.plans().forEach(PlanTable::row);

        Interval sizes = comparison.parameters();
        System.out.printf(
                Locale.ROOT,
                """

                The sizes differ by a factor of %.1f, %s to %s parameters. Losses of different corpora
                and tokenizers cannot be compared. More than half a decade beyond their runs:
                %s.
                """,
                sizes.upper() / sizes.lower(),
                Digits.three(sizes.lower()),
                Digits.three(sizes.upper()),
                String.join(", ", comparison.outOfRange()));
    }
}
