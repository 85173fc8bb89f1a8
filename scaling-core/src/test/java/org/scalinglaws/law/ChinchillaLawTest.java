package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ChinchillaLawTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28);

    @Nested
    class Family extends LawFamilyContract<ChinchillaLaw> {
        Family() {
            super(ChinchillaLaw.FAMILY, 1.82, 482, 0.348, 2085, 0.366);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "chinchilla-law.csv", numLinesToSkip = 1)
    void lossAgreesWithPython(
            String name,
            double e,
            double a,
            double alpha,
            double b,
            double beta,
            double n,
            double d,
            double expected) {
        Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(d));
        Term model = new Term(Factor.PARAMETERS, a, alpha);
        Term data = new Term(Factor.TOKENS, b, beta);
        List<LossLaw> spellings =
                List.of(
                        new ChinchillaLaw(e, a, alpha, b, beta),
                        new AdditivePowerLaw(e, List.of(model.inSum(), data.inSum())),
                        r -> e + model.alone().loss(r) + data.alone().loss(r));
        for (LossLaw law : spellings) {
            assertThat(law.loss(recipe)).as(name).isCloseTo(expected, within(5e-16 * expected));
        }
    }

    /** One power law, as the other laws spell it. */
    private record Term(Factor factor, double coefficient, double exponent) {
        AdditivePowerLaw.Term inSum() {
            return new AdditivePowerLaw.Term(factor, coefficient, exponent);
        }

        PowerLaw alone() {
            return new PowerLaw(factor, 0, coefficient, exponent);
        }
    }

    @Test
    void theTermsAreThePartsAboveTheFloor() {
        Recipe recipe = Recipe.of(ModelSize.of(1e4), Tokens.of(1e8));
        assertThat(LAW.modelTerm(recipe)).isEqualTo(406.4 * Math.pow(10, -1.36));
        assertThat(LAW.dataTerm(recipe)).isEqualTo(410.7 * Math.pow(10, -2.24));
        assertThat(LAW.loss(recipe)).isEqualTo(1.69 + LAW.modelTerm(recipe) + LAW.dataTerm(recipe));
    }

    /** Hoffmann et al. (2022), section 3.3: a = 0.46 and b = 0.54 by Approach 3. */
    @Test
    void theAllocationExponentsAreThoseOfApproachThree() {
        ChinchillaLaw digits = new ChinchillaLaw(1.6934, 406.4, 0.33917084, 410.7, 0.2849083);
        assertThat(digits.modelExponent()).isCloseTo(0.46, within(0.005));
        assertThat(ChinchillaLaw.FAMILY.derived()).containsOnlyKeys("a", "b");
        assertThat(derived("a", digits)).isEqualTo(digits.modelExponent());
        assertThat(derived("b", digits)).isCloseTo(0.54, within(0.005));
        assertThat(new ChinchillaLaw(1, 1, 0, 1, 0).modelExponent()).isNaN();
    }

    private static double derived(String name, ChinchillaLaw law) {
        return ChinchillaLaw.FAMILY.derived().get(name).applyAsDouble(law);
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<ChinchillaLaw> family = ChinchillaLaw.FAMILY;
        assertThat(family.name()).isEqualTo("chinchilla");
        assertThat(family.formula()).isEqualTo("loss = E + A / params^alpha + B / tokens^beta");
        assertThat(family.factors()).containsExactly(Factor.PARAMETERS, Factor.TOKENS);
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha", "B", "beta");
        assertThat(family.parameters())
                .extracting(Parameter::meaning)
                .containsExactly(
                        "irreducible loss, nats per token",
                        "scale of the params term, nats per token",
                        "exponent of params",
                        "scale of the tokens term, nats per token",
                        "exponent of tokens");
        assertThat(family.coefficients()).containsExactly(0, 1, 3);
    }

    @Test
    void modelsInMillionsAndDataInBillionsChangeOnlyTheScales() {
        double[] changed =
                ChinchillaLaw.FAMILY
                        .inUnits(new double[] {1, 8, 0.5, 9, 1}, 1e6, 1e9)
                        .orElseThrow();
        assertThat(changed).containsExactly(new double[] {1, 8e-3, 0.5, 9e-9, 1}, within(1e-17));
    }

    @ParameterizedTest
    @CsvSource({
        "0, irreducible loss E",
        "1, coefficient A",
        "2, exponent alpha",
        "3, coefficient B",
        "4, exponent beta"
    })
    void noNumberMayBeNegative(int place, String name) {
        for (double bad : new double[] {-0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = ChinchillaLaw.FAMILY.values(LAW);
            values[place] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChinchillaLaw.FAMILY.at(values))
                    .withMessage(name + " must be zero or more and finite, got " + bad);
        }
    }

    @Test
    void aRecipeWithoutDataHasNoLoss() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(Recipe.of(Map.of(Factor.PARAMETERS, 1e9))))
                .withMessage("the recipe params=1B has no tokens");
    }

    @Test
    void textShowsEveryNumberToSixDigits() {
        assertThat(LAW)
                .hasToString("ChinchillaLaw[e=1.69, a=406.4, alpha=0.34, b=410.7, beta=0.28]");
        assertThat(new ChinchillaLaw(1.6933736809989528, 2442547102.416928, 0.25, 1e30, 0))
                .hasToString("ChinchillaLaw[e=1.69337, a=2.44255B, alpha=0.25, b=1e30, beta=0]");
    }
}
