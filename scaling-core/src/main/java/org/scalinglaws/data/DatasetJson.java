package org.scalinglaws.data;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

/** A table of runs as JSON, column by column. */
final class DatasetJson implements JsonForm<Dataset> {
    static final DatasetJson FORM = new DatasetJson();

    private static final int VERSION = 1;

    private DatasetJson() {}

    @Override
    public JsonValue write(Dataset runs) {
        requireNonNull(runs, "thing");
        Table table = runs.table();
        Map<String, double[]> factors = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        table.factors()
                .forEach(
                        (factor, column) -> {
                            factors.put(factor.name(), column);
                            units.put(factor.name(), factor.unit());
                        });
        return JsonMembers.of("runs", VERSION)
                .with("source", table.source())
                .with("rows", table.size())
                .with("counting", table.counting().name())
                .with("lossColumn", table.losses().name())
                .with("weightColumn", table.weights().name())
                .with("weightKind", table.weights().kind().name())
                .with("units", units, JsonString::new)
                .with("factors", factors, JsonMembers::numbers)
                .with("labels", table.labels(), DatasetJson::texts)
                .with("losses", table.losses().numbers())
                .with("weights", table.weights().numbers())
                .object();
    }

    private static JsonArray texts(String[] texts) {
        return new JsonArray(Arrays.stream(texts).<JsonValue>map(JsonString::new).toList());
    }

    @Override
    public Dataset read(JsonPlace json) {
        requireNonNull(json, "json");
        json.require("runs", VERSION);
        double[] losses = json.get("losses").numbers();
        WeightKind kind = json.get("weightKind").constant(WeightKind.class);
        double[] weights = sized(json.get("weights"), losses.length);

        // Factors are numbers, labels texts; each column has a cell for every run.
        Map<String, JsonPlace> units = json.get("units").members();
        Map<Factor, double[]> factors = new LinkedHashMap<>();
        json.get("factors")
                .members()
                .forEach(
                        (name, column) -> {
                            JsonPlace unit = units.get(name);
                            Factor factor = new Factor(name, unit == null ? "" : unit.text());
                            factors.put(factor, sized(column, losses.length));
                        });
        Map<String, String[]> labels = new LinkedHashMap<>();
        json.get("labels")
                .members()
                .forEach((name, column) -> labels.put(name, texts(column, losses.length)));
        Table table =
                new Table(
                        json.get("source").text(),
                        json.get("counting").constant(Counting.class),
                        factors,
                        labels,
                        new Table.Response(json.get("lossColumn").text(), losses),
                        new Table.Response(json.get("weightColumn").text(), weights, kind));
        checked(table);
        return new Dataset(table);
    }

    /** The same rules as for runs from anywhere else. */
    private static void checked(Table table) {
        if (table.size() == 0) {
            throw new DataException("a data set needs at least one run, got none");
        }
        table.factors().forEach(table::checked);
        double[] losses = table.losses().numbers();
        for (int row = 0; row < losses.length; row++) {
            table.refuse(row, table.losses().name(), Cell.refusal(false, losses[row]));
            table.refuse(
                    row,
                    table.weights().name(),
                    Cell.refusal(true, table.weights().numbers()[row]));
        }
    }

    private static double[] sized(JsonPlace column, int rows) {
        double[] numbers = column.numbers();
        if (numbers.length != rows) {
            throw column.wrong("an array of " + rows + " numbers");
        }
        return numbers;
    }

    private static String[] texts(JsonPlace column, int rows) {
        List<String> texts = column.items().stream().map(JsonPlace::text).toList();
        if (texts.size() != rows) {
            throw column.wrong("an array of " + rows + " texts");
        }
        return texts.toArray(String[]::new);
    }
}
