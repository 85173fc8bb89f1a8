package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.AdditivePowerLaw.Term;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;

/** Every law whose plan has a closed form, against the search that any law takes. */
class TwoPowersTest {
    private static final Compute BUDGET = Compute.flops(1e22);

    private static Arbitrary<Double> between(double least, double most) {
        return Arbitraries.doubles().between(least, most).ofScale(6);
    }

    /** Laws as wide as the published ones. */
    @Provide
    Arbitrary<LossLaw> laws() {
        Arbitrary<Double> floor = between(0, 2);
        Arbitrary<Double> exponent = between(0.2, 0.5);
        Arbitrary<Double> scale = between(1.5, 4).map(log -> Math.pow(10, log));
        Arbitrary<LossLaw> coupled =
                Combinators.combine(floor, scale, exponent, scale, exponent, between(0.3, 1))
                        .as(CoupledLaw::new);
        Arbitrary<LossLaw> kaplan =
                Combinators.combine(
                                between(1e12, 1e15),
                                between(0.05, 0.1),
                                between(1e12, 1e15),
                                between(0.08, 0.2))
                        .as(KaplanLaw::new);
        Arbitrary<LossLaw> over =
                Combinators.combine(floor, scale, scale, between(0.1, 0.25))
                        .as(OverTrainingLaw::new);
        Arbitrary<LossLaw> sums =
                Combinators.combine(floor, scale, exponent, scale, exponent, between(0, 1))
                        .as(TwoPowersTest::sum);
        return Arbitraries.oneOf(coupled, kaplan, over, sums);
    }

    private static LossLaw sum(
            double e, double a, double alpha, double b, double beta, double order) {
        Term model = new Term(Factor.PARAMETERS, a, alpha);
        Term data = new Term(Factor.TOKENS, b, beta);
        return new AdditivePowerLaw(e, order < 0.5 ? List.of(model, data) : List.of(data, model));
    }

    private static ComputeOptimal searched(LossLaw law) {
        return ComputeOptimal.of(recipe -> law.loss(recipe));
    }

    private static boolean isOrdinary(Plan plan) {
        return plan.model().parameters() > 1e6 && plan.tokens().count() > 1e7;
    }

    /** Of 73,000 random laws the worst N with gamma up to 1 is off by 1.0e-11. */
    @Property(tries = 400)
    void theClosedFormIsWhatTheSearchFinds(
            @ForAll("laws") LossLaw law,
            @ForAll @DoubleRange(min = 18, max = 24) double log10Flops) {
        assertThat(TwoPowers.of(law)).isNotNull();
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        Plan exact = ComputeOptimal.of(law).plan(budget);
        Assume.that(isOrdinary(exact));
        Plan found = searched(law).plan(budget);
        assertThat(exact.model().parameters())
                .isCloseTo(found.model().parameters(), withinPercentage(1e-8));
        assertThat(exact.tokens().count())
                .isCloseTo(found.tokens().count(), withinPercentage(1e-8));
        assertThat(exact.loss().nats())
                .isCloseTo(found.loss().nats(), within(4 * Math.ulp(found.loss().nats())));
    }

    @Property(tries = 60)
    void soAreTheAnswersBackwards(
            @ForAll("laws") LossLaw law,
            @ForAll @DoubleRange(min = 18, max = 23) double log10Flops) {
        ComputeOptimal exact = ComputeOptimal.of(law);
        ComputeOptimal found = searched(law);
        Compute budget = Compute.flops(Math.pow(10, log10Flops));
        Plan plan = exact.plan(budget);
        Assume.that(isOrdinary(plan));
        assertThat(exact.frontier().computeFor(plan.loss()).flops())
                .isCloseTo(budget.flops(), withinPercentage(1e-8))
                .isCloseTo(
                        found.frontier().computeFor(plan.loss()).flops(), withinPercentage(1e-8));
        assertThat(exact.frontier().tokensFor(plan.model()).count())
                .isCloseTo(
                        found.frontier().tokensFor(plan.model()).count(), withinPercentage(1e-7));
        assertThat(exact.frontier().sizeFor(plan.tokens()).parameters())
                .isCloseTo(
                        found.frontier().sizeFor(plan.tokens()).parameters(),
                        withinPercentage(1e-7));
        assertThat(exact.frontier().modelExponent(budget))
                .isCloseTo(found.frontier().modelExponent(budget), within(1e-9));
        assertThat(exact.frontier().lossExponent(budget))
                .isCloseTo(found.frontier().lossExponent(budget), within(1e-8));
        double size = 2 * plan.model().parameters();
        assertThat(new IsoLossCurve(exact.surface(), plan.loss()).tokens(size))
                .isCloseTo(
                        new IsoLossCurve(found.surface(), plan.loss()).tokens(size),
                        withinPercentage(1e-8));
    }

