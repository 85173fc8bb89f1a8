package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What model sizes, tokens and compute have in common: positive numbers that read back exactly. */
class QuantitiesTest {
    /** A quantity by its constructor, its parser and what its messages call it. */
    record Kind<Q>(
            String what,
            DoubleFunction<Q> of,
            Function<String, Q> parse,
            Function<Q, String> text) {
        /** The exact text of what a text is read as. */
        String readBack(String exact) {
            return text.apply(parse.apply(exact));
        }

        boolean readsBack(double number) {
            Q quantity = of.apply(number);
            return parse.apply(text.apply(quantity)).equals(quantity);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static List<Kind<?>> kinds() {
        return List.of(
                new Kind<>("parameter count", ModelSize::of, ModelSize::parse, ModelSize::text),
                new Kind<>("token count", Tokens::of, Tokens::parse, Tokens::text),
                new Kind<>("compute in FLOP", Compute::flops, Compute::parse, Compute::text));
    }

    @Property
    void parseInvertsText(@ForAll @DoubleRange(min = -307, max = 308) double log10) {
        for (Kind<?> kind : kinds()) {
            assertThat(kind.readsBack(Math.pow(10, log10))).as(kind.what).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"70B", "1.4T", "5.76e23", "124M", "999", "0.001", "1e15"})
    void roundNumbersReadBackAsTheyWereWritten(String text) {
        for (Kind<?> kind : kinds()) {
            assertThat(kind.parse.apply(text)).hasToString(text);
            assertThat(kind.readBack(text)).isEqualTo(text);
        }
    }

    @Test
    void peopleReadSixDigits() {
        for (Kind<?> kind : kinds()) {
            assertThat(kind.of.apply(2442547102.416928)).hasToString("2.44255B");
            assertThat(kind.of.apply(1.0 / 3)).hasToString("0.333333");
            assertThat(kind.readBack("2.442547102416928B")).isEqualTo("2.442547102416928B");
        }
    }

    @Test
    void computeSharesItselfBetweenSizeAndTokens() {
        Compute compute = Compute.flops(9e21);
        assertThat(compute.tokensFor(ModelSize.billions(1.5))).isEqualTo(Tokens.trillions(1));
        assertThat(compute.sizeFor(Tokens.trillions(1))).isEqualTo(ModelSize.billions(1.5));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void onlyPositiveFiniteNumbersAreQuantities(Kind<?> kind) {
        double[] refused = {
            Double.NaN, 0, -0.0, -7e10, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        String[] shown = {"NaN", "0", "0", "-70B", "Infinity", "-Infinity"};
        for (int i = 0; i < refused.length; i++) {
            double value = refused[i];
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.of.apply(value))
                    .withMessage(kind.what + " must be positive and finite, got " + shown[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void textBeyondTheRangeIsRefusedAsTheNumberItBecomes(Kind<?> kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse.apply("1e999"))
                .withMessage(kind.what + " must be positive and finite, got Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse.apply("1e-999"))
                .withMessage(kind.what + " must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.parse.apply("-70B"))
                .withMessage(kind.what + " must be positive and finite, got -70B");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void textThatIsNoNumberIsRefusedAsWritten(Kind<?> kind) {
        for (String text : List.of("abc", "", "70 billion", "NaN")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kind.parse.apply(text))
                    .withMessage(
                            kind.what
                                    + " must be a number such as 70B, 1.4T or 3e11, got '"
                                    + text
                                    + "'");
        }
    }

    @Test
    void factoriesNameTheirUnit() {
        assertThat(ModelSize.millions(124).parameters()).isEqualTo(1.24e8);
        assertThat(ModelSize.billions(70).parameters()).isEqualTo(7e10);
        assertThat(Tokens.millions(300).count()).isEqualTo(3e8);
        assertThat(Tokens.billions(300).count()).isEqualTo(3e11);
        assertThat(Tokens.trillions(1.4).count()).isEqualTo(1.4e12);
    }

    @Test
    void largerQuantitiesComeLater() {
        assertThat(Tokens.billions(1)).isLessThan(Tokens.trillions(1));
        assertThat(Compute.flops(1e20)).isLessThan(Compute.flops(1e21));
        assertThat(ModelSize.millions(1)).isLessThan(ModelSize.billions(1));
    }

    /** Kaplan et al. (2020), section 1.3: a PF-day is 1e15 x 24 x 3600 = 8.64e19 operations. */
    @Test
    void aPetaflopDayIsThatOfKaplan() {
        assertThat(Compute.petaflopDays(1)).isEqualTo(Compute.flops(8.64e19));
        assertThat(Compute.flops(8.64e21).petaflopDays()).isEqualTo(100);
    }

    /** Hoffmann et al. (2022), table 3 counts Chinchilla at 5.88e23 FLOP by 6ND. */
    @Test
    void trainingCostsSixOperationsForEachParameterAndToken() {
        assertThat(Compute.ofTraining(ModelSize.billions(70), Tokens.trillions(1.4)).flops())
                .isEqualTo(6 * 7e10 * 1.4e12);
    }
}
