package org.scalinglaws.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A problem of nonlinear least squares of the NIST Statistical Reference Datasets, with the numbers
 * that NIST certifies to eleven digits: https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml
 */
@SuppressWarnings("ArrayRecordComponent")
public record NistProblem(
        String name,
        List<double[]> starts,
        double[] certified,
        double[] deviations,
        double squares,
        Dataset runs,
        LawFamily<NistProblem.Curve> family) {

    /** A curve with given numbers. */
    public record Curve(Form form, List<Double> numbers) implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            double[] x = new double[form.inputs];
            for (int k = 0; k < x.length; k++) {
                x[k] = recipe.value(Factor.named("x" + k));
            }
            DerivativeStructure[] b =
                    numbers.stream()
                            .map(number -> new DerivativeStructure(1, 0, number))
                            .toArray(DerivativeStructure[]::new);
            return form.model.at(b, x).getValue();
        }
    }

    /** A formula in numbers b and inputs x. */
    @FunctionalInterface
    public interface Model {
        DerivativeStructure at(DerivativeStructure[] b, double[] x);
    }

    /** The forms, with the places of the numbers in which each is linear. */
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Form {
        BOX_BOD(1, 2, List.of(0), (b, x) -> b[0].multiply(decay(b[1], x).subtract(1).negate())),
        CHWIRUT(1, 3, List.of(), (b, x) -> decay(b[0], x).divide(b[1].add(b[2].multiply(x[0])))),
        DAN_WOOD(1, 2, List.of(0), (b, x) -> b[0].multiply(b[1].multiply(Math.log(x[0])).exp())),
        GAUSS(
                1,
                8,
                List.of(0, 2, 5),
                (b, x) ->
                        b[0].multiply(decay(b[1], x))
                                .add(b[2].multiply(bell(b[3], b[4], x)))
                                .add(b[5].multiply(bell(b[6], b[7], x)))),
        HAHN(
                1,
                7,
                List.of(0, 1, 2, 3),
                (b, x) ->
                        polynomial(x[0], b[0], b[1], b[2], b[3])
                                .divide(polynomial(x[0], one(b), b[4], b[5], b[6]))),
        KIRBY(
                1,
                5,
                List.of(0, 1, 2),
                (b, x) ->
                        polynomial(x[0], b[0], b[1], b[2])
                                .divide(polynomial(x[0], one(b), b[3], b[4]))),
        LANCZOS(
                1,
                6,
                List.of(0, 2, 4),
                (b, x) ->
                        b[0].multiply(decay(b[1], x))
                                .add(b[2].multiply(decay(b[3], x)))
                                .add(b[4].multiply(decay(b[5], x)))),
        MGH09(
                1,
                4,
                List.of(0),
                (b, x) ->
                        b[0].multiply(b[1].multiply(x[0]).add(x[0] * x[0]))
                                .divide(b[2].multiply(x[0]).add(b[3]).add(x[0] * x[0]))),
        MGH17(
                1,
                5,
                List.of(0, 1, 2),
                (b, x) ->
                        b[0].add(b[1].multiply(decay(b[3], x))).add(b[2].multiply(decay(b[4], x)))),
        MISRA1B(
                1,
                2,
                List.of(0),
                (b, x) ->
                        b[0].multiply(b[1].multiply(x[0] / 2).add(1).pow(-2).subtract(1).negate())),
        MISRA1C(
                1,
                2,
                List.of(0),
                (b, x) ->
                        b[0].multiply(
                                b[1].multiply(2 * x[0]).add(1).pow(-0.5).subtract(1).negate())),
        NELSON(
                2,
                3,
                List.of(0, 1),
                (b, x) -> b[0].subtract(b[1].multiply(x[0]).multiply(b[2].multiply(-x[1]).exp()))),
        RAT42(
                1,
                3,
                List.of(0),
                (b, x) -> b[0].divide(b[1].subtract(b[2].multiply(x[0])).exp().add(1))),
        ROSZMAN(
                1,
                4,
                List.of(0, 1),
                (b, x) ->
                        b[0].subtract(b[1].multiply(x[0]))
                                .subtract(
                                        b[2].divide(b[3].subtract(x[0]).negate())
                                                .atan()
                                                .divide(Math.PI)));

        private final int inputs;
        private final int parameters;
        private final List<Integer> linear;
        private final Model model;

        Form(int inputs, int parameters, List<Integer> linear, Model model) {
            this.inputs = inputs;
            this.parameters = parameters;
            this.linear = linear;
            this.model = model;
        }

        private static DerivativeStructure decay(DerivativeStructure rate, double[] x) {
            return rate.multiply(-x[0]).exp();
        }

        private static DerivativeStructure bell(
                DerivativeStructure centre, DerivativeStructure width, double[] x) {
            DerivativeStructure share = centre.subtract(x[0]).divide(width);
            return share.multiply(share).negate().exp();
        }

        private static DerivativeStructure one(DerivativeStructure[] b) {
            return b[0].multiply(0).add(1);
        }

        private static DerivativeStructure polynomial(double x, DerivativeStructure... b) {
            DerivativeStructure sum = b[b.length - 1];
            for (int power = b.length - 2; power >= 0; power--) {
                sum = sum.multiply(x).add(b[power]);
            }
            return sum;
        }

        static Form of(String problem) {
            return switch (problem) {
                case "BoxBOD", "Misra1a" -> BOX_BOD;
                case "Chwirut1", "Chwirut2" -> CHWIRUT;
                case "DanWood" -> DAN_WOOD;
                case "Gauss1", "Gauss3" -> GAUSS;
                case "Hahn1" -> HAHN;
                case "Kirby2" -> KIRBY;
                case "Lanczos1", "Lanczos3" -> LANCZOS;
                case "MGH09" -> MGH09;
                case "MGH17" -> MGH17;
                case "Misra1b" -> MISRA1B;
                case "Misra1c" -> MISRA1C;
                case "Nelson" -> NELSON;
                case "Rat42" -> RAT42;
                case "Roszman1" -> ROSZMAN;
                default -> throw new IllegalArgumentException("no problem '" + problem + "'");
            };
        }
    }

    /** Curves of one form: with what a family must have, or with exact derivatives too. */
    public static LawFamily<Curve> family(Form form, boolean exact, boolean saysWhatIsLinear) {
        return new LawFamily<>() {
            @Override
            public String name() {
                return form.name();
            }

            @Override
            public List<Factor> factors() {
                return IntStream.range(0, form.inputs)
                        .mapToObj(k -> Factor.named("x" + k))
                        .toList();
            }

            @Override
            public List<Parameter> parameters() {
                return IntStream.rangeClosed(1, form.parameters)
                        .mapToObj(
                                j ->
                                        new Parameter(
                                                "b" + j,
                                                "number " + j,
                                                Scale.LINEAR,
                                                Double.NEGATIVE_INFINITY,
                                                Double.POSITIVE_INFINITY))
                        .toList();
            }

            @Override
            public Curve at(double... values) {
                return new Curve(
                        form, IntStream.range(0, values.length).mapToObj(j -> values[j]).toList());
            }

            @Override
            public double[] values(Curve law) {
                return law.numbers.stream().mapToDouble(Double::doubleValue).toArray();
            }

            @Override
            public List<Integer> coefficients() {
                return saysWhatIsLinear ? form.linear : List.of();
            }

            @Override
            public Evaluator evaluator(Columns columns) {
                return exact ? new Exact(form, columns) : LawFamily.super.evaluator(columns);
            }
        };
    }

    /** Derivatives by differentiating the formula. */
    private record Exact(Form form, Columns columns) implements Evaluator {
        private DerivativeStructure at(double[] values, int order, int row) {
            DerivativeStructure[] b = new DerivativeStructure[values.length];
            for (int j = 0; j < b.length; j++) {
                b[j] = new DerivativeStructure(b.length, order, j, values[j]);
            }
            double[] x = new double[form.inputs];
            for (int k = 0; k < x.length; k++) {
                x[k] = columns.values(k)[row];
            }
            return form.model.at(b, x);
        }

        @Override
        public void predict(double[] values, double[] predictions) {
            for (int row = 0; row < columns.rows(); row++) {
                predictions[row] = at(values, 0, row).getValue();
            }
        }

        @Override
        public void differentiate(double[] values, double[] predictions, double[] jacobian) {
            for (int row = 0; row < columns.rows(); row++) {
                DerivativeStructure y = at(values, 1, row);
                predictions[row] = y.getValue();
                for (int j = 0; j < values.length; j++) {
                    int[] orders = new int[values.length];
                    orders[j] = 1;
                    jacobian[j * columns.rows() + row] = y.getPartialDerivative(orders);
                }
            }
        }

        @Override
        public void addCurvature(double[] values, double[] slopes, double[] hessian) {
            int n = values.length;
            for (int row = 0; row < columns.rows(); row++) {
                DerivativeStructure y = at(values, 2, row);
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n; k++) {
                        int[] orders = new int[n];
                        orders[j]++;
                        orders[k]++;
                        hessian[j * n + k] += slopes[row] * y.getPartialDerivative(orders);
                    }
                }
            }
        }
    }

    /** Reads a problem as NIST wrote it. */
    public static NistProblem read(String name, boolean exact, boolean saysWhatIsLinear) {
        List<String> lines;
        try {
            lines = Files.readAllLines(SharedData.file("nist/" + name + ".dat"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Form form = Form.of(name);
        double[][] table = new double[4][form.parameters];
        for (int j = 0; j < form.parameters; j++) {
            double[] row = numbers(lines.get(40 + j).substring(lines.get(40 + j).indexOf('=') + 1));
            for (int k = 0; k < 4; k++) {
                table[k][j] = row[k];
            }
        }
        String squares =
                lines.stream().filter(l -> l.startsWith("Residual Sum")).findFirst().orElseThrow();
        List<Run> runs = new ArrayList<>();
        for (String line : lines.subList(60, lines.size())) {
            if (!line.isBlank()) {
                double[] row = numbers(line);
                Map<Factor, Double> values = new LinkedHashMap<>();
                for (int k = 0; k < form.inputs; k++) {
                    values.put(Factor.named("x" + k), row[k + 1]);
                }
                double y = form == Form.NELSON ? Math.log(row[0]) : row[0];
                runs.add(Run.of(Recipe.of(values), Loss.nats(y)));
            }
        }
        return new NistProblem(
                name,
                List.of(table[0], table[1]),
                table[2],
                table[3],
                numbers(squares.substring(squares.indexOf(':') + 1))[0],
                Dataset.of(runs),
                family(form, exact, saysWhatIsLinear));
    }

    private static double[] numbers(String text) {
        return Stream.of(text.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
    }

    /** How many digits two numbers share; at most 11, as many as NIST certifies. */
    public static double digits(double certified, double got) {
        double share = Math.abs(got - certified) / Math.abs(certified);
        return share <= 1e-11 ? 11 : -Math.log10(share);
    }
}
