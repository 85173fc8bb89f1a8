package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class FarseerLawTest {
    /** Farseer (2025), equation 15. */
    private static final double[] PRINTED = {
        -0.124, 0.123, 0.424, 88.01, -0.1, -6.287, -0.021, 0.169, -0.091
    };

    private static final FarseerLaw LAW = FarseerLaw.FAMILY.at(PRINTED);

    @Nested
    class Family extends LawFamilyContract<FarseerLaw> {
        Family() {
            super(FarseerLaw.FAMILY, PRINTED);
        }

        /** The sizes and amounts of data that the paper compares. */
        @Override
        protected Interval range(Factor factor) {
            return factor.equals(Factor.PARAMETERS)
                    ? new Interval(1e8, 2.51e10)
                    : new Interval(1e9, 5.12e11);
        }

        @Override
        protected double spread() {
            return 0.05;
        }
    }

    private static Recipe at(double n, double d) {
        return Recipe.of(ModelSize.of(n), Tokens.of(d));
    }

    /** Equation 15 computed apart from this library, bits per character. */
    @ParameterizedTest
    @CsvSource({"1e9, 2e10, 0.52722", "6.4e9, 1.28e11, 0.44169", "25.1e9, 4.53e11, 0.39231"})
    void thePrintedNumbersGiveThePapersLosses(double n, double d, double expected) {
        assertThat(LAW.loss(at(n, d))).isCloseTo(expected, within(5e-6));
    }

    @Test
    void eachSizeHasAPowerLawOfDataOfItsOwn() {
        double n = 3e9;
        double above = LAW.loss(at(n, 1e10)) - LAW.floor(n);
        double below = LAW.loss(at(n, 1e12)) - LAW.floor(n);
        assertThat(Math.log(above / below) / Math.log(100))
                .isCloseTo(LAW.dataExponent(n), withinPercentage(1e-10));
        assertThat(LAW.dataExponent(1e10)).isLessThan(LAW.dataExponent(1e9));
        assertThat(LAW.floor(1e10)).isLessThan(LAW.floor(1e9));
    }

    @Test
    void moreDataNeverRaisesTheLossHoweverMuch() {
        for (double n = 1e3; n < 1e14; n *= 10) {
            for (double d = 1e3; d < 1e20; d *= 10) {
                assertThat(LAW.loss(at(n, 10 * d))).isLessThanOrEqualTo(LAW.loss(at(n, d)));
            }
        }
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<FarseerLaw> family = FarseerLaw.FAMILY;
        assertThat(family).hasToString("farseer");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = exp(a3 * params^gamma + b3) + exp(a2 * params^beta + b2)"
                                + " / tokens^exp(a1 * params^alpha + b1)");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("a1", "alpha", "b1", "a2", "beta", "b2", "a3", "gamma", "b3");
        assertThat(family.coefficients()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.1, 'slope a1 must be zero or less and finite, got 0.1'",
        "1, -0.1, 'exponent alpha must be zero or more and finite, got -0.1'",
        "2, NaN, 'logarithm b1 must be finite, got NaN'",
        "3, -1, 'slope a2 must be zero or more and finite, got -1'",
        "4, 0.1, 'exponent beta must be zero or less and finite, got 0.1'",
        "5, Infinity, 'logarithm b2 must be finite, got Infinity'",
        "6, NaN, 'slope a3 must be zero or less and finite, got NaN'",
        "7, -0.2, 'exponent gamma must be zero or more and finite, got -0.2'",
        "8, -Infinity, 'logarithm b3 must be finite, got -Infinity'"
    })
    void signsAreThoseOfThePaper(int place, double bad, String message) {
        double[] values = PRINTED.clone();
        values[place] = bad;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FarseerLaw.FAMILY.at(values))
                .withMessage(message);
    }

    @Test
    void aModelHasASize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.floor(0))
                .withMessage("params must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.dataExponent(-1))
                .withMessage("params must be positive and finite, got -1");
    }
}
