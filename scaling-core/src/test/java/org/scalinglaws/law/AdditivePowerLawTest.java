package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.AdditivePowerLaw.Term;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class AdditivePowerLawTest {
    private static final Factor WIDTH = Factor.named("width");

    @Nested
    class Family extends LawFamilyContract<AdditivePowerLaw> {
        Family() {
            super(
                    AdditivePowerLaw.family(Factor.PARAMETERS, Factor.TOKENS, WIDTH),
                    1.5,
                    400,
                    0.34,
                    2000,
                    0.37,
                    12,
                    0.6);
        }
    }

    @Nested
    class FamilyOfOneFactor extends LawFamilyContract<AdditivePowerLaw> {
        FamilyOfOneFactor() {
            super(AdditivePowerLaw.family(WIDTH), 1.5, 12, 0.6);
        }
    }

    @Nested
    class FamilyWithoutFloor extends LawFamilyContract<AdditivePowerLaw> {
        FamilyWithoutFloor() {
            super(
                    AdditivePowerLaw.familyWithoutFloor(Factor.PARAMETERS, Factor.TOKENS),
                    400,
                    0.34,
                    2000,
                    0.37);
        }
    }

    @Nested
    class FamilyOfSizeDataAndCompute extends LawFamilyContract<AdditivePowerLaw> {
        FamilyOfSizeDataAndCompute() {
            super(
                    AdditivePowerLaw.family(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS),
                    1.5,
                    400,
                    0.34,
                    2000,
                    0.37,
                    30,
                    0.2);
        }
    }

    /** Compute that a recipe does not state is 6ND. */
    @Test
    void sizeDataAndComputeGoTogether() {
        AdditivePowerLaw law =
                AdditivePowerLaw.family(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)
                        .at(1, 10, 0.5, 20, 0.5, 60, 0.5);
        Recipe recipe = Recipe.of(ModelSize.of(1e4), Tokens.of(4e4));
        double expected = 1 + 0.1 + 0.1 + 60 / Math.sqrt(6 * 4e8);
        assertThat(law.loss(recipe)).isCloseTo(expected, within(1e-15));
        assertThat(law.loss(recipe.with(Factor.FLOPS, 3.6e11))).isCloseTo(1.2001, within(1e-15));
    }

    /** The form of Gemstones: width, depth, model size and data. */
    @Test
    void widthDepthSizeAndDataGoTogether() {
        Factor depth = Factor.named("depth");
        LawFamily<AdditivePowerLaw> family =
                AdditivePowerLaw.family(WIDTH, depth, Factor.PARAMETERS, Factor.TOKENS);
        assertThat(family.coefficients()).containsExactly(0, 1, 3, 5, 7);
        Recipe recipe =
                Recipe.of(ModelSize.of(1e4), Tokens.of(1e6)).with(WIDTH, 256).with(depth, 16);
        assertThat(family.at(2, 8, 0.5, 2, 0.25, 50, 0.5, 100, 0.5).loss(recipe))
                .isCloseTo(2 + 0.5 + 1 + 0.5 + 0.1, within(1e-14));
    }

    @Test
    void withoutFloorTheLossFallsToZero() {
        LawFamily<AdditivePowerLaw> family = AdditivePowerLaw.familyWithoutFloor(WIDTH);
        assertThat(family).hasToString("additive-without-floor");
        assertThat(family.formula()).isEqualTo("loss = A_width / width^alpha_width");
        assertThat(family.coefficients()).containsExactly(0);
        assertThat(family.at(3, 0.5))
                .isEqualTo(new AdditivePowerLaw(0, List.of(new Term(WIDTH, 3, 0.5))));
        assertThatIllegalArgumentException()
                .isThrownBy(AdditivePowerLaw::familyWithoutFloor)
                .withMessage("an additive law needs one or more distinct factors, got []");
    }

    @Test
    void theFamilyNamesItsParametersAfterTheFactors() {
        LawFamily<AdditivePowerLaw> family = AdditivePowerLaw.family(Factor.TOKENS, WIDTH);
        assertThat(family).hasToString("additive");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = E + A_tokens / tokens^alpha_tokens + A_width / width^alpha_width");
        assertThat(family.factors()).containsExactly(Factor.TOKENS, WIDTH);
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A_tokens", "alpha_tokens", "A_width", "alpha_width");
        assertThat(family.coefficients()).containsExactly(0, 1, 3);
        assertThat(family.at(1, 2, 0.3, 4, 0.5))
                .isEqualTo(
                        new AdditivePowerLaw(
                                1,
                                List.of(new Term(Factor.TOKENS, 2, 0.3), new Term(WIDTH, 4, 0.5))));
    }

    @Test
    void theTermsAreCopied() {
        List<Term> terms = new ArrayList<>(List.of(new Term(WIDTH, 1, 1)));
        AdditivePowerLaw law = new AdditivePowerLaw(0, terms);
        terms.clear();
        assertThat(law.terms()).containsExactly(new Term(WIDTH, 1, 1));
    }

    @Test
    void factorsAreDistinctAndAtLeastOne() {
        Term term = new Term(WIDTH, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdditivePowerLaw(1, List.of()))
                .withMessage("an additive law needs one or more distinct factors, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdditivePowerLaw(1, List.of(term, term)))
                .withMessage(
                        "an additive law needs one or more distinct factors, got [width, width]");
        assertThatIllegalArgumentException()
                .isThrownBy(AdditivePowerLaw::family)
                .withMessage("an additive law needs one or more distinct factors, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdditivePowerLaw.family(WIDTH, Factor.TOKENS, WIDTH))
                .withMessage(
                        "an additive law needs one or more distinct factors, got [width, tokens,"
                                + " width]");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -2, 1, 'coefficient of width must be zero or more and finite, got -2'",
        "1, 1, NaN, 'exponent of width must be zero or more and finite, got NaN'"
    })
    void noNumberMayBeNegative(double e, double a, double alpha, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdditivePowerLaw(e, List.of(new Term(WIDTH, a, alpha))))
                .withMessage(message);
    }
}
