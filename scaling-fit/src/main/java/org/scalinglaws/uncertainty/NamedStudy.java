package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.SentFit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.solve.Engine;

/** A study of coverage of a law's own numbers by methods that have names: it can be done anywhere. */
record NamedStudy<L extends LossLaw>(Coverage coverage, Fit<L> fit, List<String> methods)
        implements Engine.Tasks {
    private static final List<String> NAMES =
            List.of("sandwich", "gauss-newton", "profile", "jackknife", "KIND:REPLICATES");

    /** How many numbers tell a row: held, below, above, none. */
    private static final int WIDTH = 4;

    NamedStudy {
        methods = List.copyOf(methods);
        for (String method : methods) {
            requireKnown(method);
        }
    }

    private record Parcel(int datasets, double level, long seed, SentFit fit, List<String> methods)
            implements Engine.Sent {
        private static final long serialVersionUID = 1L;

        @Override
        public Engine.Tasks open() {
            return new NamedStudy<LossLaw>(
                    Coverage.of(datasets, seed).withLevel(level), fit.open(), methods);
        }
    }

    @Override
    public Engine.Sent sent() {
        return new Parcel(
                coverage.datasets(), coverage.level(), coverage.seed(), SentFit.of(fit), methods);
    }

    @Override
    public int count() {
        return coverage.datasets();
    }

    @Override
    public IntFunction<double[]> worker() {
        IntFunction<List<Coverage.Row>> study =
                coverage.studies(fit, this::intervals, quantities(fit.problem().family()));
        return task -> {
            List<Coverage.Row> rows = study.apply(task);
            if (Thread.currentThread().isInterrupted()) {
                return new double[0];
            }

            // A data set without a fit has no rows, but is an answer too.
            double[] numbers = new double[1 + WIDTH * rows.size()];
            int place = 1;
            for (Coverage.Row row : rows) {
                numbers[place++] = row.held();
                numbers[place++] = row.below();
                numbers[place++] = row.above();
                numbers[place++] = row.none();
            }
            return numbers;
        };
    }

    /** What a task's numbers say. */
    List<Coverage.Row> rows(double[] numbers) {
        List<Coverage.Row> rows = new ArrayList<>();
        int place = 1;
        for (String method : methods) {
            for (Parameter parameter : fit.problem().family().parameters()) {
                if (place < numbers.length) {
                    rows.add(
                            new Coverage.Row(
                                    method,
                                    parameter.name(),
                                    coverage.level(),
                                    (int) numbers[place],
                                    (int) numbers[place + 1],
                                    (int) numbers[place + 2],
                                    (int) numbers[place + 3]));
                }
                place += WIDTH;
            }
        }
        return rows;
    }

    private Map<String, Intervals<L>> intervals(Fit<L> drawn, long seed) {
        Map<String, Intervals<L>> intervals = new LinkedHashMap<>();
        methods.forEach(method -> intervals.put(method, intervals(method, drawn, seed)));
        return intervals;
    }

    private Intervals<L> intervals(String method, Fit<L> drawn, long seed) {
        return switch (method) {
            case "sandwich" -> Covariance.sandwich(drawn);
            case "gauss-newton" -> Covariance.gaussNewton(drawn);
            case "profile" -> ProfileLikelihood.of(drawn);
            case "jackknife" -> Jackknife.one().withThreads(1).of(drawn);
            default -> bootstrap(method, seed).withThreads(1).of(drawn);
        };
    }

    private static void requireKnown(String method) {
        if (!NAMES.contains(method) || method.equals(NAMES.get(NAMES.size() - 1))) {
            bootstrap(method, 0);
        }
    }

    /** Such as pairs:400 or cluster:model:400. */
    private static Bootstrap bootstrap(String method, long seed) {
        int colon = method.lastIndexOf(':');
        String digits = method.substring(colon + 1);
        if (colon < 1 || !digits.matches("[0-9]{1,8}")) {
            throw new IllegalArgumentException(Spelling.unknown("method", method, NAMES));
        }
        return Bootstrap.of(
                Resampling.parse(method.substring(0, colon)), Integer.parseInt(digits), seed);
    }

    private static <L extends LossLaw> Map<String, ToDoubleFunction<L>> quantities(
            LawFamily<L> family) {
        Map<String, ToDoubleFunction<L>> quantities = new LinkedHashMap<>();
        for (Parameter parameter : family.parameters()) {
            int place = quantities.size();
            quantities.put(parameter.name(), law -> family.values(law)[place]);
        }
        return quantities;
    }
}
