package org.scalinglaws.law.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

class CoupledLawTest {
    /** Busbridge et al. (2025), the supervised law. */
    private static final CoupledLaw BUSBRIDGE =
            new CoupledLaw(1.22, 3355, 0.408, 18186, 0.431, 0.452);

    @Nested
    class Family extends LawFamilyContract<CoupledLaw> {
        Family() {
            super(CoupledLaw.FAMILY, 1.22, 3355, 0.408, 18186, 0.431, 0.452);
        }
    }

    @Test
    void withAnExponentOfOneItIsTheChinchillaLaw() {
        Recipe recipe = Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));
        assertThat(new CoupledLaw(1.69, 406.4, 0.34, 410.7, 0.28, 1).loss(recipe))
                .isCloseTo(
                        new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28).loss(recipe),
                        within(1e-15));
    }

    /** A peer multiplied all logarithms, so the scales were raised but the exponents not. */
    @Test
    void theExponentIsThatOfTheSumAlone() {
        CoupledLaw law = new CoupledLaw(1, 8, 0.5, 8, 0.5, 0.5);
        Recipe recipe = Recipe.of(ModelSize.of(16), Tokens.of(16));
        assertThat(law.loss(recipe)).isCloseTo(1 + Math.sqrt(8.0 / 4 + 8.0 / 4), within(1e-15));
        CoupledLaw higher = new CoupledLaw(2, 8, 0.5, 8, 0.5, 0.5);
        assertThat(higher.loss(recipe) - law.loss(recipe)).isCloseTo(1, within(1e-15));
    }

    /** The marginal gain of N and of D is equal on the path N ~ C^a, whatever gamma is. */
    @Test
    void theAllocationDoesNotDependOnTheExponentOfTheSum() {
        assertThat(BUSBRIDGE.modelExponent()).isCloseTo(0.431 / 0.839, within(1e-15));
        assertThat(CoupledLaw.FAMILY.derived()).containsOnlyKeys("a", "b");
        double a = CoupledLaw.FAMILY.derived().get("a").applyAsDouble(BUSBRIDGE);
        assertThat(a).isEqualTo(BUSBRIDGE.modelExponent());
        assertThat(CoupledLaw.FAMILY.derived().get("b").applyAsDouble(BUSBRIDGE)).isEqualTo(1 - a);
        double small = bestSize(1e20);
        double large = bestSize(1e24);
        assertThat(Math.log10(large / small) / 4).isCloseTo(a, within(1e-6));
    }

    /** By golden section on ln N under 6ND = C. */
    private static double bestSize(double flops) {
        double low = Math.log(1e6);
        double high = Math.log(1e15);
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int step = 0; step < 60; step++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (lossAt(left, flops) < lossAt(right, flops)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double lossAt(double logSize, double flops) {
        double n = Math.exp(logSize);
        return BUSBRIDGE.loss(Recipe.of(ModelSize.of(n), Tokens.of(flops / (6 * n))));
    }

    @Test
    void theFamilyNamesItsParameters() {
        LawFamily<CoupledLaw> family = CoupledLaw.FAMILY;
        assertThat(family).hasToString("coupled");
        assertThat(family.formula())
                .isEqualTo("loss = E + (A / params^alpha + B / tokens^beta)^gamma");
        assertThat(family.parameters())
                .extracting(Parameter::name)
                .containsExactly("E", "A", "alpha", "B", "beta", "gamma");
        assertThat(family.coefficients()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -1, 'coefficient A must be zero or more and finite, got -1'",
        "2, -1, 'exponent alpha must be zero or more and finite, got -1'",
        "3, NaN, 'coefficient B must be zero or more and finite, got NaN'",
        "4, -0.3, 'exponent beta must be zero or more and finite, got -0.3'",
        "5, 0, 'exponent gamma must be positive and finite, got 0'"
    })
    void noNumberMayBeNegative(int place, double bad, String message) {
        double[] values = CoupledLaw.FAMILY.values(BUSBRIDGE);
        values[place] = bad;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoupledLaw.FAMILY.at(values))
                .withMessage(message);
    }

    @Test
    void modelsInMillionsAndDataInBillionsChangeOnlyTheScales() {
        double[] changed =
                CoupledLaw.FAMILY
                        .inUnits(new double[] {1, 8, 0.5, 9, 1, 0.4}, 1e6, 1e9)
                        .orElseThrow();
        assertThat(changed[1]).isCloseTo(8e-3, withinPercentage(1e-12));
        assertThat(changed[3]).isCloseTo(9e-9, withinPercentage(1e-12));
        assertThat(changed[5]).isEqualTo(0.4);
    }
}
