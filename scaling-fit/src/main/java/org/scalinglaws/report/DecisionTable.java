package org.scalinglaws.report;

import java.util.StringJoiner;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Decision.Use;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;

/** A decision as text: the plan, and a line for each limit with what more of it would buy. */
final class DecisionTable {
    private final Decision decision;
    private final LossUnit unit;

    DecisionTable(Decision decision, LossUnit unit) {
        this.decision = decision;
        this.unit = unit;
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(PlanTable.withoutFindings(decision.plan(), unit));
        lines.add("");
        if (decision.epochs() > 1) {
            lines.add(
                    String.format(
                            "  %s distinct tokens, seen %s times",
                            Digits.size(decision.uniqueTokens()),
                            Digits.column(decision.epochs())));
        }

        // Lines that only some questions have.
        decision.serving()
                .ifPresent(
                        work ->
                                lines.add(
                                        "  serving takes "
                                                + Digits.column(work.flops())
                                                + " FLOP"));
        decision.cost().ifPresent(cost -> lines.add("  the least cost is " + amount(cost)));
        if (!decision.limits().isEmpty()) {
            lines.add(limits());
        }
        FindingLines.add(lines, decision.plan().findings());
        return lines.toString();
    }

    private static String amount(Decision.Cost cost) {
        return Digits.size(cost.amount()) + " " + cost.resource().unitInWords();
    }

    /** What is used of each limit, then what more of those would do that bind. */
    private String limits() {
        TextTable table = TextTable.of("  %-14s %12s %12s  %s").row("limit", "used", "of", "");
        for (Use use : decision.limits()) {
            boolean loss = use.name().equals("targetLoss");
            table =
                    table.row(
                            use.name(),
                            number(loss ? unit.of(use.used()) : use.used()),
                            number(loss ? unit.of(use.limit()) : use.limit()),
                            loss ? unit : use.unit());
        }

        StringJoiner lines = new StringJoiner("\n").add(table.text());
        decision.limits().stream()
                .filter(Use::binding)
                .forEach(use -> lines.add("  " + decision.gain(use, unit)));
        return lines.toString();
    }

    private static String number(double value) {
        return value < 1e15 && value >= 1e6 ? Digits.size(value) : Digits.column(value);
    }
}
