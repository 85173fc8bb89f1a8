package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.scalinglaws.data.Run;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * Cross-validation: the runs are dealt into folds, every form is fitted without each fold in turn and asked
 * for it. It judges inside the runs; a fold of one budget is still between others, unless it is the last.
 *
 * @param by what made the folds, such as {@code 5 folds}
 * @param folds how many there are
 * @param rows what each form missed by, from the fewest parameters to the most
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1974.tb00994.x">Stone (1974), Cross-Validatory Choice
 *     and Assessment of Statistical Predictions</a>
 */
public record CrossValidation(String by, int folds, List<Row> rows) {
    /** Forms that are so many standard errors behind the best are told apart from it. */
    public static final double APART = 2;

    /**
     * What one form missed by.
     *
     * @param form its name
     * @param error root mean square of runs that were left out, in ln L, by the weights of the fit
     * @param behind how far its squared errors lie above those of the best form, run by run (or fold by
     *     fold of a column), in standard errors of that difference; 0 for the best
     */
    public record Row(String form, double error, double behind) {
        /** Refuses a null, a negative number and what is no number. */
        public Row {
            requireNonNull(form, "form");
            Decimal.nonNegative("error", error);
            Decimal.nonNegative("distance from the best", behind);
        }
    }

    /** Refuses nulls. */
    public CrossValidation {
        requireNonNull(by, "by");
        rows = List.copyOf(Require.noNull("rows", rows));
    }

    /**
     * Folds drawn at random, of as many runs each as can be. Checkpoints of a training run stay together.
     *
     * @param evidence the runs
     * @param folds how many, 2 or more
     * @param seed of the draw
     * @return what the forms of model size and data missed by
     * @throws IllegalArgumentException when there are fewer runs than folds
     */
    public static CrossValidation folds(Evidence evidence, int folds, long seed) {
        requireNonNull(evidence, "evidence");
        List<String> units = units(evidence);
        List<String> names = new ArrayList<>(new LinkedHashMap<>(places(units)).keySet());
        if (folds < 2 || folds > names.size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d independent runs can be dealt into 2 to %d folds, got %d",
                            names.size(), names.size(), folds));
        }
        Collections.shuffle(names, new Random(new SplittableRandom(seed).nextLong()));
        Map<String, Integer> dealt = places(names);
        return of(
                evidence,
                folds + " folds",
                row -> String.valueOf(requireNonNull(dealt.get(units.get(row))) % folds),
                units);
    }

    /**
     * A fold for each text of a column, such as {@code run} or the name of a machine.
     *
     * @param evidence the runs
     * @param column its name
     * @return what the forms of model size and data missed by
     * @throws IllegalArgumentException when there is no such column, or all of it is one text
     */
    public static CrossValidation by(Evidence evidence, String column) {
        requireNonNull(evidence, "evidence");
        List<String> texts = evidence.runs().texts(requireNonNull(column, "column"));
        if (texts.stream().distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "column '" + column + "' has one text only, which leaves nothing to fit");
        }
        return of(evidence, "column " + column, texts::get, texts);
    }

    /**
     * A fold for each group of alike compute.
     *
     * @param evidence the runs
     * @return what the forms of model size and data missed by
     */
    public static CrossValidation byCompute(Evidence evidence) {
        requireNonNull(evidence, "evidence");
        List<String> places =
                IntStream.range(0, evidence.runs().size())
                        .mapToObj(row -> String.valueOf(evidence.groups().place(row)))
                        .toList();
        return of(evidence, "compute", places::get, places);
    }

    /** What is independent: training runs, or rows where each is one. */
    private static List<String> units(Evidence evidence) {
        return evidence.trainingRuns()
                .orElseGet(
                        () ->
                                IntStream.range(0, evidence.runs().size())
                                        .mapToObj(String::valueOf)
                                        .toList());
    }

    private static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new LinkedHashMap<>();
        names.forEach(name -> places.putIfAbsent(name, places.size()));
        return places;
    }

    private static CrossValidation of(
            Evidence evidence, String by, IntFunction<String> fold, List<String> units) {
        int rows = evidence.runs().size();
        List<String> folds = IntStream.range(0, rows).mapToObj(fold).toList();
        double[] weights = evidence.weights();
        double[] discounts = evidence.discounts();
        Arrays.setAll(weights, row -> weights[row] * discounts[row]);
        Map<String, double[]> squares = new LinkedHashMap<>();
        for (Form<?> form : Form.ofSizeAndData()) {
            double[] missed = missed(evidence, form, folds);
            Arrays.setAll(missed, row -> weights[row] * missed[row] * missed[row]);
            if (Arrays.stream(missed).allMatch(Double::isFinite)) {
                squares.put(form.name(), missed);
            }
        }

        double all = Arrays.stream(weights).sum();
        double[] best =
                squares.values().stream()
                        .min(Comparator.comparingDouble(each -> Arrays.stream(each).sum()))
                        .orElse(new double[0]);
        List<Row> made = new ArrayList<>();
        squares.forEach(
                (form, own) ->
                        made.add(
                                new Row(
                                        form,
                                        Math.sqrt(Arrays.stream(own).sum() / all),
                                        behind(own, best, units))));
        return new CrossValidation(by, (int) folds.stream().distinct().count(), made);
    }

    /** Observed less expected ln L of every row by the fit without its fold; NaN where there is none. */
    private static double[] missed(Evidence evidence, Form<?> form, List<String> folds) {
        double[] missed = new double[folds.size()];
        Arrays.fill(missed, Double.NaN);
        for (String fold : folds.stream().distinct().toList()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedFitException("the cross-validation was interrupted");
            }
            Evidence others = evidence.where(row -> !folds.get(row).equals(fold));
            form.fit(others)
                    .ifPresent(
                            fit -> {
                                for (int row = 0; row < missed.length; row++) {
                                    if (folds.get(row).equals(fold)) {
                                        Run run = evidence.runs().run(row);
                                        missed[row] =
                                                Math.log(run.loss().nats())
                                                        - fit.logLoss(run.recipe());
                                    }
                                }
                            });
        }
        return missed;
    }

    /** The mean difference over its standard error, units being independent (Diebold and Mariano). */
    private static double behind(double[] own, double[] best, List<String> units) {
        Map<String, Integer> places = places(units);
        double[] differences = new double[places.size()];
        for (int row = 0; row < own.length; row++) {
            differences[requireNonNull(places.get(units.get(row)))] += own[row] - best[row];
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double spread =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum()
                        / Math.max(1, differences.length - 1);
        return spread > 0 ? Math.max(0, mean / Math.sqrt(spread / differences.length)) : 0;
    }

    /**
     * The forms that are not told apart from the best.
     *
     * @return their names, the best first
     */
    public List<String> candidates() {
        return rows.stream()
                .filter(row -> row.behind() < APART)
                .sorted(Comparator.comparingDouble(Row::error))
                .map(Row::form)
                .toList();
    }
}
