package org.scalinglaws.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.Formula;

/** The forms of the NIST problems, as expressions and as plain formulas of doubles. */
final class NistForms {
    private static final Map<String, String> EXPRESSIONS = expressions();
    private static final Map<String, Formula> DOUBLES = doubles();

    private NistForms() {}

    static List<String> names() {
        return List.copyOf(EXPRESSIONS.keySet());
    }

    static String expression(String name) {
        return EXPRESSIONS.get(name);
    }

    static Formula doubles(String name) {
        return DOUBLES.get(name);
    }

    private static Map<String, String> expressions() {
        Map<String, String> models = new LinkedHashMap<>();
        models.put("Misra1a", "b1 * (1 - exp(-(b2 * x)))");
        models.put("Chwirut1", "exp(-(b1 * x)) / (b2 + b3 * x)");
        models.put("Chwirut2", models.get("Chwirut1"));
        models.put("Lanczos1", "b1 * exp(-(b2 * x)) + b3 * exp(-(b4 * x)) + b5 * exp(-(b6 * x))");
        models.put("Lanczos3", models.get("Lanczos1"));
        models.put(
                "Gauss1",
                "b1 * exp(-(b2 * x)) + b3 * exp(-((x - b4) / b5)^2) + b6 * exp(-((x - b7) / b8)^2)");
        models.put("Gauss3", models.get("Gauss1"));
        models.put("DanWood", "b1 * x^b2");
        models.put("Misra1b", "b1 * (1 - (b2 * x / 2 + 1)^(-2))");
        models.put("Kirby2", "(b1 + b2 * x + b3 * x^2) / (1 + b4 * x + b5 * x^2)");
        models.put(
                "Hahn1",
                "(b1 + b2 * x + b3 * x^2 + b4 * x^3) / (1 + b5 * x + b6 * x^2 + b7 * x^3)");
        models.put("Nelson", "b1 - b2 * x1 * exp(-(b3 * x2))");
        models.put("MGH17", "b1 + b2 * exp(-(b4 * x)) + b3 * exp(-(b5 * x))");
        models.put("Misra1c", "b1 * (1 - (b2 * x * 2 + 1)^(-0.5))");
        models.put("Roszman1", "b1 - b2 * x - atan(b3 / (x - b4)) / " + Math.PI);
        models.put("MGH09", "b1 * (x^2 + x * b2) / (x^2 + x * b3 + b4)");
        models.put("Rat42", "b1 / (exp(b2 - b3 * x) + 1)");
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
}
