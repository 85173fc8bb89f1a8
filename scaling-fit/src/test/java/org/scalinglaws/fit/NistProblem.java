package org.scalinglaws.fit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;

/**
 * A certified problem of the NIST Statistical Reference Datasets for nonlinear regression: its data,
 * two starts, and parameters, standard deviations and sum of squares to eleven digits.
 */
record NistProblem(
        String name,
        Dataset runs,
        List<Factor> factors,
        List<Double> start1,
        List<Double> start2,
        List<Double> certified,
        List<Double> deviations,
        double sumOfSquares) {
    private static final String NUMBER = "\\s+([-+.0-9E]+)";
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*b\\d\\s*=" + NUMBER + NUMBER + NUMBER + NUMBER + "\\s*");
    private static final Pattern SUM =
            Pattern.compile("Residual Sum of Squares:" + NUMBER + "\\s*");

    /** Models with one predictor; Nelson has two and the logarithm of the response. */
    private static final Map<String, Expression.Formula> MODELS = models();

    static List<String> names() {
        return List.copyOf(MODELS.keySet());
    }

    static NistProblem read(String name) {
        List<String> lines;
        try {
            lines = Files.readAllLines(SharedData.file("nist/" + name + ".dat"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        List<List<Double>> columns =
                IntStream.range(0, 4)
                        .mapToObj(column -> (List<Double>) new ArrayList<Double>())
                        .toList();
        double sum = Double.NaN;
        int data = 0;
        for (int at = 0; at < lines.size(); at++) {
            Matcher parameter = PARAMETER.matcher(lines.get(at));
            Matcher squares = SUM.matcher(lines.get(at));
            if (parameter.matches()) {
                for (int column = 0; column < columns.size(); column++) {
                    columns.get(column).add(Double.valueOf(parameter.group(column + 1)));
                }
            } else if (squares.matches()) {
                sum = Double.parseDouble(squares.group(1));
            } else if (lines.get(at).startsWith("Data:")) {
                data = at + 1;
            }
        }
        boolean nelson = name.equals("Nelson");
        List<Factor> factors =
                nelson
                        ? List.of(Factor.named("x1"), Factor.named("x2"))
                        : List.of(Factor.named("x"));
        List<Run> runs = new ArrayList<>();
        for (String line : lines.subList(data, lines.size())) {
            if (!line.isBlank()) {
                double[] cells =
                        Arrays.stream(line.trim().split("\\s+"))
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                Map<Factor, Double> recipe = new LinkedHashMap<>();
                for (int place = 0; place < factors.size(); place++) {
                    recipe.put(factors.get(place), cells[place + 1]);
                }
                Loss response = Loss.nats(nelson ? Math.log(cells[0]) : cells[0]);
                runs.add(Run.of(Recipe.of(recipe), response));
            }
        }
        return new NistProblem(
                name,
                Dataset.of(runs),
                factors,
                columns.get(0),
                columns.get(1),
                columns.get(2),
                columns.get(3),
                sum);
    }

    /** The model with exact derivatives, and no bounds. */
    LawFamily<FormulaLaw> family() {
        return family(Double.POSITIVE_INFINITY);
    }

    /** The model with every parameter between minus and plus a size. */
    LawFamily<FormulaLaw> family(double size) {
        List<Parameter> parameters =
                IntStream.rangeClosed(1, certified.size())
                        .mapToObj(j -> Parameter.real("b" + j, "parameter").within(-size, size))
                        .toList();
        return LawFamily.ofExpression(name, factors, parameters, MODELS.get(name));
    }

    double[] start(int which) {
        List<Double> start = which == 1 ? start1 : start2;
        return start.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Map<String, Expression.Formula> models() {
        Map<String, Expression.Formula> models = new LinkedHashMap<>();
        models.put("Misra1a", (b, x) -> b[0].times(decay(b[1], x[0]).negated().plus(1)));
        models.put("Chwirut1", NistProblem::chwirut);
        models.put("Chwirut2", NistProblem::chwirut);
        models.put("Lanczos1", NistProblem::lanczos);
        models.put("Lanczos3", NistProblem::lanczos);
        models.put("Gauss1", NistProblem::gauss);
        models.put("Gauss3", NistProblem::gauss);
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
