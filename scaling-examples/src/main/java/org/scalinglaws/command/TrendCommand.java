package org.scalinglaws.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.health.Dated;
import org.scalinglaws.health.Trend;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a fixed sum buys year by year. */
@Command(
        name = "trend",
        mixinStandardHelpOptions = true,
        description =
                "Says what budget, model, tokens and loss a fixed sum buys year by year, as compute"
                        + " for money doubles in a time that is stated or fitted to dated rows.")
final class TrendCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--doubling",
            paramLabel = "YEARS",
            description = "In which time FLOPs for a unit of money double, such as 2.3y.")
    private @Nullable String doubling;

    @Option(
            names = "--dated",
            paramLabel = "YEAR=FLOPS",
            description =
                    "What a unit of money bought in a year; give two or more in place of --doubling,"
                            + " and of three or more there are intervals.")
    private List<String> dated = new ArrayList<>();

    @Option(
            names = "--flops-per-unit",
            defaultValue = "7e17",
            paramLabel = "FLOPS",
            description =
                    "What a unit of money buys now, with --doubling; 7e17 unless said: an accelerator"
                            + " of 1e15 FLOP/s at 40 %% for 2 units an hour.")
    private double flops;

    @Option(
            names = "--money",
            required = true,
            paramLabel = "SUM",
            description = "The fixed sum, in the same unit.")
    private double money;

    @Option(
            names = "--years",
            defaultValue = "10",
            paramLabel = "N",
            description = "How many years after now; 10 unless said.")
    private int years;

    @Option(
            names = "--target-loss",
            paramLabel = "NATS",
            description = "A loss: says in which year the sum buys it.")
    private @Nullable Double target;

    @Option(
            names = "--law",
            defaultValue = "besiroglu-2024",
            paramLabel = "NAME",
            description = "The published law to plan by; besiroglu-2024 unless said.")
    private String law = "";

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        Trend trend = trend();
        Planner planner = ComputeOptimal.of(PublishedLaws.named(law));
        List<Trend.Year> rows = trend.years(money, years, planner);
        OptionalDouble when =
                target == null
                        ? OptionalDouble.empty()
                        : trend.affordable(Loss.nats(target), money, planner);
        TextTable table = table(rows);
        for (String line : lines(trend, when)) {
            table = table.line("  " + line);
        }
        TextTable whole = table;
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                whole::text,
                                () -> List.of(whole),
                                () -> json(trend, rows, when, law)));
        return 0;
    }

    private Trend trend() {
        if ((doubling == null) == dated.isEmpty()) {
            throw new IllegalArgumentException(
                    "a trend needs --doubling or two --dated rows or more, and not both");
        }
        if (doubling == null) {
            return Trend.fitted(dated.stream().map(TrendCommand::row).toList());
        }
        String digits = doubling.replaceAll("\\s*(y|years?)$", "");
        return Trend.stated(flops, number("--doubling", digits, doubling));
    }

    private static Dated row(String text) {
        int sign = text.indexOf('=');
        String year = text.substring(0, Math.max(0, sign));
        return new Dated(
                number("--dated", year, text), number("--dated", text.substring(sign + 1), text));
    }

    private static double number(String option, String digits, String text) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException word) {
            String form = option.equals("--dated") ? "YEAR=FLOPS" : "years such as 2.3y";
            throw new IllegalArgumentException(
                    option + " must be " + form + ", got '" + text + "'", word);
        }
    }

    private TextTable table(List<Trend.Year> rows) {
        TextTable table =
                TextTable.of("  %8s %10s %9s %9s %8s  %s")
                        .row("year", "FLOPs", "params N", "tokens D", "loss", "95 % of FLOPs");
        for (Trend.Year row : rows) {
            table =
                    table.row(
                            year(row.year()),
                            Digits.cell(row.plan().compute().flops()),
                            Digits.three(row.plan().model().parameters()),
                            Digits.three(row.plan().tokens().count()),
                            Digits.loss(row.plan().loss().nats()),
                            range(row.flops()));
        }
        return table;
    }

    /** In all its digits, which no suffix shortens. */
    private static String year(double year) {
        return BigDecimal.valueOf(year).stripTrailingZeros().toPlainString();
    }

    private static String range(Optional<Interval> interval) {
        return interval.map(one -> Digits.cell(one.lower()) + " to " + Digits.cell(one.upper()))
                .orElse("-");
    }

    private List<String> lines(Trend trend, OptionalDouble when) {
        List<String> lines = new ArrayList<>();
        String sure =
                trend.doubling(Defaults.LEVEL)
                        .map(
                                one ->
                                        ", 95 % interval "
                                                + Digits.three(one.lower())
                                                + " to "
                                                + Digits.three(one.upper()))
                        .orElse("");
        lines.add(trend + sure);
        lines.add("plans and losses by law " + law);
        if (target != null) {
            lines.add(
                    when.isPresent()
                            ? "a loss of "
                                    + Digits.loss(target)
                                    + " is affordable in year "
                                    + year(Math.round(10 * when.getAsDouble()) / 10.0)
                            : "a loss of "
                                    + Digits.loss(target)
                                    + " does not become affordable within 200 years");
        }
        return lines;
    }

    private static Map<String, @Nullable Object> json(
            Trend trend, List<Trend.Year> rows, OptionalDouble when, String law) {
        List<Map<String, @Nullable Object>> each = new ArrayList<>();
        for (Trend.Year row : rows) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("year", row.year());
            json.put("flops", row.plan().compute().flops());
            json.put("flopsInterval", Json.ends(row.flops()));
            json.put("params", row.plan().model().parameters());
            json.put("tokens", row.plan().tokens().count());
            json.put("loss", row.plan().loss().nats());
            each.add(json);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("flopsPerUnit", trend.flops());
        json.put("doublingYears", trend.doublingYears());
        json.put("doublingInterval", Json.ends(trend.doubling(Defaults.LEVEL)));
        json.put("law", law);
        json.put("years", each);
        json.put("affordable", when.isPresent() ? when.getAsDouble() : null);
        return json;
    }
}
