package org.scalinglaws.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Optimum;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;

/** An IsoFLOP analysis as tables: what each budget says, and what each approach says at a target. */
record IsoFlopTable(SideBySide comparison) {
    String text() {
        IsoFlop study = comparison.study();
        StringJoiner lines = new StringJoiner("\n");
        lines.add(study.sweep().toString());
        lines.add("");
        lines.add(budgets(study).text());
        lines.add("");
        lines.add(exponents().text());
        lines.add("");
        lines.add(targets().text());
        FindingLines.add(lines, findings());
        return lines.toString();
    }

    /** The same as tables with a head each. */
    List<TextTable> tables() {
        return Stream.concat(
                        Stream.of(budgets(comparison.study()), exponents(), targets()),
                        FindingLines.table(findings()).stream())
                .toList();
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(Checks.inspect(comparison.study().fit()));
        findings.addAll(comparison.findings());
        return findings.stream().distinct().toList();
    }

    private TextTable budgets(IsoFlop study) {
        String level = Digits.level(study.parabolas().level());
        TextTable table =
                TextTable.of("  %12s %6s %12s %24s %12s %12s %14s")
                        .row(
                                "FLOP",
                                "runs",
                                sizeColumn(study),
                                level,
                                "tokens D*",
                                "loss",
                                "N* corrected");

        // Akima's splines have no residuals, and so no interval.
        boolean hasIntervals = study.parabolas().estimator() != Parabolas.Estimator.AKIMA;
        List<Optimum> corrected = study.corrected().optima();
        int place = 0;
        for (Optimum best : study.approach2().optima()) {
            Optimum other = corrected.get(place++);
            table =
                    best.isUsed()
                            ? table.row(
                                    Digits.column(best.budget().flops()),
                                    best.rows(),
                                    Digits.size(best.parameters()),
                                    hasIntervals
                                            ? range(best.parametersInterval(), Digits::size)
                                            : "-",
                                    Digits.size(best.tokens()),
                                    Digits.column(best.loss()),
                                    other.isUsed() ? Digits.size(other.parameters()) : "-")
                            : table.line(
                                    String.format(
                                            "  %12s %6d  left out: %s",
                                            Digits.column(best.budget().flops()),
                                            best.rows(),
                                            best.refusal()));
        }
        return table;
    }

    private static String sizeColumn(IsoFlop study) {
        Counting counting = study.sweep().runs().counting();
        return counting == Counting.TOTAL ? "params N*" : counting + " N*";
    }

    private TextTable exponents() {
        String level = Digits.level(comparison.level());
        TextTable table =
                TextTable.of("  %-22s %8s %20s %8s %20s")
                        .row("N* ~ C^a, D* ~ C^b", "a", level, "b", level);
        for (SideBySide.Row row : comparison.rows()) {
            Allocation allocation = row.allocation();
            table =
                    table.row(
                            allocation.approach(),
                            exponent(allocation.size().exponent()),
                            range(row.sizeExponent(), IsoFlopTable::exponent),
                            exponent(allocation.data().exponent()),
                            range(row.dataExponent(), IsoFlopTable::exponent));
        }

        // What has no answer says why, below those that have one.
        for (Allocation allocation : comparison.study().allocations()) {
            if (!allocation.isAnswered()) {
                table =
                        table.line(
                                "  "
                                        + allocation.approach()
                                        + " has no answer: "
                                        + allocation.refusal());
            }
        }
        return table.line("  intervals: " + comparison.method());
    }

    private static String exponent(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private TextTable targets() {
        String level = Digits.level(comparison.level());
        String target = "at " + Digits.column(comparison.target().flops()) + " FLOP";
        TextTable table =
                TextTable.of("  %-22s %10s %22s %10s %22s %10s")
                        .row(target, "N*", level, "D*", level, "wasted");
        for (SideBySide.Row row : comparison.rows()) {
            Allocation allocation = row.allocation();
            table =
                    table.row(
                            allocation.approach(),
                            Digits.size(allocation.size().at(comparison.target())),
                            range(row.parameters(), Digits::size),
                            Digits.size(allocation.data().at(comparison.target())),
                            range(row.tokens(), Digits::size),
                            wasted(row.wastedPercent()));
        }

        // Waste is measured by the law of approach 3, which may have none.
        boolean known =
                comparison.rows().stream().anyMatch(row -> !Double.isNaN(row.wastedPercent()));
        return table.line(
                "  wasted: "
                        + (known
                                ? "of the compute, if the law of approach 3 is true"
                                : "not known, see parabola-bias"));
    }

    private static String wasted(double percent) {
        return Double.isNaN(percent)
                ? "-"
                : String.format(Locale.ROOT, "%.2f %%", Math.max(0, percent));
    }

    private static String range(Interval interval, DoubleFunction<String> text) {
        boolean open = Double.isInfinite(interval.upper()) && !(interval.lower() > 0);
        return open
                ? "anywhere"
                : text.apply(interval.lower()) + " to " + text.apply(interval.upper());
    }
}
