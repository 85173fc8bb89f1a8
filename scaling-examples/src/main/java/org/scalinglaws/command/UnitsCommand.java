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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What units, suffixes and spellings options and tables may use. */
@Command(
        name = "units",
        mixinStandardHelpOptions = true,
        description =
                "What units, suffixes and spellings are understood, in options and in tables.")
final class UnitsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        spec.commandLine()
                .getOut()
                .println(format.of(UnitsCommand::text, UnitsCommand::tables, UnitsCommand::json));
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

    /** What a table of this answer is about, and a meaning for each spelling. */
    private record Section(String title, Map<String, String> meanings) {
        private static final String LAYOUT = "  %-30s %s";

        String text() {
            return rows(TextTable.of(LAYOUT).line(title)).text();
        }

        TextTable table() {
            return rows(TextTable.of(LAYOUT).row(title, "meaning"));
        }

        private TextTable rows(TextTable table) {
            TextTable all = table;
            for (Map.Entry<String, String> meaning : meanings.entrySet()) {
                all = all.row(meaning.getKey(), meaning.getValue());
            }
            return all;
        }
    }

    private static String text() {
        return sections().stream().map(Section::text).collect(Collectors.joining("\n\n"));
    }

    private static List<TextTable> tables() {
        return sections().stream().map(Section::table).toList();
    }

    private static List<Section> sections() {
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes().forEach((size, names) -> sizes.put(names, Digits.four(size)));
        sizes.put("PFLOP, B tokens", "the same: flop, tokens or params may stand behind");
        sizes.put("a number, such as 1e9", "itself");

        Map<String, String> losses = new LinkedHashMap<>();
        lossUnits().forEach(unit -> losses.put(unit.text(), String.join(", ", unit.columns())));

        Map<String, String> columns = new LinkedHashMap<>();
        columns().forEach((factor, names) -> columns.put(names, factor.toString()));

        Map<String, String> rules = new LinkedHashMap<>();
        Stream.of(Counting.values()).forEach(rule -> rules.put(rule.toString(), meaning(rule)));

        Map<String, String> accelerators = new LinkedHashMap<>();
        Accelerators.all().forEach(each -> accelerators.put(each.name(), power(each)));

        return List.of(
                new Section("numbers", numbers()),
                new Section("sizes of a column: --unit tokens=B", sizes),
                new Section("losses: --loss-unit, with the columns that are then the loss", losses),
                new Section("columns, in either case; --column NAME=COLUMN names others", columns),
                new Section("parameters: --counting", rules),
                new Section(
                        "accelerators: --cluster COUNTxNAME, case and marks ignored",
                        accelerators));
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
