package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.solve.Stop;

class SpreadTest {
    /** A law whose alpha is its number. */
    private static ChinchillaLaw law(double alpha) {
        return new ChinchillaLaw(1.8, 400, alpha, 2000, 0.37);
    }

    /** Fifty laws with alpha of 0.01 to 0.50, and two replicates without. */
    private static Ensemble<ChinchillaLaw> ensemble(Ensemble.Kind kind) {
        return new Ensemble<>(
                "fifty by hand",
                kind,
                ChinchillaLaw.FAMILY,
                law(0.25),
                52,
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        new Replicate<>(
                                                i,
                                                law((i + 1) / 100.0),
                                                0,
                                                Stop.CONVERGED,
                                                1,
                                                false))
                        .toList(),
                List.of(new Replicate.Failure(50, "flat"), new Replicate.Failure(51, "flat")));
    }

    private static String text(ChinchillaLaw law) {
        if (law.alpha() > 0.475) {
            throw new ScalingException("alpha of " + law.alpha() + " is too much");
        }
        return "x".repeat((int) Math.round(100 * law.alpha()));
    }

    @Test
    void everyLawIsReadOnceAndThoseWithoutAThingAreCounted() {
        Spread<String> texts = ensemble(Ensemble.Kind.BOOTSTRAP).map(SpreadTest::text);
        assertThat(texts.estimate()).contains("x".repeat(25));
        assertThat(texts.members()).hasSize(50).contains(Optional.of("x"), Optional.empty());
        assertThat(texts.missing())
                .extracting(Replicate.Failure::number, Replicate.Failure::reason)
                .containsExactly(
                        tuple(47, "alpha of 0.48 is too much"),
                        tuple(48, "alpha of 0.49 is too much"),
                        tuple(49, "alpha of 0.5 is too much"));
        assertThat(texts.finding(CheckName.NO_PLAN, "text"))
                .contains(
                        Finding.warning(
                                CheckName.NO_PLAN,
                                "3 of 50 laws have no text; number 47: alpha of 0.48 is too much"));
        assertThat(texts)
                .hasToString(
                        "fifty by hand: "
                                + "x".repeat(25)
                                + ", with 3 of 50 laws that lead to nothing");
    }

    /** Three laws without a text and two replicates without a law: five of 52 lie on either side. */
    @Test
    void whatHasNoNumberLiesBelowEveryLowerEndAndAboveEveryUpperOne() {
        Spread<String> texts = ensemble(Ensemble.Kind.BOOTSTRAP).map(SpreadTest::text);
        assertThat(texts.interval(0.95, String::length))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        Interval half = texts.interval(0.5, String::length);
        assertThat(half.lower()).isEqualTo(0.25 * 53 - 5);
        assertThat(half.upper()).isEqualTo(0.75 * 53);
        assertThat(texts.standardError(String::length)).isNaN();
    }

    @Test
    void aSpreadWithoutGapsHasNoFindingAndItsErrorIsThatOfTheLaws() {
        Ensemble<ChinchillaLaw> ensemble = ensemble(Ensemble.Kind.BOOTSTRAP);
        Spread<Double> alphas = ensemble.map(ChinchillaLaw::alpha);
        assertThat(alphas.finding(CheckName.NO_PLAN, "alpha")).isEmpty();
        assertThat(alphas.standardError(Double::doubleValue))
                .isEqualTo(ensemble.standardError(ChinchillaLaw::alpha));
    }

    @Test
    void aJackknifeNeedsWhatTheEstimateLeadsTo() {
        Ensemble<ChinchillaLaw> jackknife = ensemble(Ensemble.Kind.JACKKNIFE);
        assertThat(jackknife.map(ChinchillaLaw::alpha).interval(0.9, Double::doubleValue))
                .isEqualTo(jackknife.interval(0.9, ChinchillaLaw::alpha));
        Spread<Double> none =
                jackknife.map(
                        law -> {
                            if (law.alpha() == 0.25) {
                                throw new ScalingException("not this one");
                            }
                            return law.alpha();
                        });
        assertThat(none.estimate()).isEmpty();
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(() -> none.interval(0.9, Double::doubleValue))
                .withMessage("the runs do not determine this number: it has no interval");
    }
}
