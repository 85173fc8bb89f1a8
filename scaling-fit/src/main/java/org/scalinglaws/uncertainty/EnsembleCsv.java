package org.scalinglaws.uncertainty;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.solve.Stop;

/**
 * An ensemble as CSV: a row for the fit, which also says how the laws were made, then a row for each
 * replicate. Numbers have as many digits as it takes to read the same bits back. An objective that is
 * below zero somewhere is minus a log-likelihood, and its column is called so.
 */
final class EnsembleCsv {
    private static final String OBJECTIVE = "objective";
    private static final String LIKELIHOOD = "minus_log_likelihood";
    private static final List<String> FIRST =
            List.of("replicate", "stop", "evaluations", "other_basin", OBJECTIVE);
    private static final List<String> LAST = List.of("reason", "kind", "requested", "method");
    private static final String FIT = "fit";
    private static final int LONGEST = 40;

    private EnsembleCsv() {}

    static <L extends LossLaw> void write(Ensemble<L> ensemble, Path path) {
        LawFamily<L> family = ensemble.family();
        String[] none = new String[family.parameters().size()];
        Arrays.fill(none, "");
        try (CsvWriter out = CsvWriter.builder().build(path)) {
            boolean likelihood =
                    ensemble.replicates().stream().anyMatch(law -> law.objective() < 0);
            out.writeRecord(columns(family, likelihood));
            out.writeRecord(fitRow(ensemble));
            for (Replicate<L> replicate : ensemble.replicates()) {
                out.writeRecord(replicateRow(replicate, family));
            }

            // A replicate that failed keeps its number, so that the draws can be counted.
            for (Replicate.Failure failure : ensemble.failures()) {
                out.writeRecord(
                        row(
                                List.of(Integer.toString(failure.number()), "", "", "", ""),
                                none,
                                List.of(failure.reason(), "", "", "")));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The fit has no number of its own, and says for all rows how the laws were made. */
    private static <L extends LossLaw> List<String> fitRow(Ensemble<L> ensemble) {
        return row(
                List.of(FIT, "", "", "", ""),
                numbers(ensemble.family().values(ensemble.estimate())),
                List.of(
                        "",
                        ensemble.kind().name(),
                        Integer.toString(ensemble.requested()),
                        ensemble.method()));
    }

    private static <L extends LossLaw> List<String> replicateRow(
            Replicate<L> replicate, LawFamily<L> family) {
        return row(
                List.of(
                        Integer.toString(replicate.number()),
                        replicate.stop().name(),
                        Integer.toString(replicate.evaluations()),
                        Boolean.toString(replicate.otherBasin()),
                        Double.toString(replicate.objective())),
                numbers(family.values(replicate.law())),
                List.of("", "", "", ""));
    }

    private static List<String> columns(LawFamily<?> family, boolean likelihood) {
        String[] names = family.parameters().stream().map(Parameter::name).toArray(String[]::new);
        List<String> first = new ArrayList<>(FIRST);
        first.set(FIRST.indexOf(OBJECTIVE), likelihood ? LIKELIHOOD : OBJECTIVE);
        return row(first, names, LAST);
    }

    private static List<String> row(List<String> first, String[] middle, List<String> last) {
        return Stream.of(first.stream(), Arrays.stream(middle), last.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static String[] numbers(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).toArray(String[]::new);
    }

    static <L extends LossLaw> Ensemble<L> read(Path path, LawFamily<L> family) {
        List<CsvRecord> rows = rows(path);
        boolean likelihood = isOfLikelihoods(path, rows, family);

        // The first row is the fit itself; each further one is a replicate, or why it failed.
        CsvRecord fit = rows.get(1);
        int requested = checked(path, fit, () -> requested(fit, family));
        List<Replicate<L>> replicates = new ArrayList<>();
        List<Replicate.Failure> failures = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (CsvRecord row : rows.subList(2, rows.size())) {
            int number = checked(path, row, () -> newNumber(row, numbers, requested));
            String reason = last(row, family, "reason");
            if (reason.isEmpty()) {
                replicates.add(
                        checked(path, row, () -> replicate(number, row, family, likelihood)));
            } else {
                failures.add(new Replicate.Failure(number, reason));
            }
        }

        return checked(
                path,
                fit,
                () ->
                        new Ensemble<>(
                                last(fit, family, "method"),
                                chosen(Ensemble.Kind.class, "kind", last(fit, family, "kind")),
                                family,
                                law(fit, family),
                                requested,
                                withALaw(replicates),
                                failures));
    }

    /** The header tells the family, and whether an objective may lie below zero. */
    private static boolean isOfLikelihoods(Path path, List<CsvRecord> rows, LawFamily<?> family) {
        boolean likelihood =
                !rows.isEmpty() && rows.get(0).getFields().equals(columns(family, true));
        List<String> columns = columns(family, likelihood);
        if (rows.size() < 2 || !rows.get(0).getFields().equals(columns)) {
            throw new DataException(
                    String.format(
                            "%s: an ensemble of law '%s' has the columns %s",
                            path.getFileName(), family.name(), String.join(",", columns)));
        }
        return likelihood;
    }

    private static List<CsvRecord> rows(Path path) {
        try (CsvReader<CsvRecord> in = CsvReader.builder().ofCsvRecord(path)) {
            return in.stream().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CsvParseException broken) {
            throw new DataException(path.getFileName() + ": not CSV: " + broken.getMessage());
        }
    }

    private static int requested(CsvRecord fit, LawFamily<?> family) {
        if (!first(fit, "replicate").equals(FIT)) {
            throw new IllegalArgumentException(
                    String.format(
                            "the first row must be the '%s', got replicate '%s'",
                            FIT, first(fit, "replicate")));
        }
        int requested = count("requested", last(fit, family, "requested"));
        if (requested == 0) {
            throw new IllegalArgumentException("column 'requested': must be 1 or more, got 0");
        }
        return requested;
    }

    /** The number of a replicate, which no row before has; no more of them than were asked for. */
    private static int newNumber(CsvRecord row, Set<Integer> numbers, int requested) {
        int number = count("replicate", first(row, "replicate"));
        if (!numbers.add(number)) {
            throw new IllegalArgumentException("replicate " + number + " stands there twice");
        }
        if (numbers.size() > requested) {
            throw new IllegalArgumentException(
                    "more replicates than the " + requested + " that were asked for");
        }
        return number;
    }

    private static <L> List<L> withALaw(List<L> replicates) {
        if (replicates.isEmpty()) {
            throw new IllegalArgumentException("the ensemble must hold 1 law or more, got 0");
        }
        return replicates;
    }

    private static <L extends LossLaw> Replicate<L> replicate(
            int number, CsvRecord row, LawFamily<L> family, boolean likelihood) {
        String column = likelihood ? LIKELIHOOD : OBJECTIVE;
        double objective = number(column, first(row, OBJECTIVE));
        if (!Double.isFinite(objective) || (objective < 0 && !likelihood)) {
            throw new IllegalArgumentException(
                    String.format(
                            "column '%s': must be %sfinite, got %s",
                            column, likelihood ? "" : "0 or more and ", objective));
        }

        // Text that is neither would read as false.
        String basin = first(row, "other_basin");
        if (!List.of("true", "false").contains(basin)) {
            throw new IllegalArgumentException(
                    "column 'other_basin': must be true or false, got '" + basin + "'");
        }
        return new Replicate<>(
                number,
                law(row, family),
                objective,
                chosen(Stop.class, "stop", first(row, "stop")),
                count("evaluations", first(row, "evaluations")),
                Boolean.parseBoolean(basin));
    }

    /** A field before the parameters; by place, for a parameter may have the same name. */
    private static String first(CsvRecord row, String column) {
        return row.getField(FIRST.indexOf(column));
    }

    /** A field after the parameters. */
    private static String last(CsvRecord row, LawFamily<?> family, String column) {
        return row.getField(FIRST.size() + family.parameters().size() + LAST.indexOf(column));
    }

    private static double number(String column, String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException text) {
            throw new IllegalArgumentException(
                    "column '" + column + "': " + shown(cell) + " is not a number", text);
        }
    }

    private static int count(String column, String cell) {
        double number = number(column, cell);
        if (!(number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number))) {
            throw new IllegalArgumentException(
                    "column '" + column + "': must be a whole number from 0, got " + shown(cell));
        }
        return (int) number;
    }

    private static <E extends Enum<E>> E chosen(Class<E> kinds, String column, String cell) {
        for (E kind : kinds.getEnumConstants()) {
            if (kind.name().equals(cell)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        "column '%s': must be one of %s, got %s",
                        column, Arrays.toString(kinds.getEnumConstants()), shown(cell)));
    }

    /** A cell as a message shows it, however long it is. */
    private static String shown(String cell) {
        return "'" + (cell.length() > LONGEST ? cell.substring(0, LONGEST) + "..." : cell) + "'";
    }

    private static <L extends LossLaw> L law(CsvRecord row, LawFamily<L> family) {
        List<Parameter> parameters = family.parameters();
        double[] values = new double[parameters.size()];
        for (int place = 0; place < values.length; place++) {
            String cell = row.getField(FIRST.size() + place);
            values[place] = number(parameters.get(place).name(), cell);
        }
        return family.at(values);
    }

    private static <T> T checked(Path path, CsvRecord row, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException bad) {
            String why = Optional.ofNullable(bad.getMessage()).orElse("not readable");
            throw new DataException(
                    String.format(
                            "%s:%d: %s", path.getFileName(), row.getStartingLineNumber(), why));
        }
    }
}
