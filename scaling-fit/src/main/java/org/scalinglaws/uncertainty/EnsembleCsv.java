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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.solve.Stop;

/**
 * An ensemble as CSV: a row for the fit, which also says how the laws were made, then a row for each
 * replicate. Numbers have as many digits as it takes to read the same bits back.
 */
final class EnsembleCsv {
    private static final List<String> FIRST =
            List.of("replicate", "stop", "evaluations", "other_basin", "objective");
    private static final List<String> LAST = List.of("reason", "kind", "requested", "method");
    private static final String FIT = "fit";

    private EnsembleCsv() {}

    static <L extends LossLaw> void write(Ensemble<L> ensemble, Path path) {
        LawFamily<L> family = ensemble.family();
        String[] none = new String[family.parameters().size()];
        Arrays.fill(none, "");
        try (CsvWriter out = CsvWriter.builder().build(path)) {
            out.writeRecord(columns(family));
            out.writeRecord(
                    row(
                            List.of(FIT, "", "", "", ""),
                            numbers(family.values(ensemble.estimate())),
                            List.of(
                                    "",
                                    ensemble.kind().name(),
                                    Integer.toString(ensemble.requested()),
                                    ensemble.method())));
            for (Replicate<L> replicate : ensemble.replicates()) {
                out.writeRecord(
                        row(
                                List.of(
                                        Integer.toString(replicate.number()),
                                        replicate.stop().name(),
                                        Integer.toString(replicate.evaluations()),
                                        Boolean.toString(replicate.otherBasin()),
                                        Double.toString(replicate.objective())),
                                numbers(family.values(replicate.law())),
                                List.of("", "", "", "")));
            }
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

    private static List<String> columns(LawFamily<?> family) {
        String[] names = family.parameters().stream().map(Parameter::name).toArray(String[]::new);
        return row(FIRST, names, LAST);
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
        List<CsvRecord> rows;
        try (CsvReader<CsvRecord> in = CsvReader.builder().ofCsvRecord(path)) {
            rows = in.stream().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CsvParseException broken) {
            throw new DataException(path.getFileName() + ": not CSV: " + broken.getMessage());
        }
        List<String> columns = columns(family);
        if (rows.size() < 2 || !rows.get(0).getFields().equals(columns)) {
            throw new DataException(
                    String.format(
                            "%s: an ensemble of law '%s' has the columns %s",
                            path.getFileName(), family.name(), String.join(",", columns)));
        }
        List<Replicate<L>> replicates = new ArrayList<>();
        List<Replicate.Failure> failures = new ArrayList<>();
        for (CsvRecord row : rows.subList(2, rows.size())) {
            String reason = last(row, family, "reason");
            if (reason.isEmpty()) {
                replicates.add(checked(path, row, () -> replicate(row, family)));
            } else {
                int number = checked(path, row, () -> number(first(row, "replicate")));
                failures.add(new Replicate.Failure(number, reason));
            }
        }
        CsvRecord fit = rows.get(1);
        return checked(
                path,
                fit,
                () ->
                        new Ensemble<>(
                                last(fit, family, "method"),
                                Ensemble.Kind.valueOf(last(fit, family, "kind")),
                                family,
                                law(fit, family),
                                number(last(fit, family, "requested")),
                                replicates,
                                failures));
    }

    private static <L extends LossLaw> Replicate<L> replicate(CsvRecord row, LawFamily<L> family) {
        return new Replicate<>(
                number(first(row, "replicate")),
                law(row, family),
                Double.parseDouble(first(row, "objective")),
                Stop.valueOf(first(row, "stop")),
                number(first(row, "evaluations")),
                Boolean.parseBoolean(first(row, "other_basin")));
    }

    /** A field before the parameters; by place, for a parameter may have the same name. */
    private static String first(CsvRecord row, String column) {
        return row.getField(FIRST.indexOf(column));
    }

    /** A field after the parameters. */
    private static String last(CsvRecord row, LawFamily<?> family, String column) {
        return row.getField(FIRST.size() + family.parameters().size() + LAST.indexOf(column));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static <L extends LossLaw> L law(CsvRecord row, LawFamily<L> family) {
        return family.at(
                row.getFields().stream()
                        .skip(FIRST.size())
                        .limit(family.parameters().size())
                        .mapToDouble(Double::parseDouble)
                        .toArray());
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
