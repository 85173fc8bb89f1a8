package org.scalinglaws.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A certified problem of the NIST Statistical Reference Datasets for nonlinear regression: its data,
 * two starts, and parameters, standard deviations and sum of squares to eleven digits.
 */
public record NistProblem(
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

    /** The problems of which the form is known, as many as there are files. */
    public static List<String> names() {
        return NistForms.names();
    }

    /** Reads a problem as NIST wrote it; Nelson is of the logarithm of the response. */
    public static NistProblem read(String name) {
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

    /** The form with exact derivatives, and no bounds. */
    public LawFamily<FormulaLaw> family() {
        return LawFamily.ofExpression(name, factors, unbounded(), NistForms.expression(name));
    }

    /** The form in doubles, for differences, and no bounds. */
    public LawFamily<FormulaLaw> familyOfDoubles() {
        return LawFamily.of(name, factors, unbounded(), NistForms.doubles(name));
    }

    private List<Parameter> unbounded() {
        return IntStream.rangeClosed(1, certified.size())
                .mapToObj(j -> Parameter.real("b" + j, "parameter " + j))
                .toList();
    }

    /**
     * The form with exact derivatives and bounds that somebody who knows the sign and the size of
     * each parameter would give: from zero to ten times the larger of the two starts, or as far to
     * both sides where the starts differ in sign.
     */
    public LawFamily<FormulaLaw> boundedFamily() {
        List<Parameter> parameters = new ArrayList<>();
        for (int j = 0; j < certified.size(); j++) {
            double lower = 10 * Math.min(0, Math.min(start1.get(j), start2.get(j)));
            double upper = 10 * Math.max(0, Math.max(start1.get(j), start2.get(j)));
            if (lower < 0 && upper > 0) {
                upper = Math.max(-lower, upper);
                lower = -upper;
            }
            parameters.add(unbounded().get(j).within(lower, upper));
        }
        return LawFamily.ofExpression(name, factors, parameters, NistForms.expression(name));
    }

    /** The first or the second start. */
    public double[] start(int which) {
        List<Double> start = which == 1 ? start1 : start2;
        return start.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Where each certified parameter is found among those of a fit: the terms of a sum may come in
     * another order than NIST's.
     */
    public int[] places(double[] values) {
        int[] places = IntStream.range(0, values.length).toArray();
        List<List<Integer>> open = new ArrayList<>(NistForms.terms(name));
        for (List<Integer> term : NistForms.terms(name)) {
            double sought = certified.get(term.get(1));
            List<Integer> nearest =
                    open.stream()
                            .min(
                                    Comparator.comparingDouble(
                                            other -> Math.abs(values[other.get(1)] - sought)))
                            .orElseThrow();
            open.remove(nearest);
            for (int k = 0; k < term.size(); k++) {
                places[term.get(k)] = nearest.get(k);
            }
        }
        return places;
    }

    /** The log relative error: how many digits two numbers share, at most the 11 certified. */
    public static double digits(double certified, double got) {
        double share = Math.abs(got - certified) / Math.abs(certified);
        return share <= 1e-11 ? 11 : Math.max(0, -Math.log10(share));
    }
}
