package org.scalinglaws.report;

import java.util.StringJoiner;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Decision.Use;
import org.scalinglaws.quantity.Digits;

/** A decision as text: the plan, and a line for each limit with what more of it would buy. */
final class DecisionTable {
    private final Decision decision;

    DecisionTable(Decision decision) {
        this.decision = decision;
    }

    String text() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(PlanTable.withoutFindings(decision.plan()));
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
        String unit = cost.resource().unit();
        return Digits.size(cost.amount()) + " " + (unit.isEmpty() ? cost.resource().name() : unit);
    }

    private String limits() {
        TextTable table =
                TextTable.of("  %-14s %12s %12s  %-11s %s")
                        .row("limit", "used", "of", "", "1 % more room buys");
        for (Use use : decision.limits()) {
            table =
                    table.row(
                            use.name(),
                            number(use.used()),
                            number(use.limit()),
                            use.unit(),
                            use.binding() ? gain(use) : "-");
        }
        return table.text();
    }

    /** What one per cent buys: of loss, or of what was made cheap. */
    private String gain(Use use) {
        String gain = Digits.column(0.01 * use.limit() * use.shadowPrice());
        return gain + decision.cost().map(cost -> " " + cost.resource().name()).orElse(" nats");
    }

    private static String number(double value) {
        return value < 1e15 && value >= 1e6 ? Digits.size(value) : Digits.column(value);
    }
}
