package org.scalinglaws.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** More scale makes no published law promise a worse model, all over the runs it was fitted to. */
class PublishedScaleTest {
    private static final int STEPS = 16;

    /** What makes a model cost more, and where to look when a paper does not say. */
    private static final Map<Factor, Interval> SCALE =
            Map.of(
                    Factor.PARAMETERS,
                    new Interval(1e7, 1e11),
                    Factor.TOKENS,
                    new Interval(1e9, 1e13),
                    Factor.FLOPS,
                    new Interval(1e17, 1e25),
                    KaplanStepsLaw.MINIMUM_STEPS,
                    new Interval(1e3, 1e6),
                    VocabularyLaw.OTHER_PARAMETERS,
                    new Interval(1e7, 1e11),
                    VocabularyLaw.VOCABULARY_PARAMETERS,
                    new Interval(1e6, 1e10));

    /** What else laws read; inside the ranges of their papers. */
    private static final Map<Factor, List<Double>> HELD =
            Map.of(
                    Factor.UNIQUE_TOKENS, List.of(1e8, 4e9, 1.78e11),
                    ExpertSaturation.EXPERTS, List.of(1.0, 8.0, 32.0),
                    FineGrainedLaw.GRANULARITY, List.of(1.0, 4.0, 16.0),
                    SparsityLaw.SPARSITY, List.of(0.0, 0.5, 0.95),
                    PrecisionLaw.WEIGHT_BITS, List.of(3.0, 12.0),
                    PrecisionLaw.ACTIVATION_BITS, List.of(4.0, 12.0),
                    PrecisionLaw.KV_BITS, List.of(4.0, 12.0),
                    QuantizationLaw.POST_BITS, List.of(3.0, 8.0));

    /** All but loss curves, which read a step of one run. */
    static List<PublishedLaw<?>> all() {
        return PublishedLaws.all().stream()
                .filter(law -> !(law.law() instanceof MultiPowerLaw.Curves))
                .toList();
    }

    @Test
    void lossCurvesFallAllAlongTheirSchedules() {
        List<PublishedLaw<?>> curves = new ArrayList<>(PublishedLaws.all());
        curves.removeAll(all());
        assertThat(curves).hasSize(3);
        for (PublishedLaw<?> curve : curves) {
            double before = Double.POSITIVE_INFINITY;
            for (double step = 2000; step <= 24_000; step += 2000) {
                double loss = curve.law().loss(Recipe.of(Map.of(MultiPowerLaw.STEP, step)));
                assertThat(loss).as(curve.name() + " at step " + step).isLessThan(before);
                before = loss;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void lossNeverRisesWithScaleAndFallsOverTheWholeRange(PublishedLaw<?> law) {
        int falling = 0;
        for (Factor factor : SCALE.keySet()) {
            if (reads(law, factor) && !rises(law, factor)) {
                List<Recipe> places = places(law, factor);
                assertThat(places).isNotEmpty();
                for (Recipe place : places) {
                    falls(law, factor, place);
                }
                falling++;
            }
        }
        assertThat(falling).isPositive();
    }

    /** A law whose loss grows with training, or with a vocabulary at given tokens, says so itself. */
    private static boolean rises(PublishedLaw<?> law, Factor factor) {
        boolean ofWords = law.law() instanceof VocabularyLaw;
        return factor.equals(ofWords ? VocabularyLaw.VOCABULARY_PARAMETERS : Factor.TOKENS)
                && law.provenance().caveats().stream()
                        .anyMatch(caveat -> caveat.check().equals("rises"));
    }

    private static void falls(PublishedLaw<?> law, Factor factor, Recipe place) {
        double before = Double.POSITIVE_INFINITY;
        double first = Double.NaN;
        for (double value : values(law, factor, STEPS)) {
            double loss = law.law().loss(place.with(factor, value));
            assertThat(loss)
                    .as("%s: loss at %s with %s = %s", law.name(), place, factor, value)
                    .isLessThanOrEqualTo(before);
            first = Double.isNaN(first) ? loss : first;
            before = loss;
        }
        assertThat(before)
                .as("%s: loss at %s for all %s", law.name(), place, factor)
                .isLessThan(first);
    }

    private static boolean reads(PublishedLaw<?> law, Factor factor) {
        Recipe place = places(law, factor).get(0);
        List<Double> ends = values(law, factor, 1);
        return law.law().loss(place.with(factor, ends.get(0)))
                != law.law().loss(place.with(factor, ends.get(1)));
    }

    /** Every corner and the middles of all factors but one. */
    private static List<Recipe> places(PublishedLaw<?> law, Factor but) {
        List<Recipe> places = List.of(Recipe.of(Map.of()));
        for (Factor factor : SCALE.keySet()) {
            places = with(places, factor, values(law, factor, factor.equals(but) ? 0 : 4), law);
        }
        for (Map.Entry<Factor, List<Double>> held : HELD.entrySet()) {
            places = with(places, held.getKey(), held.getValue(), law);
        }
        return places;
    }

    /** A factor that the law does not need takes one value. */
    private static List<Recipe> with(
            List<Recipe> places, Factor factor, List<Double> values, PublishedLaw<?> law) {
        List<Double> needed = needs(law, factor) ? values : values.subList(0, 1);
        List<Recipe> more = new ArrayList<>();
        for (Recipe place : places) {
            for (double value : needed) {
                more.add(place.with(factor, value));
            }
        }
        return more;
    }

    /** Whether the law refuses a recipe of everything but this factor. */
    private static boolean needs(PublishedLaw<?> law, Factor factor) {
        Recipe rest = Recipe.of(Map.of());
        for (Map.Entry<Factor, Interval> other : SCALE.entrySet()) {
            if (!other.getKey().equals(factor)) {
                rest = rest.with(other.getKey(), other.getValue().upper());
            }
        }
        for (Map.Entry<Factor, List<Double>> other : HELD.entrySet()) {
            if (!other.getKey().equals(factor)) {
                rest = rest.with(other.getKey(), other.getValue().get(1));
            }
        }
        try {
            law.law().loss(rest);
            return false;
        } catch (IllegalArgumentException missing) {
            return true;
        }
    }

    private static List<Double> values(PublishedLaw<?> law, Factor factor, int steps) {
        Interval range = law.provenance().scope().ranges().getOrDefault(factor, SCALE.get(factor));
        double ratio = range.upper() / range.lower();
        return IntStream.rangeClosed(0, steps)
                .mapToObj(i -> range.lower() * Math.pow(ratio, steps == 0 ? 0 : (double) i / steps))
                .toList();
    }
}
