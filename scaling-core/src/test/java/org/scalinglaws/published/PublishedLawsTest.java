package org.scalinglaws.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;

class PublishedLawsTest {
    static List<PublishedLaw<?>> all() {
        return PublishedLaws.all();
    }

    /**
     * The closed form in mpmath with 40 digits. Besiroglu et al. (2024), section 1, and Hoffmann et
     * al. (2022), table A3, plan 5.76e23 FLOP, the budget of Gopher and Chinchilla.
     */
    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022, 5.76e23, 4.03609383872362e10, 1.91841204599685",
        "hoffmann-2022, 1e24, 5.19199899571146e10, 1.89998795168396",
        "hoffmann-2022-rounded, 5.76e23, 3.21898591513682e10, 1.93074810173165",
        "hoffmann-2022-rounded, 1e24, 4.12967024194152e10, 1.91119541991426",
        "besiroglu-2024, 5.76e23, 7.23527384657874e10, 1.97397348213208",
        "besiroglu-2024, 1e24, 9.60001184794244e10, 1.95925559162727"
    })
    void plansAreThoseOfThePaper(String name, double flops, double parameters, double loss) {
        Plan plan = ComputeOptimal.of(PublishedLaws.named(name)).plan(Compute.flops(flops));
        assertThat(plan.model().parameters()).isCloseTo(parameters, withinPercentage(1e-10));
        assertThat(plan.loss().nats()).isCloseTo(loss, within(1e-14));
    }

    /** The caveat of the rounded law quotes both sizes at 1e24. */
    @Test
    void theCaveatQuotesTheSizesThatThePlannerGives() {
        assertThat(PublishedLaws.HOFFMANN_2022_ROUNDED.provenance().caveats())
                .containsExactly(
                        Finding.warning(
                                "rounded",
                                "the exponents are rounded to two digits: at 1e24 FLOP they put N*"
                                        + " at 41.3B, the full digits of hoffmann-2022 at 51.9B"));
    }

    @Test
    void namesAreUniqueAndTheOldestLawComesFirst() {
        assertThat(all()).extracting(PublishedLaw::name).doesNotHaveDuplicates();
        assertThat(all()).extracting(law -> law.provenance().year()).isSorted();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLawIsFoundByName(PublishedLaw<?> law) {
        assertThat(PublishedLaws.named(law.name())).isSameAs(law);
    }

    @Test
    void anUnknownNameIsRefusedWithTheOnesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedLaws.named("kaplan"))
                .withMessageStartingWith(
                        "unknown law 'kaplan'; there are kaplan-2020-params, kaplan-2020-tokens, ")
                .withMessageMatching(".*, [a-z0-9-]+ and [0-9]+ more");
    }

    @ParameterizedTest
    @MethodSource("all")
    void provenanceIsComplete(PublishedLaw<?> law) {
        Provenance from = law.provenance();
        assertThat(
                        List.of(
                                from.paper(),
                                from.place(),
                                from.flopRule(),
                                from.lossUnit(),
                                from.corpus(),
                                from.objective()))
                .allMatch(text -> !text.isBlank());
        assertThat(from.link()).startsWith("https://arxiv.org/abs/");
        assertThat(law.name()).matches("[a-z]+-" + from.year() + "(-[a-z0-9]+)*");
        assertThat(from.reading()).isNotNull();
        assertThat(from.scope().counting()).isNotNull();
        assertThat(from.scope().ranges().values())
                .allMatch(range -> range.lower() > 0 && range.lower() < range.upper());
        assertThat(from.place()).isNotEqualTo("not stated");
        assertThat(from.caveats()).isNotEmpty().allMatch(caveat -> !caveat.message().isBlank());
        assertThat(from.caveats()).extracting(Finding::check).doesNotHaveDuplicates();
    }

    /** A number that nobody printed says how it came about. */
    @ParameterizedTest
    @MethodSource("all")
    void aRecomputedLawSaysThatItWasFitted(PublishedLaw<?> law) {
        Provenance from = law.provenance();
        assertThat(from.place().contains("fitted"))
                .isEqualTo(from.reading() == Provenance.Reading.RECOMPUTED);
    }

    /** Every constant is in the catalogue, and the catalogue has no law without a constant. */
    @Test
    void theConstantsAreTheCatalogue() {
        List<Object> constants =
                Arrays.stream(PublishedLaws.class.getFields())
                        .filter(field -> field.getType() == PublishedLaw.class)
                        .map(PublishedLawsTest::value)
                        .toList();
        assertThat(constants).containsExactlyInAnyOrderElementsOf(all());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }

    /** A scan of equation 15 in plain Python: least at 10.96B, greatest at 42.7B, lower from 85B. */
    @Test
    void farseersLossFallsAgainBeyondOrdinarySizesAsItsCaveatSays() {
        PublishedLaw<?> farseer = PublishedLaws.FARSEER_2025;
        DoubleUnaryOperator curve =
                size -> LossSurface.of(farseer.law()).loss(size, 1e22 / (6 * size));
        double least = curve.applyAsDouble(1.0965e10);
        assertThat(least).isCloseTo(0.427346, within(5e-7));
        assertThat(curve.applyAsDouble(0.9e10)).isGreaterThan(least);
        assertThat(curve.applyAsDouble(1.3e10)).isGreaterThan(least);
        assertThat(curve.applyAsDouble(4.27e10)).isCloseTo(0.431402, within(5e-7));
        assertThat(curve.applyAsDouble(9e10)).isLessThan(least);
        assertThatThrownBy(() -> ComputeOptimal.of(farseer).plan(Compute.flops(1e22)))
                .isInstanceOf(NoPlanException.class);
        assertThat(farseer.provenance().caveats())
                .extracting(Finding::check)
                .contains("no-best-size");
    }

    @Test
    void caveatsAreCopied() {
        Provenance from = PublishedLaws.BESIROGLU_2024.provenance();
        List<Finding> caveats = new ArrayList<>();
        Provenance copy =
                new Provenance(
                        from.paper(),
                        from.year(),
                        from.link(),
                        from.place(),
                        from.reading(),
                        from.flopRule(),
                        from.lossUnit(),
                        from.corpus(),
                        from.objective(),
                        from.scope(),
                        caveats,
                        Optional.empty());
        caveats.add(Finding.note("late", "added after the fact"));
        assertThat(copy.caveats()).isEmpty();
    }

    @Test
    void nullsAreNamed() {
        PublishedLaw<?> law = PublishedLaws.BESIROGLU_2024;
        assertThatNullPointerException()
                .isThrownBy(() -> new PublishedLaw<>(null, law.law(), law.provenance()))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new PublishedLaw<>("x", null, law.provenance()))
                .withMessage("law");
        assertThatNullPointerException()
                .isThrownBy(() -> new PublishedLaw<>("x", law.law(), null))
                .withMessage("provenance");
    }
}
