package org.scalinglaws.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    /** Every bit pattern of a positive double is as likely as another, so is every exponent. */
    @Provide
    Arbitrary<Double> positiveDoubles() {
        long greatest = Double.doubleToRawLongBits(Double.MAX_VALUE);
        return Arbitraries.longs()
                .between(1, greatest)
                .withDistribution(RandomDistribution.uniform())
                .map(Double::longBitsToDouble);
    }

    @Property(tries = 5000)
    void parseInvertsFormatForEveryPositiveDouble(@ForAll("positiveDoubles") double value) {
        assertThat(Decimal.parse("number", Decimal.format(value))).isEqualTo(value);
        assertThat(Decimal.parse("number", Decimal.format(-value))).isEqualTo(-value);
    }

    /** The reference is BigDecimal. */
    @Property(tries = 3000)
    void aRoundedNumberHasNoMoreDigitsThanAsked(
            @ForAll("positiveDoubles") double value,
            @ForAll @IntRange(min = 1, max = 6) int digits) {
        String text = Digits.brief(value, digits);
        String mantissa = text.replaceAll("e.*|[KMBT]", "").replace(".", "");
        assertThat(mantissa.replaceAll("^0+|0+$", "").length()).isLessThanOrEqualTo(digits);
        double rounded =
                new BigDecimal(Double.toString(value)).round(new MathContext(digits)).doubleValue();
        assertThat(Decimal.parse("number", text)).isEqualTo(rounded);
        assertThat(Digits.brief(-value, digits)).isEqualTo("-" + text);
    }

    /** Double.toString(9.206e21) ends in 000000000000001 before Java 19. */
    @ParameterizedTest
    @CsvSource({
        "9.20568e21, 4, 9.206e21",
        "0.00099999, 3, 0.001",
        "0.000123456, 3, 1.23e-4",
        "833291, 4, 833.3K",
        "33.9079, 4, 33.91",
        "0, 3, 0",
        "1.7976931348623157e308, 2, 1.8e308",
        "NaN, 3, unknown",
        "-Infinity, 3, -inf"
    })
    void numbersAreRoundedForAReader(double value, int digits, String text) {
        assertThat(Digits.brief(value, digits)).isEqualTo(text);
    }

    @Property(tries = 3000)
    void parseInvertsFormatWhereSuffixesAreWritten(
            @ForAll @DoubleRange(min = -5, max = 17) double log10) {
        double value = Math.pow(10, log10);
        assertThat(Decimal.parse("number", Decimal.format(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "70e9, 70B",
        "1.4e12, 1.4T",
        "5.76e23, 5.76e23",
        "124e6, 124M",
        "999, 999",
        "1000, 1K",
        "0.5, 0.5",
        "0.001, 0.001",
        "0.00099, 9.9e-4",
        "999999, 999.999K",
        "1e6, 1M",
        "999e12, 999T",
        "1e15, 1e15",
        "1e-5, 1e-5",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "0, 0",
        "-0.0, 0",
        "-7e10, -70B",
        "NaN, NaN",
        "Infinity, Infinity",
        "-Infinity, -Infinity"
    })
    void formatWritesNumbersAsPeopleDo(double value, String text) {
        assertThat(Decimal.format(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "833333.3, 4, 833.3K",
        "999960, 4, 1M",
        "0.00115567, 4, 0.001156",
        "5.7649e23, 3, 5.76e23",
        "70e9, 4, 70B",
        "-2.5, 1, -3",
        "0, 2, 0",
        "NaN, 4, unknown",
        "-Infinity, 4, -inf"
    })
    void formatRoundsToDigits(double value, int digits, String text) {
        assertThat(Digits.brief(value, digits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "70B, 70e9",
        "70b, 70e9",
        "1.4t, 1.4e12",
        "124m, 124e6",
        "3k, 3000",
        "' 70 B ', 70e9",
        "+3e11, 3e11",
        "3E11, 3e11",
        "1.5e3K, 1.5e6",
        ".5, 0.5",
        "0.3M, 3e5"
    })
    void parseTakesASuffixInEitherCase(String text, double value) {
        assertThat(Decimal.parse("number", text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "",
                " ",
                "B",
                "70BB",
                "7,000",
                "1e5f",
                "0x10",
                "NaN",
                "1 2",
                "70 billion"
            })
    void parseNamesWhatItWantsAndWhatItGot(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decimal.parse("token count", text))
                .withMessage(
                        "token count must be a number such as 70B, 1.4T or 3e11, got '"
                                + text
                                + "'");
    }

    /** The limit only keeps a hang from stopping the build: writing all digits out takes minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999", "1e999B", "1e99999999K", "1e2147483647"})
    void parseOverflowsToInfinityWithoutWritingTheDigits(String text) {
        double value =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(60), () -> Decimal.parse("number", text));
        assertThat(value).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"1, true, true, true", "0, false, true, true", "-1, false, false, true"})
    void checksReturnTheNumberTheyAllow(
            double value, boolean positive, boolean nonNegative, boolean finite) {
        assertThat(allows(() -> Decimal.positive("x", value))).isEqualTo(positive);
        assertThat(allows(() -> Decimal.nonNegative("x", value))).isEqualTo(nonNegative);
        assertThat(allows(() -> Decimal.finite("x", value))).isEqualTo(finite);
        assertThat(Decimal.finite("x", value)).isEqualTo(value);
    }

    private static boolean allows(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Test
    void checksNameTheThingTheRuleAndTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decimal.positive("noise", -0.25))
                .withMessage("noise must be positive and finite, got -0.25");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decimal.nonNegative("noise", Double.NaN))
                .withMessage("noise must be zero or more and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decimal.nonNegative("noise", Double.POSITIVE_INFINITY))
                .withMessage("noise must be zero or more and finite, got Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decimal.finite("noise", Double.NEGATIVE_INFINITY))
                .withMessage("noise must be finite, got -Infinity");
    }
}
