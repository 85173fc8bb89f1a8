package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

class ReportTest {
    private static final Dataset SWEEP =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20),
                            9,
                            8)
                    .withNoise(0.005)
                    .dataset();

    private static String summary(Fitter<ChinchillaLaw> fitter) {
        return Report.summary(fitter.fit(SWEEP)).replaceAll("after \\d+", "after some");
    }

    @Test
    void aSummaryShowsWhatAReaderNeeds() {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logSquares())
                        .withFixed("alpha", 0.35);
        assertThat(summary(fitter))
                .isEqualTo(
                        """
                        loss = E + A / params^alpha + B / tokens^beta
                        fitted to 27 runs

                                             estimate   std. error              95 % interval
                          E                    1.8354     0.018867           1.7923 to 1.8784
                          A                    499.98       5.5451           487.31 to 512.98
                          alpha               0.35000            -                      fixed
                          B                    2337.7       500.24           1380.6 to 3958.2
                          beta                0.37231     0.011023         0.34573 to 0.39889
                          a                   0.51544    0.0073947         0.49761 to 0.53327
                          b                   0.48456    0.0073947         0.46673 to 0.50239

                          objective      log-squares, sum 0.000304274583
                          residuals      of ln L: root mean square 0.00475, median size 0.00313, 95 % below 0.0118
                          range          params 1.01e+07 to 6.84e+09; tokens 2.58e+08 to 1.56e+11; flops 1.00e+18 to 1.00e+20
                          search         CONVERGED after some evaluations; 4 of 4 starts agree
                          errors         HC2; Student's t with at most 23 degrees of freedom; condition 3.5e+02""");
    }

    @Test
    void aLevelIsThatOfEveryInterval() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(SWEEP);
        assertThat(Report.summary(fit, 0.95)).isEqualTo(Report.summary(fit));
        Interval alpha = Covariance.of(fit).interval(0.8, ChinchillaLaw::alpha);
        assertThat(Report.summary(fit, 0.8))
                .contains("    80 % interval\n")
                .contains(
                        String.format(
                                Locale.ROOT, " %.5f to %.5f\n", alpha.lower(), alpha.upper()));
        assertThat(Digits.level(0.999)).isEqualTo("99.9 %");
        assertThatThrownBy(() -> Report.summary(fit, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a level lies between 0 and 1, got 1.5");
    }

    /** The laws of the parts are chosen, so that their errors can be reckoned by hand. */
    private static Ensemble<ChinchillaLaw> ensemble(Fit<ChinchillaLaw> fit, double... floors) {
        List<Replicate<ChinchillaLaw>> replicates = new ArrayList<>();
        for (double floor : floors) {
            ChinchillaLaw law = new ChinchillaLaw(floor, 500, 0.35, floor > 3 ? 0 : 2000, 0.35);
            replicates.add(
                    new Replicate<>(replicates.size(), law, 0, Stop.CONVERGED, 9, floor > 2));
        }
        return new Ensemble<>(
                "chosen laws",
                Ensemble.Kind.BOOTSTRAP,
                ChinchillaLaw.FAMILY,
                fit.law(),
                floors.length,
                replicates,
                List.of());
    }

    @Test
    void anEnsembleStandsInPlaceOfTheSandwich() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY).withFixed("alpha", 0.35).fit(SWEEP);
        String text = Report.summary(fit, ensemble(fit, 1.7, 1.8, 1.9, 2.1), 0.5);
        assertThat(text)
                .contains("    50 % interval\n")
                .containsPattern("\n  E {14} +\\S+ +0\\.17078 +1\\.7250 to 2\\.0500\n")
                .containsPattern("\n  alpha +0\\.35000 +- +fixed\n")
                .containsPattern("\n  beta +\\S+ +0\\.0000 +0\\.35000 to 0\\.35000\n")
                .containsPattern("\n  a +\\S+ +0\\.0000 +0\\.50000 to 0\\.50000\n")
                .contains("\n  errors         chosen laws; 0 failed, 1 in another basin\n")
                .doesNotContain("sandwich")
                .endsWith(
                        "\n  NOTE other-basins: 1 of 4 replicates lie in another basin than the"
                                + " fit");
    }

    @Test
    void plansShowTheEndsOfTheirIntervals() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(SWEEP);
        List<Plan> plans =
                List.of(
                        ComputeOptimal.of(fit.law()).plan(Compute.flops(1e20)),
                        ComputeOptimal.of(fit.law()).plan(Compute.flops(1e21)));
        String text =
                Report.plans(plans, ensemble(fit, 1.7, 1.8, 1.9, 2.1), 0.5, ComputeOptimal::of);
        // N* = (500/2000)^(1/0.7) (C/6)^0.5 of every law, D/N = 4^(2/0.7), and only the floor
        // differs
        assertThat(text.lines())
                .hasSize(7)
                .startsWith("          FLOP     params N     tokens D        D / N  loss (nats)")
                .endsWith(
                        "     50 % from       1.782B       93.54B       52.501       2.3034",
                        "            to       1.782B       93.54B       52.501       2.6284");
    }

    @Test
    void aPlanThatSomeLawsDoNotHaveMayLieAnywhereAndIsSaidToBeMissing() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(SWEEP);
        List<Plan> plans = List.of(ComputeOptimal.of(fit.law()).plan(Compute.flops(1e20)));
        Ensemble<ChinchillaLaw> laws = ensemble(fit, 1.7, 3.1, 3.2, 3.3);
        assertThat(Report.plans(plans, laws, 0.9, ComputeOptimal::of).lines().skip(2))
                .containsExactly(
                        "     90 % from         -inf         -inf         -inf         -inf",
                        "            to          inf          inf          inf          inf",
                        "",
                        "  WARNING no-plan: 3 of 4 laws have no plan; number 1: the loss does not"
                                + " fall with data, so no size is compute-optimal:"
                                + " ChinchillaLaw[e=3.1, a=500, alpha=0.35, b=0, beta=0.35]");
    }

    @Test
    void aLikelihoodIsShownAsOne() {
        assertThat(
                        summary(
                                Fitter.of(ChinchillaLaw.FAMILY)
                                        .withObjective(Objective.logHuberLikelihood(1))))
                .contains("objective      log-huber-likelihood:1, log-likelihood ");
    }

    @Test
    void residualsSayWhatTheyAreOf() {
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        assertThat(summary(fitter.withObjective(Objective.log1pSquares())))
                .contains("residuals      of ln(L + 1): root mean square 0.00");
        assertThat(summary(fitter.withObjective(Objective.squares())))
                .contains("residuals      of L: root mean square 0.01");
    }

    @Test
    void aWeightOfTwoIsTheRunTwiceInTheResiduals() {
        List<Run> weighted = new ArrayList<>();
        List<Run> twice = new ArrayList<>();
        for (Run run : SWEEP) {
            boolean heavy = twice.size() % 3 == 0;
            weighted.add(new Run(run.recipe(), run.loss(), heavy ? 2 : 1));
            twice.add(run);
            if (heavy) {
                twice.add(run);
            }
        }
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        String expected = residuals(fitter.fit(Dataset.of(twice)));
        assertThat(residuals(fitter.fit(Dataset.of(weighted)))).isEqualTo(expected);
        assertThat(residuals(fitter.fit(SWEEP))).isNotEqualTo(expected);
    }

    private static String residuals(Fit<ChinchillaLaw> fit) {
        return Report.summary(fit)
                .lines()
                .filter(line -> line.startsWith("  residuals "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDefaultLocaleWithCommasChangesNothing() {
        Locale before = Locale.getDefault();
        String plain = summary(Fitter.of(ChinchillaLaw.FAMILY));
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(summary(Fitter.of(ChinchillaLaw.FAMILY))).isEqualTo(plain);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Runs on one count of tokens tell nothing of B and beta: the information has no inverse. */
    @Test
    void aConditionWithoutEndIsNotPrintedAsAJavaNumber() {
        Dataset runs =
                SimulatedRuns.of(
                                PublishedLaws.BESIROGLU_2024.law(),
                                DoubleStream.iterate(1e8, size -> size * 2)
                                        .limit(8)
                                        .mapToObj(n -> Recipe.of(ModelSize.of(n), Tokens.of(2e10)))
                                        .toList())
                        .withNoise(0.005)
                        .dataset();
        assertThat(Report.summary(Fitter.of(ChinchillaLaw.FAMILY).fit(runs)))
                .contains("; condition inf\n")
                .doesNotContain("Infinity")
                .doesNotContain("NaN");
    }

    /** Both exponents are nothing, and so there are no a and b that would follow from them. */
    @Test
    void aNumberThatDoesNotExistIsADash() {
        Fitter<ChinchillaLaw> flat =
                Fitter.of(ChinchillaLaw.FAMILY).withFixed("alpha", 0).withFixed("beta", 0);
        assertThat(summary(flat))
                .containsPattern("(?m)^  a +- +- +-$")
                .containsPattern("(?m)^  b +- +- +-$")
                .doesNotContain("NaN");
    }

    @Test
    void plansAreATableWithTheirFindingsBelow() {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.HOFFMANN_2022_ROUNDED);
        List<Compute> budgets = Compute.budgets(1e21, 1e24);
        assertThat("plans\n" + Report.plans(budgets.stream().map(planner::plan).toList()))
                .isEqualTo(
                        """
                        plans
                                  FLOP     params N     tokens D        D / N  loss (nats)
                            1.0000e+21       1.824B       91.36B       50.084       2.3289
                            1.0000e+24       41.30B       4.036T       97.728       1.9112

                          WARNING rounded: the exponents are rounded to two digits: at 1e24 FLOP they put N* at 41.3B, the full digits of hoffmann-2022 at 51.9B
                          NOTE extrapolation: params of 4.13e+10 is 0.4 decades above the fitted range, 7.00e+07 to 1.60e+10
                          WARNING extrapolation: tokens of 4.04e+12 is 0.9 decades above the fitted range, 5.00e+09 to 5.00e+11""");
    }

    @Test
    void lawsSideBySideAreATableWithTheirDisagreementBelow() {
        List<PublishedLaw<?>> laws =
                List.of(
                        PublishedLaws.KAPLAN_2020,
                        PublishedLaws.HOFFMANN_2022_ROUNDED,
                        PublishedLaws.CLARK_2022_HASH,
                        PublishedLaws.ABNAR_2025,
                        PublishedLaws.HOSSAIN_2025_MOE,
                        PublishedLaws.FARSEER_2025);
        assertThat("plans\n" + Report.comparison(Comparison.at(Compute.flops(1e24), laws)))
                .isEqualTo(
                        """
                        plans
                          law                     params N   tokens D loss (nats)  counting       outside its runs
                          kaplan-2020               331.8B     502.4B      1.5791  non-embedding  more than 0.5 decades
                          hoffmann-2022-rounded     41.30B     4.036T      1.9112  total          more than 0.5 decades

                          losses from 1.5791 to 1.9112 nats; corpora and tokenizers differ, and losses with them
                          model sizes from 41.30B to 331.8B, 8.03 times as many parameters
                          more than half a decade outside their runs: kaplan-2020, hoffmann-2022-rounded

                          silent:
                          it needs experts: clark-2022-hash
                          it needs sparsity: abnar-2025, hossain-2025-moe
                          its loss is in bits per character: farseer-2025""");
    }

    @Test
    void lawsAtOneRecipeShowItOnceAndWhichCountByAnotherRule() {
        Recipe recipe = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        List<PublishedLaw<?>> laws =
                List.of(PublishedLaws.KAPLAN_2020, PublishedLaws.HOFFMANN_2022_ROUNDED);
        assertThat(Report.comparison(Comparison.at(recipe, laws)))
                .startsWith("  at params=70B tokens=1.4T\n\n")
                .containsPattern(
                        "(?m)^  kaplan-2020 {16}1\\.6930  another rule   more than 0.5 decades$")
                .containsPattern("(?m)^  hoffmann-2022-rounded .* 1\\.9366  total ")
                .doesNotContain("model sizes");
        assertThat(Report.comparison(Comparison.at(recipe, List.of(PublishedLaws.ABNAR_2025))))
                .isEqualTo("  no law answers\n\n  silent:\n  it needs sparsity: abnar-2025");
    }
}
