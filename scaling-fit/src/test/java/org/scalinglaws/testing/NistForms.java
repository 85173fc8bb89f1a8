package org.scalinglaws.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.Formula;

/** The forms of the NIST problems, as expressions and as plain formulas of doubles. */
final class NistForms {
    private static final Map<String, Expression.Formula> EXPRESSIONS = expressions();
    private static final Map<String, Formula> DOUBLES = doubles();

    private NistForms() {}

    static List<String> names() {
        return List.copyOf(EXPRESSIONS.keySet());
    }

    static Expression.Formula expression(String name) {
        return EXPRESSIONS.get(name);
    }

    static Formula doubles(String name) {
        return DOUBLES.get(name);
    }

    private static Map<String, Expression.Formula> expressions() {
        Map<String, Expression.Formula> models = new LinkedHashMap<>();
        models.put("Misra1a", (b, x) -> b[0].times(decay(b[1], x[0]).negated().plus(1)));
        models.put("Chwirut1", NistForms::chwirut);
        models.put("Chwirut2", NistForms::chwirut);
        models.put("Lanczos1", NistForms::lanczos);
        models.put("Lanczos3", NistForms::lanczos);
        models.put("Gauss1", NistForms::gauss);
        models.put("Gauss3", NistForms::gauss);
        models.put("DanWood", (b, x) -> b[0].times(x[0].power(b[1])));
        models.put(
                "Misra1b",
                (b, x) -> b[0].times(b[1].times(x[0]).over(2).plus(1).power(-2).negated().plus(1)));
        models.put(
                "Kirby2",
                (b, x) ->
                        polynomial(x[0], b[0], b[1], b[2])
                                .over(polynomial(x[0], Expression.number(1), b[3], b[4])));
        models.put(
                "Hahn1",
                (b, x) ->
                        polynomial(x[0], b[0], b[1], b[2], b[3])
                                .over(polynomial(x[0], Expression.number(1), b[4], b[5], b[6])));
        models.put("Nelson", (b, x) -> b[0].minus(b[1].times(x[0]).times(decay(b[2], x[1]))));
        models.put(
                "MGH17",
                (b, x) ->
                        b[0].plus(b[1].times(decay(b[3], x[0])))
                                .plus(b[2].times(decay(b[4], x[0]))));
        models.put(
                "Misra1c",
                (b, x) ->
                        b[0].times(
                                b[1].times(x[0]).times(2).plus(1).power(-0.5).negated().plus(1)));
        models.put(
                "Roszman1",
                (b, x) ->
                        b[0].minus(b[1].times(x[0]))
                                .minus(b[2].over(x[0].minus(b[3])).atan().over(Math.PI)));
        models.put(
                "MGH09",
                (b, x) ->
                        b[0].times(x[0].power(2).plus(x[0].times(b[1])))
                                .over(x[0].power(2).plus(x[0].times(b[2])).plus(b[3])));
        models.put("Rat42", (b, x) -> b[0].over(b[1].minus(b[2].times(x[0])).exp().plus(1)));
        models.put("BoxBOD", models.get("Misra1a"));
        return models;
    }

    private static Map<String, Formula> doubles() {
        Map<String, Formula> forms = new LinkedHashMap<>();
        forms.put("Misra1a", (v, x) -> v[0] * (1 - Math.exp(-v[1] * x[0])));
        forms.put("Misra1b", (v, x) -> v[0] * (1 - Math.pow(1 + v[1] * x[0] / 2, -2)));
        forms.put("Misra1c", (v, x) -> v[0] * (1 - 1 / Math.sqrt(1 + 2 * v[1] * x[0])));
        forms.put("Chwirut1", (v, x) -> Math.exp(-v[0] * x[0]) / (v[1] + v[2] * x[0]));
        forms.put("Chwirut2", forms.get("Chwirut1"));
        forms.put(
                "Gauss1",
                (v, x) ->
                        v[0] * Math.exp(-v[1] * x[0])
                                + v[2] * Math.exp(-Math.pow((x[0] - v[3]) / v[4], 2))
                                + v[5] * Math.exp(-Math.pow((x[0] - v[6]) / v[7], 2)));
        forms.put("Gauss3", forms.get("Gauss1"));
        forms.put(
                "Hahn1",
                (v, x) ->
                        (v[0] + x[0] * (v[1] + x[0] * (v[2] + x[0] * v[3])))
                                / (1 + x[0] * (v[4] + x[0] * (v[5] + x[0] * v[6]))));
        forms.put("DanWood", (v, x) -> v[0] * Math.pow(x[0], v[1]));
        forms.put(
                "Kirby2",
                (v, x) -> (v[0] + x[0] * (v[1] + x[0] * v[2])) / (1 + x[0] * (v[3] + x[0] * v[4])));
        forms.put("Nelson", (v, x) -> v[0] - v[1] * x[0] * Math.exp(-v[2] * x[1]));
        forms.put(
                "Lanczos3",
                (v, x) ->
                        v[0] * Math.exp(-v[1] * x[0])
                                + v[2] * Math.exp(-v[3] * x[0])
                                + v[4] * Math.exp(-v[5] * x[0]));
        forms.put("Lanczos1", forms.get("Lanczos3"));
        forms.put(
                "MGH17",
                (v, x) -> v[0] + v[1] * Math.exp(-v[3] * x[0]) + v[2] * Math.exp(-v[4] * x[0]));
        forms.put(
                "Roszman1",
                (v, x) -> v[0] - v[1] * x[0] - Math.atan(v[2] / (x[0] - v[3])) / Math.PI);
        forms.put(
                "MGH09",
                (v, x) -> v[0] * (x[0] * x[0] + x[0] * v[1]) / (x[0] * x[0] + x[0] * v[2] + v[3]));
        forms.put("Rat42", (v, x) -> v[0] / (1 + Math.exp(v[1] - v[2] * x[0])));
        forms.put("BoxBOD", (v, x) -> v[0] * (1 - Math.exp(-v[1] * x[0])));
        return forms;
    }

    /**
     * The terms of a sum that can change places: the parameters of each, of which the second tells
     * the terms apart.
     */
    static List<List<Integer>> terms(String name) {
        return switch (name) {
            case "Lanczos1", "Lanczos3" -> List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5));
            case "Gauss1", "Gauss3" -> List.of(List.of(2, 3, 4), List.of(5, 6, 7));
            case "MGH17" -> List.of(List.of(1, 3), List.of(2, 4));
            default -> List.of();
        };
    }

    private static Expression decay(Expression rate, Expression x) {
        return rate.times(x).negated().exp();
    }

    private static Expression polynomial(Expression x, Expression... coefficients) {
        Expression sum = coefficients[0];
        for (int power = 1; power < coefficients.length; power++) {
            sum = sum.plus(coefficients[power].times(x.power(power)));
        }
        return sum;
    }

    private static Expression chwirut(Expression[] b, Expression[] x) {
        return decay(b[0], x[0]).over(b[1].plus(b[2].times(x[0])));
    }

    private static Expression lanczos(Expression[] b, Expression[] x) {
        return b[0].times(decay(b[1], x[0]))
                .plus(b[2].times(decay(b[3], x[0])))
                .plus(b[4].times(decay(b[5], x[0])));
    }

    private static Expression gauss(Expression[] b, Expression[] x) {
        return b[0].times(decay(b[1], x[0]))
                .plus(bell(x[0], b[2], b[3], b[4]))
                .plus(bell(x[0], b[5], b[6], b[7]));
    }

    private static Expression bell(
            Expression x, Expression height, Expression centre, Expression width) {
        return height.times(x.minus(centre).over(width).power(2).negated().exp());
    }
}
