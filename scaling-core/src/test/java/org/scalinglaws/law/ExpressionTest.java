package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Loss;
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

    private static LawFamily<FormulaLaw> family(String formula) {
        return LawFamily.ofExpression("own", List.of(X, Z), THREE, formula);
    }

    /** Every function and operation at once, so that the contract sees each derivative. */
    private static Expression everything(Expression.Names names) {
        Expression a = names.of("a");
        Expression b = names.of("b");
        Expression c = names.of("c");
        Expression x = names.of("x");
        Expression z = names.of("z");
        Expression wave = a.times(x).sin().plus(b.times(x).cos());
        Expression roots = z.plus(c).power(0.5).over(a.plus(x).log());
        Expression ramps = b.times(x).softplus().plus(c.over(z).atan());
        Expression small = a.over(z).log1p().times(b.negated().over(x).expm1());
        Expression powers = x.power(c.negated()).times(a.exp()).minus(2);
        Expression edges = a.times(x).least(b.times(z)).greatest(c);
        Expression share = a.minus(x).odds(b.times(c));
        Expression sum =
                wave.plus(roots).plus(ramps).plus(small).plus(powers).plus(edges).plus(share);
        Expression turns = a.over(x).tanh().plus(b.times(z).over(9).erf());
        Expression signs = c.minus(x).abs().times(a.plus(z).sqrt());
        Expression left =
                Expression.over(1, Expression.minus(1, x).minus(a).power(-2).plus(1))
                        .plus(Expression.power(2, Expression.times(-0.5, b)))
                        .plus(Expression.plus(3, c).over(Expression.PI));
        return sum.plus(turns).plus(signs).plus(left);
    }

    private abstract static class OwnFamily extends SmallNumbersContract<FormulaLaw> {
        OwnFamily(LawFamily<FormulaLaw> family) {
            super(family, 1.3, 0.7, 0.4);
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
            super(family("a * (b + c * x) + z"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a + b / x^c",
                "(a + b) * (x - (z - 2))",
                "exp(-a / (x * z))",
                "min(a^(-2) / (x / 3), b)",
                "a * x^(b * 2)",
                "a * (1 - (1 + 2 * b)^(-0.5))",
                "-a * x^c - odds(log(b), 0.5)",
                "log1p(expm1(softplus(sqrt(abs(tanh(erf(atan(sin(cos(a)))))))))) * 2.5K + 1.5e-9",
            })
    void itIsWrittenAsItWasRead(String formula) {
        assertThat(family(formula).formula()).isEqualTo("loss = " + formula);
    }

    @Test
    void partsOfAFormulaMayHaveNames() {
        assertThat(family("a + b / N'^c, N' = min(x, U), U = 20 * z").formula())
                .isEqualTo("loss = a + b / min(x, 20 * z)^c");
        assertThat(family("2^a^b").formula()).isEqualTo(family("2^(a^b)").formula());
        assertThat(family("-x^2").at(0, 0, 0).loss(Recipe.of(Map.of(X, 3.0, Z, 0.0))))
                .isEqualTo(-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + * b | formula 'a + * b' must have a number, a name or '(' at character 5, got"
                        + " '*'",
                "a + (b | formula 'a + (b' must have ')' at character 7, got its end",
                "a b | formula 'a b' must have an operator at character 3, got 'b'",
                "a, = 2 | formula 'a, = 2' must have the name of a definition at character 4, got"
                        + " '='",
                "a + y | formula 'a + y': no number and no factor is called 'y'; there are a, b, c,"
                        + " x, z",
                "sinh(a) | formula 'sinh(a)' uses the unknown function 'sinh'",
                "u, u = 1 + u | formula 'u, u = 1 + u' defines 'u' by itself"
            })
    void aTextThatIsNoFormulaIsRefused(String formula, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> family(formula)).withMessage(message);
    }

    @Test
    void theMostParametersInWhichItIsLinearAreFound() {
        assertThat(family("a + b / x^c").coefficients()).containsExactly(0, 1);
        assertThat(family("a * (b + c * x)").coefficients()).containsExactly(1, 2);
        assertThat(family("exp(a) + log(b) + c^2").coefficients()).isEmpty();
    }

    @Test
    void logarithmsOfCoefficientsAreFound() {
        assertThat(family("exp(a * x + b) + exp(c) / z").logarithms()).containsExactly(1, 2);
        assertThat(family("exp(a) * (b + x)^c").logarithms()).containsExactly(0);
        assertThat(family("a + exp(b + c)").logarithms()).containsExactly(1);
        assertThat(family("a + b * x + c / z").logarithms()).isEmpty();
    }

    @Test
    void aPowerWithAConstantExponentTakesAnyBase() {
        FormulaLaw law = family("a * x^2").at(3, 0, 0);
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

    @ParameterizedTest
    @CsvSource({"-40", "-1", "-0.1", "1e-3", "2", "700"})
    void oddsWithoutAlphaIsTheLimitOfSmallAlpha(double w) {
        double u = Odds.share(w, 0);
        assertThat(u).isEqualTo(Math.min(1, Math.exp(w)));
        assertThat(Odds.share(w, 1e-12)).isCloseTo(u, within(1e-10));

        double[][] derivatives = new double[Odds.DERIVATIVES][1];
        Odds.differentiate(w, 0, u, derivatives, 0);
        double[][] near = new double[Odds.DERIVATIVES][1];
        Odds.differentiate(w, 1e-9, Odds.share(w, 1e-9), near, 0);
        for (int i = 0; i < Odds.DERIVATIVES; i++) {
            assertThat(near[i][0]).isCloseTo(derivatives[i][0], within(1e-3));
        }
    }

    private static Columns columns(LawFamily<?> family, int rows, int distinct) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double x = 0.7 + 0.1 * (row * 7 % distinct);
            runs.add(Run.of(Recipe.of(Map.of(X, x, Z, 4 + 0.3 * row)), Loss.nats(2)));
        }
        return family.columns(Dataset.of(runs));
    }

    /** Predictions, first derivatives, and second ones with weights that fall from row to row. */
    private static double[] all(Evaluator evaluator, int rows, double... values) {
        double[] predictions = new double[rows];
        double[] jacobian = new double[3 * rows];
        double[] hessian = new double[9];
        evaluator.differentiate(values, predictions, jacobian);
        double[] weights = IntStream.range(0, rows).mapToDouble(row -> 1.0 / (1 + row)).toArray();
        evaluator.addCurvature(values, weights, hessian);
        return Stream.of(predictions, jacobian, hessian).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Only what has changed is computed anew, so every order of calls must give the same bits. */
    @ParameterizedTest
    @CsvSource({"1, 1", "24, 3", "24, 24", "25, 1"})
    void whatWasEvaluatedBeforeChangesNothing(int rows, int distinct) {
        LawFamily<FormulaLaw> family = family(ExpressionTest::everything);
        Columns columns = columns(family, rows, distinct);
        Evaluator used = family.evaluator(columns);
        double[][] laws = {{1.3, 0.7, 0.4}, {1.3, 0.9, 0.4}, {1.1, 0.9, 0.4}, {1.1, 0.9, 0.2}};
        for (double[] values : laws) {
            used.predict(values, new double[rows]);
            used.predict(new double[] {values[0], 0.8, 0.3}, new double[rows]);
            assertThat(all(used, rows, values))
                    .containsExactly(all(family.evaluator(columns), rows, values));
        }
    }

    /** Rows that share a value of x are evaluated together: each must come out as it does alone. */
    @Test
    void aRowIsTheSameAmongOthers() {
        LawFamily<FormulaLaw> family = family(ExpressionTest::everything);
        Columns columns = columns(family, 30, 5);
        double[] values = {1.3, 0.7, 0.4};
        double[] together = all(family.evaluator(columns), 30, values);
        double[] curvature = new double[9];
        for (int row = 0; row < 30; row++) {
            Evaluator single = family.evaluator(columns.rows(row, row + 1));
            double[] alone = all(single, 1, values);
            for (int column = 0; column < 4; column++) {
                assertThat(together[30 * column + row])
                        .isCloseTo(alone[column], withinPercentage(1e-10));
            }
            for (int place = 0; place < 9; place++) {
                curvature[place] += alone[4 + place] / (1 + row);
            }
        }
        for (int place = 0; place < 9; place++) {
            assertThat(together[120 + place]).isCloseTo(curvature[place], withinPercentage(1e-10));
        }
    }

    @Test
    void softplusNeitherOverflowsNorVanishes() {
        assertThat(Function.SOFTPLUS.value(800)).isEqualTo(800);
        assertThat(Function.SOFTPLUS.value(-700)).isCloseTo(Math.exp(-700), within(1e-318));
        assertThat(Function.SOFTPLUS.value(0)).isCloseTo(Math.log(2), within(1e-16));
    }

    @Test
    void aNumberOutsideItsBoundsIsRefused() {
        LawFamily<FormulaLaw> family =
                LawFamily.ofExpression(
                        "own",
                        List.of(X),
                        List.of(Parameter.exponent("alpha", "exponent of x")),
                        "x^(-alpha)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(-0.1))
                .withMessage("parameter alpha must be finite and lie between 0 and 20, got -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(1, 2))
                .withMessage("law 'own' has 1 parameters, got 2 numbers");
    }

    @Test
    void aLawOfYourOwnShowsItsNumbers() {
        FormulaLaw law = family("a + b + c").at(1.5, 2, -3);
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
                        names ->
                                names.of("a")
                                        .times(
                                                Expression.minus(
                                                        1,
                                                        Expression.plus(
                                                                        1,
                                                                        Expression.times(
                                                                                2, names.of("b")))
                                                                .power(-0.5))));
        assertThat(family.formula()).isEqualTo("loss = a * (1 - (1 + 2 * b)^(-0.5))");
        Recipe any = Recipe.of(Map.of(X, 1.0, Z, 1.0));
        assertThat(family.at(3, 4, 0).loss(any)).isEqualTo(2);
        assertThat(family("erf(a)").at(0.5, 0, 0).loss(any))
                .isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(family("tanh(sqrt(abs(a)))").at(-4, 0, 0).loss(any)).isEqualTo(Math.tanh(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.power(-2, Expression.PI))
                .withMessage("a base must be positive and finite, got -2");
    }
}
