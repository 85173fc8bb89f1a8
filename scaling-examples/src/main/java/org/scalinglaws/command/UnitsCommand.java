package org.scalinglaws.command;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.resource.Accelerator;
import org.scalinglaws.resource.Accelerators;
import org.scalinglaws.resource.Arithmetic;
import org.scalinglaws.resource.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What units, suffixes and spellings options and tables may use. */
@Command(
        name = "units",
        mixinStandardHelpOptions = true,
        description =
                "What units, suffixes and spellings are understood, in options and in tables.")
final class UnitsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(json ? Json.text(json()) : text());
        return 0;
    }

    /** How numbers are written; the tables of the library say the rest. */
    private static Map<String, String> numbers() {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("70B, 1.4T, 50M, 3K", "a suffix, in either case: thousand to trillion");
        forms.put("3e11, 5.76e23", "scientific");
        forms.put("0.4, 40%", "a part, in options");
        forms.put("1,300,000", "thousands, in the cells of a table; also 1_300_000 and 1 300 000");
        forms.put("1,3e9", "a decimal comma, in a table whose cells stand between ;");
        return forms;
    }

    private static List<LossUnit> lossUnits() {
        return List.of(
                LossUnit.NATS, LossUnit.BITS, LossUnit.PERPLEXITY, LossUnit.bitsPerByte(4.3));
    }

    private static String text() {
        TextTable table = TextTable.of("  %-30s %s").line("numbers");
        for (Map.Entry<String, String> form : numbers().entrySet()) {
            table = table.row(form.getKey(), form.getValue());
        }

        table = table.line("").line("sizes of a column: --unit tokens=B");
        for (Map.Entry<Double, String> size : sizes().entrySet()) {
            table = table.row(size.getValue(), Digits.four(size.getKey()));
        }
        table =
                table.row("PFLOP, B tokens", "the same: flop, tokens or params may stand behind")
                        .row("a number, such as 1e9", "itself");

        table = table.line("").line("losses: --loss-unit, with the columns that are then the loss");
        for (LossUnit unit : lossUnits()) {
            table = table.row(unit.text(), String.join(", ", unit.columns()));
        }

        table = table.line("").line("columns, in either case; --column NAME=COLUMN names others");
        for (Map.Entry<Factor, String> names : columns().entrySet()) {
            table = table.row(names.getValue(), names.getKey());
        }

        table = table.line("").line("parameters: --counting");
        for (Counting rule : Counting.values()) {
            table = table.row(rule, meaning(rule));
        }

        table = table.line("").line("accelerators: --cluster COUNTxNAME, case and marks ignored");
        for (Accelerator each : Accelerators.all()) {
            table = table.row(each.name(), power(each));
        }
        return table.text();
    }

    private static String meaning(Counting rule) {
        return switch (rule) {
            case TOTAL -> "every weight, embeddings included";
            case NON_EMBEDDING -> "all but token and position embeddings";
            case WITHOUT_INPUT_EMBEDDING -> "all but what a token only looks up";
            case ACTIVE -> "those that one token passes through, for mixtures of experts";
        };
    }

    private static String power(Accelerator each) {
        Arithmetic usual = Cluster.of(each, 1).arithmetic();
        return Digits.teraflops(each.peak(usual))
                + " in "
                + usual
                + ", "
                + Digits.bytes(each.memoryBytes())
                + ", "
                + (each.watts().isPresent()
                        ? Digits.four(each.watts().getAsDouble()) + " W"
                        : "power not published");
    }

    /** The names of each size, the shortest first. */
    private static Map<Double, String> sizes() {
        return CsvFormat.unitNames().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().thenComparing(named()))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getValue,
                                LinkedHashMap::new,
                                Collectors.mapping(Map.Entry::getKey, Collectors.joining(", "))));
    }

    private static Comparator<Map.Entry<String, Double>> named() {
        return Comparator.comparingInt(entry -> entry.getKey().length());
    }

    private static Map<Factor, String> columns() {
        Map<Factor, String> columns = new LinkedHashMap<>();
        Stream.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)
                .forEach(factor -> columns.put(factor, String.join(", ", factor.aliases())));
        return columns;
    }

    private static Map<String, Object> json() {
        Map<String, Object> losses = new LinkedHashMap<>();
        lossUnits().forEach(unit -> losses.put(unit.text(), unit.columns()));
        Map<String, Object> columns = new LinkedHashMap<>();
        Stream.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)
                .forEach(factor -> columns.put(factor.name(), factor.aliases()));

        Map<String, Object> json = new LinkedHashMap<>();
        json.put("numbers", numbers());
        json.put("sizes", CsvFormat.unitNames());
        json.put("losses", losses);
        json.put("columns", columns);
        json.put("counting", Stream.of(Counting.values()).map(Counting::toString).toList());
        json.put("accelerators", Accelerators.all().stream().map(Accelerator::name).toList());
        return json;
    }
}
