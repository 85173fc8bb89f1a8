package org.scalinglaws.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.design.LawsByHand.BUDGET;
import static org.scalinglaws.design.LawsByHand.EVEN;
import static org.scalinglaws.design.LawsByHand.LARGE;
import static org.scalinglaws.design.LawsByHand.NO_PLAN;
import static org.scalinglaws.design.LawsByHand.SMALL;
import static org.scalinglaws.design.LawsByHand.ensemble;
import static org.scalinglaws.design.LawsByHand.recipe;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

/**
 * Worked out by hand: the losses above 1 of three recipes under three laws.
 *
 * <pre>
 *  law     10B on 10B   40B on 2.5B   2.5B on 40B   least
 *  large        0.5          0.4          0.85       0.4
 *  even         0.2          0.25         0.25       0.2
 *  small        0.125        0.2125       0.1        0.1</pre>
 */
class ChoiceTest {
    private static Map<String, Recipe> three() {
        Map<String, Recipe> three = new LinkedHashMap<>();
        three.put("even", recipe(10, 10));
        three.put("wide", recipe(40, 2.5));
        three.put("long", recipe(2.5, 40));
        return three;
    }

    private static Choice<ChinchillaLaw> choice(ChinchillaLaw... laws) {
        return Choice.of(ensemble(Ensemble.Kind.POSTERIOR, laws), 0.5, three());
    }

    @Test
    void threeCandidatesAreJudgedAsByHand() {
        Choice<ChinchillaLaw> choice = choice(LARGE, EVEN, SMALL);
        assertThat(choice.laws()).isEqualTo(3);
        assertThat(choice.candidates())
                .extracting(Candidate::name)
                .containsExactly("even", "wide", "long");
        Candidate even = choice.candidate("even");
        assertThat(even.recipe()).isEqualTo(recipe(10, 10));
        assertThat(even.loss().nats()).isCloseTo(1.2, within(1e-14));
        assertThat(even.interval().lower()).isCloseTo(1.125, within(1e-14));
        assertThat(even.interval().upper()).isCloseTo(1.5, within(1e-14));
        assertThat(choice.candidates()).allMatch(each -> each.probabilityOfBest() == 1 / 3.0);
        assertRegret(even.regret(), 0, 0.025, 0.1);
        assertRegret(choice.candidate("wide").regret(), 0, 0.05, 0.1125);
        assertRegret(choice.candidate("long").regret(), 0, 0.05, 0.45);
        assertThat(choice.probability("even", "wide")).isEqualTo(2 / 3.0);
        assertThat(choice.probability("wide", "even")).isEqualTo(1 / 3.0);
        assertThat(choice.difference("even", "wide").lower()).isCloseTo(-0.0875, within(1e-14));
        assertThat(choice.difference("even", "wide").upper()).isCloseTo(0.1, within(1e-14));
    }

    private static void assertRegret(Regret regret, double... sorted) {
        for (int i = 0; i < sorted.length; i++) {
            assertThat(regret.quantile((i + 1) / (double) sorted.length))
                    .isCloseTo(sorted[i], within(1e-14));
        }
        assertThat(regret.expected())
                .isCloseTo(Arrays.stream(sorted).average().orElseThrow(), within(1e-14));
        assertThat(regret.greatest()).isCloseTo(sorted[sorted.length - 1], within(1e-14));
    }

    /** Five laws: mean regrets 0.2 x (0.2 + 0.025), 0.2 x (0.05 + 0.1125), 0.2 x 0.95. */
    @Test
    void theCandidateOfLeastMeanRegretNeedNotBeThatOfTheLeastGreatest() {
        Choice<ChinchillaLaw> choice = choice(LARGE, LARGE, LARGE, EVEN, SMALL);
        assertThat(choice.leastRegret()).isEqualTo(choice.candidate("wide"));
        assertThat(choice.leastRegret().regret().expected()).isCloseTo(0.1625 / 5, within(1e-14));
        assertThat(choice.leastRegret(1)).isEqualTo(choice.candidate("even"));
        assertThat(choice.leastRegret(0.8)).isEqualTo(choice.candidate("wide"));
        assertThat(choice(SMALL, SMALL, EVEN).leastRegret())
                .hasFieldOrPropertyWithValue("name", "even");
    }

    @Test
    void theCandidateThatIsBestUnderAllLawsHasNoRegret() {
        Choice<ChinchillaLaw> choice = choice(EVEN, EVEN);
        assertThat(choice.candidate("even").regret().greatest()).isZero();
        assertThat(choice.candidate("even").probabilityOfBest()).isEqualTo(1);
        assertThat(choice.leastRegret().name()).isEqualTo("even");
    }

