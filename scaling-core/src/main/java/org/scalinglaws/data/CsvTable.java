package org.scalinglaws.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of runs as CSV that reads back to the same bits. */
final class CsvTable {
    private CsvTable() {}

    static void write(Table runs, Path path) {
        List<double[]> numbers = new ArrayList<>(runs.factors().values());
        List<String[]> texts = new ArrayList<>(runs.labels().values());

        try (CsvWriter writer = CsvWriter.builder().build(path, StandardCharsets.UTF_8)) {
            writer.writeRecord(header(runs));

            for (int row = 0; row < runs.size(); row++) {
                List<String> cells = new ArrayList<>();
                for (double[] column : numbers) {
                    cells.add(Double.isNaN(column[row]) ? "" : Double.toString(column[row]));
                }
                for (String[] column : texts) {
                    cells.add(column[row]);
                }

                cells.add(Double.toString(runs.losses().numbers()[row]));
                cells.add(Double.toString(runs.weights().numbers()[row]));
                writer.writeRecord(cells);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The names of the columns; the weights say their kind where a reader would take another. */
    private static List<String> header(Table runs) {
        List<String> names =
                runs.names().stream().map(ColumnName::written).collect(Collectors.toList());
        Table.Response weights = runs.weights();
        String name = ColumnName.written(weights.name());
        boolean plain = weights.kind() == WeightKind.guess(weights.name(), weights.numbers());
        names.add(plain ? name : ColumnName.stated(name, weights.kind()));
        return names;
    }
}
