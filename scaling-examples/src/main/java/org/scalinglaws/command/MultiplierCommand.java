package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.multiplier.AtLoss;
import org.scalinglaws.multiplier.Comparison;
import org.scalinglaws.multiplier.Multiplier;
import org.scalinglaws.multiplier.Shared;
import org.scalinglaws.multiplier.Sharing;
import org.scalinglaws.multiplier.Worth;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.select.NestedTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much compute one recipe saves against another. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compares recipes on their runs: how many times the parameters, tokens and compute the"
                        + " reference needs for the same loss.")
final class MultiplierCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--group",
            required = true,
            paramLabel = "COLUMN",
            description = "The column that says which recipe a run is of.")
    private String column = "";

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description = "The recipe that the others are held against; the first unless said.")
    private @Nullable String reference;

    @Option(
            names = "--at-loss",
            paramLabel = "LOSS",
            description =
                    "A loss at which to compare, in the unit of the file. May be given again; five"
                            + " losses that runs of both have reached unless said.")
    private List<Double> losses = new ArrayList<>();

    @Option(
            names = "--at-budget",
            paramLabel = "FLOPS",
            description =
                    "Compare at the loss that the reference reaches with this training compute, such as"
                            + " 1e20. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            description = "The level of the intervals; 0.95 unless said.")
    private double level = Defaults.LEVEL;

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    /** A multiplier and the rows by loss that were asked for. */
    private record Row(Multiplier multiplier, List<AtLoss> atLosses) {
        List<TextTable> tables() {
            return Stream.concat(Stream.of(multiplier.table()), byLoss().stream()).toList();
        }

        List<Finding> findings() {
            List<Finding> all = new ArrayList<>(multiplier.findings());
            all.addAll(multiplier.findings(atLosses));
            return all;
        }

        Optional<TextTable> byLoss() {
            return atLosses.isEmpty() ? Optional.empty() : Optional.of(multiplier.table(atLosses));
        }
    }

    @Override
    public Integer call() {
        failure.check();
        format.check();
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "--level must lie between 0 and 1, got " + Decimal.format(level));
        }
        losses.forEach(loss -> Decimal.positive("--at-loss", loss));

        Dataset runs = table.read();
        Comparison comparison = Comparison.of(runs, column).withLevel(level);
        if (reference != null) {
            comparison = comparison.against(reference);
        }

        List<Row> rows =
                comparison.multipliers().stream().map(each -> row(each, runs.lossUnit())).toList();
        Sharing sharing = comparison.sharing();
        List<Finding> findings =
                rows.stream().flatMap(row -> row.findings().stream()).distinct().toList();
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(rows, sharing, findings),
                                () -> tables(rows, sharing, findings),
                                () -> json(rows, sharing, findings)));
        return failure.code(findings);
    }

    private Row row(Multiplier multiplier, LossUnit unit) {
        if (losses.isEmpty() && budgets.isEmpty()) {
            return new Row(multiplier, multiplier.alongLosses());
        }
        List<AtLoss> atLosses = new ArrayList<>();
        losses.forEach(loss -> atLosses.add(multiplier.at(Loss.nats(unit.nats(loss)))));
        for (String budget : budgets) {
            multiplier.at(Compute.parse(budget)).ifPresent(atLosses::add);
        }
        return new Row(multiplier, atLosses);
    }

    private static List<TextTable> tables(List<Row> rows, Sharing sharing, List<Finding> findings) {
        TextTable[] tables =
                Stream.concat(
                                rows.stream().flatMap(row -> row.tables().stream()),
                                together(sharing).stream())
                        .toArray(TextTable[]::new);
        return ChosenFormat.with(findings, tables);
    }

    /** What more than two recipes are worth in one law, and what they share. */
    private static List<TextTable> together(Sharing sharing) {
        List<TextTable> tables = new ArrayList<>();
        if (sharing.recipes().size() > 2) {
            tables.add(sharing.worths());
        }
        tables.add(sharing.table());
        return tables;
    }

    private static String text(List<Row> rows, Sharing sharing, List<Finding> findings) {
        String line = System.lineSeparator();
        StringJoiner text = new StringJoiner(line + line);
        for (Row row : rows) {
            Multiplier multiplier = row.multiplier();
            text.add(multiplier.table().text());
            text.add(
                    "  one law for both: "
                            + said(multiplier.oneLaw())
                            + line
                            + "  one law with a factor each for params and tokens: "
                            + said(multiplier.sharedExponents()));
            row.byLoss().ifPresent(table -> text.add(table.text()));
            crossing(multiplier).ifPresent(text::add);
        }
        together(sharing).forEach(table -> text.add(table.text()));
        text.add("  " + sharing.statement());
        if (!findings.isEmpty()) {
            StringJoiner told = new StringJoiner(line);
            Finding.lines(findings).forEach(finding -> told.add("  " + finding));
            text.add(told.toString());
        }
        return text.toString();
    }

    /** Where the laws of two recipes cross; those that may be one law cross somewhere by chance. */
    private static Optional<String> crossing(Multiplier multiplier) {
        boolean differ =
                multiplier.oneLaw().filter(test -> test.pValue() < Sharing.SIGNIFICANT).isPresent();
        return multiplier
                .crossover()
                .map(
                        loss ->
                                "  both need the same compute at "
                                        + loss
                                        + (differ
                                                ? ""
                                                : ", by chance where one law holds for both"));
    }

    private static String said(Optional<NestedTest> test) {
        return test.map(NestedTest::toString).orElse("no run to spare");
    }

    private static Map<String, @Nullable Object> json(
            List<Row> rows, Sharing sharing, List<Finding> findings) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("multipliers", rows.stream().map(MultiplierCommand::json).toList());
        json.put("sharing", json(sharing));
        json.put("findings", Json.findings(findings));
        return json;
    }

    private static Map<String, @Nullable Object> json(Sharing sharing) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("recipes", sharing.recipes());
        for (Shared shared : Shared.values()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("numbers", shared.numbers(sharing.recipes().size()));
            row.put("test", sharing.test(shared).map(MultiplierCommand::json).orElse(null));
            json.put(shared.toString(), row);
        }
        json.put("most", sharing.most().map(Shared::toString).orElse(null));
        return json;
    }

    private static Map<String, @Nullable Object> json(Row row) {
        Multiplier multiplier = row.multiplier();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("recipe", multiplier.recipe());
        json.put("against", multiplier.reference());
        json.put("level", multiplier.level());
        json.put("params", json(multiplier.params()));
        json.put("tokens", json(multiplier.tokens()));
        json.put("compute", json(multiplier.compute()));
        multiplier.time().ifPresent(worth -> json.put("seconds", json(worth)));
        json.put("oneLaw", multiplier.oneLaw().map(MultiplierCommand::json).orElse(null));
        json.put(
                "sharedExponents",
                multiplier.sharedExponents().map(MultiplierCommand::json).orElse(null));
        json.put("crossover", multiplier.crossover().map(Loss::nats).orElse(null));
        json.put("byLoss", row.atLosses().stream().map(MultiplierCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Worth worth) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("estimate", worth.estimate());
        json.put("interval", Json.ends(worth.interval()));
        return json;
    }

    private static Map<String, @Nullable Object> json(NestedTest test) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("statistic", test.statistic());
        json.put("degreesOfFreedom", List.of(test.fewer(), test.spare()));
        json.put("pValue", Json.number(test.pValue()));
        return json;
    }

    private static Map<String, @Nullable Object> json(AtLoss row) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("loss", row.loss().nats());
        json.put("referenceFlops", row.reference().map(each -> each.flops()).orElse(null));
        json.put("recipeFlops", row.recipe().map(each -> each.flops()).orElse(null));
        json.put("multiplier", row.worth().map(MultiplierCommand::json).orElse(null));
        return json;
    }
}
