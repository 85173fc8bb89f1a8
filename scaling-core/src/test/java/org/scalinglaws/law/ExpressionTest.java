package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ExpressionTest {
    private static final Factor X = Factor.named("x");
    private static final Factor Z = Factor.named("z");
    private static final List<Parameter> THREE =
            List.of(
                    Parameter.real("a", "first"),
                    Parameter.real("b", "second"),
                    Parameter.real("c", "third"));

    private static LawFamily<FormulaLaw> family(Expression.Formula formula) {
        return LawFamily.ofExpression("own", List.of(X, Z), THREE, formula);
    }

    /** Every function and operation at once, so that the contract sees each derivative. */
    private static Expression everything(Expression[] v, Expression[] x) {
        Expression wave = v[0].times(x[0]).sin().plus(v[1].times(x[0]).cos());
        Expression roots = x[1].plus(v[2]).power(0.5).over(v[0].plus(x[0]).log());
        Expression ramps = v[1].times(x[0]).softplus().plus(v[2].over(x[1]).atan());
        Expression small = v[0].over(x[1]).log1p().times(v[1].negated().over(x[0]).expm1());
        Expression powers = x[0].power(v[2].negated()).times(v[0].exp()).minus(2);
        Expression edges = v[0].times(x[0]).least(v[1].times(x[1])).greatest(v[2]);
        Expression share = v[0].minus(x[0]).odds(v[1].times(v[2]));
        Expression sum =
                wave.plus(roots).plus(ramps).plus(small).plus(powers).plus(edges).plus(share);
        Expression turns = v[0].over(x[0]).tanh().plus(v[1].times(x[1]).over(9).erf());
        Expression signs = v[2].minus(x[0]).abs().times(v[0].plus(x[1]).sqrt());
        Expression left =
                Expression.over(1, Expression.minus(1, x[0]).minus(v[0]).power(-2).plus(1))
                        .plus(Expression.power(2, Expression.times(-0.5, v[1])))
                        .plus(Expression.plus(3, v[2]).over(Expression.PI));
        return sum.plus(turns).plus(signs).plus(left);
    }

    private abstract static class OwnFamily extends LawFamilyContract<FormulaLaw> {
        OwnFamily(LawFamily<FormulaLaw> family) {
            super(family, 1.3, 0.7, 0.4);
        }

        @Override
        protected Interval range(Factor factor) {
            return new Interval(0.5, 9);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return false;
        }
    }

    @Nested
    class OfEveryOperation extends OwnFamily {
        OfEveryOperation() {
            super(family(ExpressionTest::everything));
        }
    }

    @Nested
    class OfACoefficientTimesAnother extends OwnFamily {
        OfACoefficientTimesAnother() {
            super(family((v, x) -> v[0].times(v[1].plus(v[2].times(x[0]))).plus(x[1])));
        }
    }

    @Test
    void itReadsLikeTheFormula() {
        assertThat(family((v, x) -> v[0].plus(v[1].over(x[0].power(v[2])))).formula())
                .isEqualTo("loss = a + b / x^c");
        assertThat(family((v, x) -> v[0].plus(v[1]).times(x[0].minus(x[1].minus(2)))).formula())
                .isEqualTo("loss = (a + b) * (x - (z - 2))");
        assertThat(family((v, x) -> v[0].negated().over(x[0].times(x[1])).exp()).formula())
                .isEqualTo("loss = exp(-a / (x * z))");
        assertThat(family((v, x) -> v[0].power(-2).over(x[0].over(3)).least(v[1])).formula())
                .isEqualTo("loss = min(a^(-2) / (x / 3), b)");
        assertThat(family((v, x) -> v[0].times(x[0].power(v[1].times(2)))).formula())
                .isEqualTo("loss = a * x^(b * 2)");
    }

    @Test
    void theMostParametersInWhichItIsLinearAreFound() {
        assertThat(family((v, x) -> v[0].plus(v[1].over(x[0].power(v[2])))).coefficients())
                .containsExactly(0, 1);
        assertThat(family((v, x) -> v[0].times(v[1].plus(v[2].times(x[0])))).coefficients())
                .containsExactly(1, 2);
        assertThat(family((v, x) -> v[0].exp().plus(v[1].log()).plus(v[2].power(2))).coefficients())
                .isEmpty();
    }

    @Test
    void aPowerWithAConstantExponentTakesAnyBase() {
        FormulaLaw law = family((v, x) -> v[0].times(x[0].power(2))).at(3, 0, 0);
        assertThat(law.loss(Recipe.of(Map.of(X, -2.0, Z, 0.0)))).isEqualTo(12);
        assertThat(law.loss(Recipe.of(Map.of(X, 0.0, Z, 0.0)))).isZero();
    }

    /** u / (1 - u)^alpha = e^w, checked by putting u in. */
    @ParameterizedTest
    @CsvSource({"-40, 0.3", "-2, 0", "-1, 1", "0, 0.5", "3, 2", "50, 10", "-3, 7", "0.1, 0.02"})
    void oddsSolvesItsEquation(double w, double alpha) {
        double u = Odds.share(w, alpha);
        assertThat(u).isBetween(0.0, 1.0);
        assertThat(Math.log(u) - (alpha == 0 ? 0 : alpha * Math.log1p(-u)))
                .isCloseTo(w, within(1e-8));
    }

    @Test
    void softplusNeitherOverflowsNorVanishes() {
        assertThat(Function.SOFTPLUS.value(800)).isEqualTo(800);
        assertThat(Function.SOFTPLUS.value(-700)).isCloseTo(Math.exp(-700), within(1e-318));
        assertThat(Function.SOFTPLUS.slope(800, 800)).isEqualTo(1);
        assertThat(Function.SOFTPLUS.value(0)).isCloseTo(Math.log(2), within(1e-16));
    }

    @Test
    void aNumberOutsideItsBoundsIsRefused() {
        LawFamily<FormulaLaw> family =
                LawFamily.ofExpression(
                        "own",
                        List.of(X),
                        List.of(Parameter.exponent("alpha", "exponent of x")),
                        (v, x) -> x[0].power(v[0].negated()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(-0.1))
                .withMessage("parameter alpha must be finite and lie between 0 and 20, got -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(1, 2))
                .withMessage("law 'own' has 1 parameters, got 2 numbers");
    }

    @Test
    void aLawOfYourOwnShowsItsNumbers() {
        FormulaLaw law = family((v, x) -> v[0].plus(v[1]).plus(v[2])).at(1.5, 2, -3);
        assertThat(law).hasToString("own: a=1.5 b=2 c=-3");
        assertThat(law.value("b")).isEqualTo(2);
        assertThat(law.family().at(1.5, 2, -3)).isEqualTo(law).hasSameHashCodeAs(law);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> law.value("d"))
                .withMessage("law 'own' has no parameter 'd'; it has a, b, c");
    }

    @Test
    void aFormulaOfDoublesIsTheSameLaw() {
        LawFamily<FormulaLaw> doubles =
                LawFamily.of(
                        "own", List.of(X, Z), THREE, (v, x) -> v[0] + v[1] * Math.pow(x[0], -v[2]));
        assertThat(doubles.coefficients()).containsExactly(0, 1);
        assertThat(doubles.at(1, 2, 0.5).loss(Recipe.of(Map.of(X, 4.0, Z, 0.0)))).isEqualTo(2);
    }

    @Test
    void numbersStandOnTheLeftAsFormulasArePrinted() {
        LawFamily<FormulaLaw> family =
                family(
                        (v, x) ->
                                v[0].times(
                                        Expression.minus(
                                                1,
                                                Expression.plus(1, Expression.times(2, v[1]))
                                                        .power(-0.5))));
        assertThat(family.formula()).isEqualTo("loss = a * (1 - (1 + 2 * b)^(-0.5))");
        Recipe any = Recipe.of(Map.of(X, 1.0, Z, 1.0));
        assertThat(family.at(3, 4, 0).loss(any)).isEqualTo(2);
        assertThat(family((v, x) -> v[0].erf()).at(0.5, 0, 0).loss(any))
                .isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(family((v, x) -> v[0].abs().sqrt().tanh()).at(-4, 0, 0).loss(any))
                .isEqualTo(Math.tanh(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.power(-2, Expression.PI))
                .withMessage("a base must be positive and finite, got -2");
    }
}
