package org.scalinglaws.law.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw.Break;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class BrokenPowerLawTest {
    private static final Factor X = Factor.named("x");

    /** 4-digit addition: the constants in the authors' noiseless simulation. */
    private static final BrokenPowerLaw ADDITION =
            new BrokenPowerLaw(
                    X,
                    0.41388453071629455,
                    2.2772722897737756,
                    0.055077348404973955,
                    List.of(new Break(5.662903816010331, 612.5836172918001, 0.059193036393742314)));

    /** The three breaks of the authors' figure 1. */
    private static final BrokenPowerLaw DECOMPOSITION =
            new BrokenPowerLaw(
                    X,
                    1e-3,
                    4.66e3,
                    0.05,
                    List.of(
                            new Break(0.49, 3e6, 1.1),
                            new Break(-0.811, 1e14, 1.425),
                            new Break(2.1, 2e20, 0.05)));

    @Nested
    class FamilyWithTwoBreaks extends LawFamilyContract<BrokenPowerLaw> {
        FamilyWithTwoBreaks() {
            super(
                    BrokenPowerLaw.family(Factor.TOKENS, 2),
                    1.5,
                    50,
                    0.1,
                    0.2,
                    1e9,
                    0.5,
                    0.15,
                    1e11,
                    0.3);
        }
    }

    @Nested
    class FamilyWithASharpBreak extends LawFamilyContract<BrokenPowerLaw> {
        FamilyWithASharpBreak() {
            super(BrokenPowerLaw.family(X, 1), 0.41, 2.28, 0.055, 5.66, 612, 0.059);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(1, 4095);
        }
    }

    @Nested
    class FamilyWithARise extends LawFamilyContract<BrokenPowerLaw> {
        FamilyWithARise() {
            super(
                    BrokenPowerLaw.family(X, 3),
                    1e-3,
                    4.66e3,
                    0.05,
                    0.49,
                    3e6,
                    1.1,
                    -0.811,
                    1e14,
                    1.425,
                    2.1,
                    2e20,
                    0.3);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(1e3, 1e23);
        }

        @Override
        protected double spread() {
            return 0.2;
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return false;
        }
    }

    @Nested
    class FamilyWithoutBreaks extends LawFamilyContract<BrokenPowerLaw> {
        FamilyWithoutBreaks() {
            super(BrokenPowerLaw.family(Factor.TOKENS, 0), 1.7, 410, 0.28);
        }
    }

    private static Recipe at(double x) {
        return Recipe.of(Map.of(X, x));
    }

    /** The formula by mpmath with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "1, 2.69115682049007016",
        "144, 2.1458454119644973",
        "600, 1.75292038125648411",
        "612.5836172918001, 1.68153255057566242",
        "700, 1.13517283860742512",
        "4095, 0.41391515490699327"
    })
    void oneBreakAgreesWithMpmath(double x, double expected) {
        assertThat(ADDITION.loss(at(x))).isCloseTo(expected, withinPercentage(1e-12));
    }

    /** The formula by mpmath with 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "1, 4659.99775231162361",
        "1e6, 1972.32338198825807",
        "1e10, 27.7221134738022282",
        "1e14, 0.427646451453841459",
        "1e17, 1.25731542773520382",
        "1e20, 8.09580137318709595",
        "2e20, 9.08266158279085164",
        "1e22, 0.00862675056726501049"
    })
    void threeBreaksAgreeWithMpmath(double x, double expected) {
        assertThat(DECOMPOSITION.loss(at(x))).isCloseTo(expected, withinPercentage(1e-12));
    }

    /** As printed, with f below zero, the plain formula gives what the mirrored numbers give. */
    @Test
    void aNegativeWidthIsAnotherSpellingOfTheSameLaw() {
        double b = 3;
        double c0 = 0.1;
        double c = 0.4;
        double d = 50;
        double f = -0.7;
        BrokenPowerLaw mirrored =
                new BrokenPowerLaw(
                        X, 0.2, b * Math.pow(d, c), c0 + c, List.of(new Break(-c, d, -f)));
        for (double x : new double[] {0.5, 20, 50, 1e3, 1e6}) {
            double printed =
                    0.2 + b * Math.pow(x, -c0) * Math.pow(1 + Math.pow(x / d, 1 / f), -c * f);
            assertThat(mirrored.loss(at(x))).isCloseTo(printed, withinPercentage(1e-12));
        }
    }

    @Test
    void withoutBreaksItIsThePowerLaw() {
        BrokenPowerLaw law = new BrokenPowerLaw(X, 1.7, 410, 0.28, List.of());
        assertThat(law.loss(at(1e9))).isEqualTo(new PowerLaw(X, 1.7, 410, 0.28).loss(at(1e9)));
    }

    @Test
    void aSharpBreakJoinsTwoStraightPieces() {
        BrokenPowerLaw law = new BrokenPowerLaw(X, 0, 1, 0.5, List.of(new Break(1.5, 100, 1e-3)));
        assertThat(law.loss(at(25))).isCloseTo(0.2, within(1e-15));
        assertThat(law.loss(at(1e4))).isCloseTo(1e-2 * 1e-3, within(1e-19));
    }

    @Test
    void aFitMayFindTheBreaksInAnyOrder() {
        LawFamily<BrokenPowerLaw> family = BrokenPowerLaw.family(X, 2);
        BrokenPowerLaw law = family.at(0.1, 2, 0.3, 5, 1e6, 0.5, 4, 1e3, 0.25);
        assertThat(law.breaks()).containsExactly(new Break(4, 1e3, 0.25), new Break(5, 1e6, 0.5));
        assertThat(family.values(law)).containsExactly(0.1, 2, 0.3, 4, 1e3, 0.25, 5, 1e6, 0.5);
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<BrokenPowerLaw> family = BrokenPowerLaw.family(X, 2);
        assertThat(family).hasToString("broken-power-2");
        assertThat(BrokenPowerLaw.family(X, 1).formula())
                .isEqualTo("loss = a + b / x^c0 / (1 + (x / d1)^(1 / f1))^(c1 * f1)");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("a", "b", "c0", "c1", "d1", "f1", "c2", "d2", "f2");
        assertThat(family.coefficients()).containsExactly(0, 1);
    }

    @Test
    void theBreaksAreCopied() {
        List<Break> breaks = new ArrayList<>(List.of(new Break(1, 1, 1)));
        BrokenPowerLaw law = new BrokenPowerLaw(X, 0, 1, 1, breaks);
        breaks.clear();
        assertThat(law.breaks()).containsExactly(new Break(1, 1, 1));
    }

    @Test
    void breaksAreInOrder() {
        List<Break> wrong = List.of(new Break(1, 2e9, 1), new Break(1, 10, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokenPowerLaw(X, 0, 1, 1, wrong))
                .withMessage("breaks must be ascending, got [2B, 10]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokenPowerLaw.family(X, -1))
                .withMessage("number of breaks must be from 0 to 12, got -1");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'floor a must be zero or more and finite, got -1'",
        "1, -2, 1, 'coefficient b must be zero or more and finite, got -2'",
        "1, 1, NaN, 'exponent c0 must be finite, got NaN'"
    })
    void floorAndScaleMayNotBeNegative(double a, double b, double c0, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokenPowerLaw(X, a, b, c0, List.of()))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "Infinity, 1, 1, 'exponent c of a break must be finite, got Infinity'",
        "1, 0, 1, 'place d of a break must be positive and finite, got 0'",
        "1, 1, -0.5, 'width f of a break must be positive and finite, got -0.5'"
    })
    void aBreakHasAPlaceAndAWidth(double c, double d, double f, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Break(c, d, f))
                .withMessage(message);
    }

    @Test
    void aLawNeedsAFactor() {
        assertThatNullPointerException()
                .isThrownBy(() -> new BrokenPowerLaw(null, 0, 1, 1, List.of()))
                .withMessage("factor");
    }

    @Test
    void theFormulaIsThatOfThePaper() {
        assertThat(BrokenPowerLaw.family(X, 2).formula())
                .isEqualTo(
                        "loss = a + b / x^c0 / (1 + (x / d1)^(1 / f1))^(c1 * f1)"
                                + " / (1 + (x / d2)^(1 / f2))^(c2 * f2)");
    }
}
