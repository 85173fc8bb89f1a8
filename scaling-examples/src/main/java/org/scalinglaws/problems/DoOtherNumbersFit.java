package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.JointTest;

/**
 * Two papers print five numbers each for the same law. Do the runs at hand refute either of them, all
 * five numbers taken together?
 */
public final class DoOtherNumbersFit {
    private DoOtherNumbersFit() {}

    public static void main(String[] args) {
        Fit<ChinchillaLaw> fit = TheSweep.fit();
        Ensemble<ChinchillaLaw> laws = Bootstrap.pairs(1000, 42).of(fit);
        System.out.println("law                  F   of    and   chance of one as large");
        for (PublishedLaw<ChinchillaLaw> published :
                List.of(PublishedLaws.BESIROGLU_2024, PublishedLaws.HOFFMANN_2022)) {
            JointTest test = laws.test(published.law(), fit);
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %5s %4d %6s   %s%n",
                    published.name(),
                    Digits.two(test.statistic() / test.degreesOfFreedom()),
                    test.degreesOfFreedom(),
                    Digits.count(test.spareRuns()),
                    test.pValue() < 1e-6
                            ? "below one in a million"
                            : String.format(Locale.ROOT, "%.2f", test.pValue()));
        }
        System.out.print(
                """

                The five numbers lean on each other, so that an interval for each is no test of all together.
                The runs were drawn from the first law.
                """);
    }
}