    @Test
    void candidatesThatTieShareALaw() {
        Map<String, Recipe> twins = three();
        twins.put("twin", recipe(10, 10));
        Choice<ChinchillaLaw> choice =
                Choice.of(ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, EVEN, EVEN), 0.5, twins);
        assertThat(choice.candidate("even").probabilityOfBest()).isEqualTo(0.375);
        assertThat(choice.candidate("twin").probabilityOfBest()).isEqualTo(0.375);
        assertThat(choice.probability("even", "twin")).isEqualTo(0.5);
        assertThat(choice.probability("even", "even")).isEqualTo(0.5);
        assertThat(choice.leastRegret().name()).isEqualTo("even");
    }

    @Test
    void regretAgainstTheOptimumIsFromTheLawsOwnPlan() {
        Map<String, Recipe> two = three();
        two.remove("wide");
        Choice<ChinchillaLaw> choice =
                Choice.of(ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, SMALL), 0.5, two);
        assertRegret(choice.candidate("even").regret(), 0, 0, 0.025);
        Choice<ChinchillaLaw> free =
                choice.againstOptimum(law -> ComputeOptimal.of(law).plan(BUDGET));
        assertRegret(free.candidate("even").regret(), 0, 0.025, 0.1);
        assertRegret(free.candidate("long").regret(), 0, 0.05, 0.45);
        assertThat(free.candidate("even").probabilityOfBest())
                .isEqualTo(choice.candidate("even").probabilityOfBest());
    }

    @Test
    void aLawWithoutAPlanHasNoRegretAgainstItButStillVotes() {
        Ensemble<ChinchillaLaw> ensemble =
                ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, NO_PLAN, EVEN, SMALL);
        Choice<ChinchillaLaw> choice = Choice.of(ensemble, 0.5, three());
        Choice<ChinchillaLaw> free =
                choice.againstOptimum(law -> ComputeOptimal.of(law).plan(BUDGET));
        assertThat(free.laws()).isEqualTo(4);
        assertThat(free.candidate("long").probabilityOfBest()).isEqualTo(0.5);
        assertThat(free.candidate("even").regret().laws()).isEqualTo(3);
        assertThat(free.findings().get(0))
                .isEqualTo(
                        Finding.warning(
                                "no-plan",
                                "1 of 4 laws have no plan; number 1: the loss does not fall with"
                                        + " model size, so no size is compute-optimal: "
                                        + NO_PLAN));
        assertThat(choice.findings()).isEqualTo(ensemble.findings());
    }

    @Test
    void replicatesThatCannotJudgeAreLeftOutAndSaid() {
        LawFamily<FormulaLaw> root =
                LawFamily.of(
                        "root",
                        List.of(Factor.PARAMETERS),
                        List.of(Parameter.real("c", "where it begins")),
                        (v, x) -> 1 / Math.sqrt(x[0] - v[0]));
        List<Replicate<FormulaLaw>> laws =
                Stream.of(0.0, 2e9, 1e9, 4e10)
                        .map(
                                c ->
                                        new Replicate<>(
                                                (int) (c / 1e9),
                                                root.at(c),
                                                0,
                                                Stop.CONVERGED,
                                                1,
                                                false))
                        .toList();
        Ensemble<FormulaLaw> ensemble = about(root.at(0), root, laws);
        Map<String, Recipe> two = Map.of("one", recipe(1, 1), "ten", recipe(10, 1));
        Choice<FormulaLaw> choice = Choice.of(ensemble, 0.5, two);
        // c = 0 gives both, c = 1e9 an infinite loss to "one", the others give it none
        assertThat(choice.laws()).isEqualTo(2);
        assertThat(choice.probability("ten", "one")).isEqualTo(1);
        assertThat(choice.candidate("one").regret().greatest()).isInfinite();
        assertThat(choice.findings().get(0))
                .isEqualTo(
                        Finding.warning(
                                "left-out",
                                "3 of 5 replicates have no loss for every candidate: a probability"
                                        + " may be off by 60 %"));
        assertThat(choice.toString()).contains("  WARNING left-out: 3 of 5");
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> Choice.of(about(root.at(2e9), root, laws), 0.5, two))
                .withMessage(
                        "the law of the fit has no loss for candidate 'one': params=1B tokens=1B");
    }

    private static Ensemble<FormulaLaw> about(
            FormulaLaw estimate, LawFamily<FormulaLaw> family, List<Replicate<FormulaLaw>> laws) {
        return new Ensemble<>(
                "by hand",
                Ensemble.Kind.BOOTSTRAP,
                family,
                estimate,
                5,
                laws,
                List.of(new Replicate.Failure(5, "no runs")));
    }

    @Test
    void aProbabilityKnowsHowFarFewLawsReach() {
        Choice<ChinchillaLaw> choice = choice(LARGE, EVEN, SMALL, EVEN);
        assertThat(choice.probability("even", "wide")).isEqualTo(0.75);
        assertThat(choice.monteCarloError(0.75)).isEqualTo(Math.sqrt(0.75 * 0.25 / 4));
        assertThat(choice.monteCarloError(1)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice.monteCarloError(1.5))
                .withMessage("a probability must be from 0 to 1, got 1.5");
    }

    @Test
    void whatCannotBeJudgedIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice(EVEN).candidate("huge"))
                .withMessage("candidate must be one of [even, wide, long], got 'huge'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> choice(EVEN).probability("even", "huge"))
                .withMessage("candidate must be one of [even, wide, long], got 'huge'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of(ensemble(Ensemble.Kind.POSTERIOR, EVEN), 0.5, Map.of()))
                .withMessage("a choice must have 1 candidate or more, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of(ensemble(Ensemble.Kind.JACKKNIFE, EVEN), 0.5, three()))
                .withMessage(
                        "probabilities and regrets must come from a bootstrap or a posterior, got"
                                + " by hand");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Choice.of(ensemble(Ensemble.Kind.POSTERIOR, EVEN), 95, three()))
                .withMessage("a level lies between 0 and 1, got 95.0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Choice.of(
                                        ensemble(Ensemble.Kind.POSTERIOR, EVEN),
                                        0.5,
                                        Map.of("odd", Recipe.of(Map.of(Factor.TOKENS, 1e9)))))
                .withMessage("the recipe tokens=1B has no params");
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> Choice.of(ensemble(Ensemble.Kind.POSTERIOR), 0.5, three()))
                .withMessage(
                        "no law has a loss for every candidate: by hand: 0 laws about "
                                + EVEN
                                + ", 0 failed, 0 in another basin");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(
                        () ->
                                Choice.of(
                                        ensemble(Ensemble.Kind.POSTERIOR, EVEN),
                                        0.5,
                                        Collections.singletonMap("none", null)))
                .withMessage("candidates must not hold null");
    }

    @Test
    void aShareOfLawsIsAboveNoneAndAtMostAll() {
        Regret regret = choice(LARGE, EVEN, SMALL).candidate("even").regret();
        for (double share : new double[] {0, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> regret.quantile(share))
                    .withMessage("a share of laws must be above 0 and at most 1, got " + share);
        }
    }

    @Test
    void aRegretKnowsItsErrorAndHowOftenItIsNone() {
        Regret regret = choice(LARGE, EVEN, SMALL).candidate("even").regret();
        // R: sd(c(0, 0.025, 0.1)) / sqrt(3)
        assertThat(regret.standardError())
                .isCloseTo(
                        Math.sqrt(
                                (0.0017361111111111112
                                                + 0.00027777777777777778
                                                + 0.0034027777777777778)
                                        / 6),
                        within(1e-14));
        assertThat(regret.probabilityWithin(0)).isEqualTo(1 / 3.0);
        assertThat(regret.probabilityWithin(0.03)).isEqualTo(2 / 3.0);
        assertThat(regret.probabilityWithin(1)).isEqualTo(1);
        assertThat(choice(EVEN).candidate("even").regret().standardError()).isNaN();
        assertThat(regret).hasToString("0.04167 nats expected, 0.1 in 95 % of 3 laws, 0.1 at most");
        assertThat(choice(LARGE, EVEN, SMALL).candidate("even"))
                .hasToString(
                        "even: params=10B tokens=10B to a loss of 1.2 nats, best with 33.33 %;"
                                + " regret: 0.04167 nats expected, 0.1 in 95 % of 3 laws, 0.1 at"
                                + " most");
    }

    @Test
    void itPrintsATable() {
        Choice<ChinchillaLaw> choice =
                Choice.of(ensemble(Ensemble.Kind.BOOTSTRAP, LARGE, EVEN, SMALL), 0.5, three());
        assertThat(choice)
                .hasToString(
                        """
                        3 laws of by hand; regret in nats against the best candidate
                          candidate      loss  50 % from        to   best in  mean regret    at 50 %   greatest
                          even            1.2      1.125       1.5   33.33 %      0.04167      0.025        0.1
                          wide           1.25     1.2125       1.4   33.33 %      0.05417       0.05     0.1125
                          long           1.25        1.1      1.85   33.33 %       0.1667       0.05       0.45
                          WARNING few-replicates: the ends of a 95 % interval need 39 laws, got 3""");
        assertThat(choice.againstOptimum(law -> ComputeOptimal.of(law).plan(BUDGET)).toString())
                .startsWith("3 laws of by hand; regret in nats against each law's own plan\n");
    }
}