    /** E + (406.4 / N^0.34 + 410.7 / D^0.28)^gamma is planned as with gamma 1, at any gamma. */
    @ParameterizedTest
    @CsvSource({"0.31", "0.452", "1", "2"})
    void theExponentOfTheSumDoesNotMoveThePlan(double gamma) {
        ChinchillaLaw plain = new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28);
        CoupledLaw coupled = new CoupledLaw(1.69, 406.4, 0.34, 410.7, 0.28, gamma);
        Plan plan = ComputeOptimal.of(coupled).plan(BUDGET);
        Plan expected = ComputeOptimal.of(plain).plan(BUDGET);
        assertThat(plan.recipe()).isEqualTo(expected.recipe());
        assertThat(plan.loss().nats())
                .isCloseTo(1.69 + Math.pow(expected.loss().nats() - 1.69, gamma), within(1e-13));
        assertThat(ComputeOptimal.of(coupled).frontier().lossExponent(BUDGET))
                .isCloseTo(gamma * 0.34 * 0.28 / 0.62, within(1e-15));
        assertThat(ComputeOptimal.of(coupled).frontier().computeFor(plan.loss()).flops())
                .isCloseTo(1e22, withinPercentage(1e-9));
    }

    /** Under 6ND: a = a_D / (a_N + a_D) = 0.103 / 0.179; loss by 1 / (1/a_N + 1/a_D). */
    @Test
    void kaplansLawOfSizeAndDataHasItsOwnExponents() {
        ComputeOptimal planner = ComputeOptimal.of(PublishedLaws.KAPLAN_2020);
        assertThat(planner.frontier().modelExponent(BUDGET)).isCloseTo(0.575419, within(5e-7));
        assertThat(planner.frontier().lossExponent(BUDGET)).isCloseTo(0.043732, within(5e-7));
        Plan plan = planner.plan(BUDGET);
        double model = Math.pow(6.4e13 / plan.model().parameters(), 0.076 / 0.103);
        double data = 1.8e13 / plan.tokens().count();
        assertThat(model * 0.076 / 0.103).isCloseTo(data, withinPercentage(1e-10));
    }

    /** Powers that are beyond all numbers: (1e15)^25 is 1e375. */
    @Test
    void kaplansScalesMayBeBeyondAllNumbers() {
        KaplanLaw steep = new KaplanLaw(1e15, 0.5, 1e15, 0.02);
        Plan plan = ComputeOptimal.of(steep).plan(Compute.flops(1e30));
        assertThat(25 * Math.log(1e15 / plan.model().parameters()) + Math.log(25))
                .isCloseTo(Math.log(1e15 / plan.tokens().count()), within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.076, 1.8e13, model size",
        "6.4e13, 0, 1.8e13, model size",
        "0, 0, 1.8e13, model size",
        "6.4e13, 0.076, 0, data"
    })
    void aKaplanLawThatDoesNotFallHasNoPlan(double nC, double aN, double dC, String what) {
        KaplanLaw law = new KaplanLaw(nC, aN, dC, 0.103);
        refused(law, what);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.34, 410.7, 0.28, model size",
        "406.4, 0, 410.7, 0.28, model size",
        "406.4, 0.34, 0, 0.28, data",
        "406.4, 0.34, 410.7, 0, data",
        "0, 0, 0, 0, model size"
    })
    void neitherHasACoupledLawOrASum(double a, double alpha, double b, double beta, String what) {
        refused(new CoupledLaw(1.69, a, alpha, b, beta, 0.5), what);
        refused(sum(1.69, a, alpha, b, beta, 0), what);
        refused(sum(1.69, a, alpha, b, beta, 1), what);
    }

    @Test
    void neitherHasAnOverTrainingLaw() {
        refused(new OverTrainingLaw(1.5, 0, 190, 0.12), "model size");
        refused(new OverTrainingLaw(1.5, 140, 0, 0.12), "data");
        refused(new OverTrainingLaw(1.5, 140, 190, 0), "model size");
    }

    private static void refused(LossLaw law, String what) {
        ComputeOptimal planner = ComputeOptimal.of(law);
        for (Runnable question :
                List.<Runnable>of(
                        () -> planner.plan(BUDGET),
                        () -> planner.frontier().computeFor(Loss.nats(2)),
                        () -> planner.frontier().modelExponent(BUDGET),
                        () -> planner.frontier().lossExponent(BUDGET))) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(question::run)
                    .withMessage(
                            "the loss does not fall with "
                                    + what
                                    + ", so no size is compute-optimal: "
                                    + law);
        }
    }

    /** With a gamma of 1/2 the square of a negative difference would be positive. */
    @Test
    void noDataBringsALossBelowTheFloor() {
        CoupledLaw law = new CoupledLaw(1.69, 406.4, 0.34, 410.7, 0.28, 0.5);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> new IsoLossCurve(LossSurface.of(law), Loss.nats(1)).tokens(1e9))
                .withMessage(
                        "a model of 1B parameters has a loss of 1 nats with no amount of data");
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(law).frontier().computeFor(Loss.nats(1)))
                .withMessage(
                        "no budget reaches a loss of 1 nats: more compute brings it towards 1.69"
                                + " nats and no further");
    }

    @Test
    void otherLawsHaveNoClosedForm() {
        Term data = new Term(Factor.TOKENS, 410.7, 0.28);
        Term unique = new Term(Factor.UNIQUE_TOKENS, 410.7, 0.28);
        for (LossLaw law :
                List.<LossLaw>of(
                        new AdditivePowerLaw(1, List.of(data)),
                        new AdditivePowerLaw(1, List.of(data, unique)),
                        new AdditivePowerLaw(1, List.of(unique, data)),
                        new PowerLaw(Factor.TOKENS, 1, 2, 0.3),
                        recipe -> 2)) {
            assertThat(TwoPowers.of(law)).isNull();
        }
    }
}
