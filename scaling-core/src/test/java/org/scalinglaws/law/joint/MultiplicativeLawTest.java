package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.MultiplicativeLaw.Power;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class MultiplicativeLawTest {
    private static final Factor WIDTH = Factor.named("width");

    @Nested
    class Family extends LawFamilyContract<MultiplicativeLaw> {
        Family() {
            super(
                    MultiplicativeLaw.family(Factor.PARAMETERS, Factor.TOKENS, WIDTH),
                    1.5,
                    2e3,
                    0.1,
                    0.2,
                    0.15);
        }
    }

    @Test
    void powersAreMultiplied() {
        MultiplicativeLaw law =
                new MultiplicativeLaw(
                        1,
                        600,
                        List.of(new Power(Factor.PARAMETERS, 0.5), new Power(Factor.TOKENS, 0.25)));
        Recipe recipe = Recipe.of(ModelSize.of(1e4), Tokens.of(16));
        assertThat(law.loss(recipe)).isCloseTo(1 + 600.0 / 100 / 2, within(1e-14));
    }

    @Test
    void ofOneFactorItIsThePowerLaw() {
        MultiplicativeLaw law =
                new MultiplicativeLaw(1.7, 410, List.of(new Power(Factor.TOKENS, 0.28)));
        Recipe recipe = Recipe.of(ModelSize.of(1e9), Tokens.of(2e10));
        assertThat(law.loss(recipe))
                .isEqualTo(new PowerLaw(Factor.TOKENS, 1.7, 410, 0.28).loss(recipe));
    }

    @Test
    void theFamilyNamesItsParametersAfterTheFactors() {
        LawFamily<MultiplicativeLaw> family = MultiplicativeLaw.family(Factor.TOKENS, WIDTH);
        assertThat(family).hasToString("multiplicative");
        assertThat(family.formula())
                .isEqualTo("loss = E + A / (tokens^alpha_tokens * width^alpha_width)");
        assertThat(family.factors()).containsExactly(Factor.TOKENS, WIDTH);
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha_tokens", "alpha_width");
        assertThat(family.coefficients()).containsExactly(0, 1);
    }

    @Test
    void thePowersAreCopied() {
        List<Power> powers = new ArrayList<>(List.of(new Power(WIDTH, 1)));
        MultiplicativeLaw law = new MultiplicativeLaw(0, 1, powers);
        powers.clear();
        assertThat(law.powers()).containsExactly(new Power(WIDTH, 1));
    }

    @Test
    void factorsAreDistinctAndAtLeastOne() {
        Power power = new Power(WIDTH, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiplicativeLaw(1, 1, List.of(power, power)))
                .withMessage(
                        "a multiplicative law needs one or more distinct factors, got [width,"
                                + " width]");
        assertThatIllegalArgumentException()
                .isThrownBy(MultiplicativeLaw::family)
                .withMessage("a multiplicative law needs one or more distinct factors, got []");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -2, 1, 'coefficient A must be zero or more and finite, got -2'",
        "1, 1, NaN, 'exponent of width must be zero or more and finite, got NaN'"
    })
    void noNumberMayBeNegative(double e, double a, double alpha, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiplicativeLaw(e, a, List.of(new Power(WIDTH, alpha))))
                .withMessage(message);
    }
}
