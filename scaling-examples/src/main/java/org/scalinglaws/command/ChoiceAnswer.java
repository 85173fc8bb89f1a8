package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.design.Candidate;
import org.scalinglaws.design.Choice;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.LossUnit;

/**
 * What the command {@code choose} answers, for people or as JSON.
 *
 * @param choice the candidates, judged
 * @param budget of the plans that regret is against; null where it is against the best candidate
 * @param level of intervals and of the regret that is seldom exceeded
 * @param unit in which people read losses; JSON stays in nats
 * @param form whether the doubt about the form is in it
 * @param findings what to know before believing it
 */
record ChoiceAnswer(
        Choice<?> choice,
        @Nullable Compute budget,
        double level,
        LossUnit unit,
        FormDoubt form,
        List<Finding> findings) {
    /** A row for each candidate. */
    private TextTable table() {
        String against =
                budget == null
                        ? "the best candidate under each law"
                        : "each law's own plan of " + Digits.four(budget.flops()) + " FLOP";
        TextTable table =
                TextTable.of("  %-9s %9s %10s %9s %9s %12s %10s")
                        .withFirstFitting()
                        .line(
                                String.format(
                                        "%d laws that the runs could as well have led to; regret"
                                                + " against %s; losses in %s",
                                        choice.laws(), against, unit))
                        .row(
                                "candidate",
                                "loss",
                                Digits.level(level) + " from",
                                "to",
                                "best in",
                                "mean regret",
                                "in " + Digits.level(level));
        for (Candidate each : choice.candidates()) {
            table =
                    table.row(
                            each.name(),
                            Digits.loss(unit.of(each.loss().nats())),
                            Digits.loss(unit.of(each.interval().lower())),
                            Digits.loss(unit.of(each.interval().upper())),
                            Digits.percent(each.probabilityOfBest()),
                            Digits.general(regret(each, each.regret().expected())),
                            Digits.general(regret(each, each.regret().quantile(level))));
        }

        return table;
    }

    List<TextTable> tables() {
        return ChosenFormat.with(
                findings, table().line("").line("  " + advice()).line("  " + form.text()));
    }

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(table().text()).add("").add("  " + advice()).add("  " + form.text());
        if (!findings.isEmpty()) {
            lines.add("");
            Finding.lines(findings).forEach(line -> lines.add("  " + line));
        }
        return lines.toString();
    }

    /** A difference of losses in the unit, at the candidate's own loss. */
    private double regret(Candidate candidate, double nats) {
        double loss = candidate.loss().nats();
        return unit.equals(LossUnit.NATS) ? nats : unit.of(loss) - unit.of(loss - nats);
    }

    /** What to train, and what to train when luck must not decide. */
    private String advice() {
        Candidate mean = choice.leastRegret();
        Candidate safe = choice.leastRegret(level);
        String first = mean.name() + " has the least mean regret";
        return mean.name().equals(safe.name())
                ? first + ", and the least in " + Digits.level(level) + " of the laws"
                : first
                        + "; "
                        + safe.name()
                        + " the least in "
                        + Digits.level(level)
                        + " of the laws";
    }

    Map<String, @Nullable Object> json() {
        List<Map<String, Object>> candidates = new ArrayList<>();
        for (Candidate each : choice.candidates()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", each.name());
            each.recipe()
                    .factors()
                    .forEach(factor -> json.put(factor.name(), each.recipe().value(factor)));
            json.put("loss", each.loss().nats());
            json.put("interval", List.of(each.interval().lower(), each.interval().upper()));
            json.put("probabilityOfBest", each.probabilityOfBest());
            json.put("meanRegret", each.regret().expected());
            json.put("regretAtLevel", each.regret().quantile(level));
            json.put("greatestRegret", each.regret().greatest());
            candidates.add(json);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("laws", choice.laws());
        json.put("level", level);
        json.put("regretAgainst", budget == null ? "best candidate" : "own plan");
        json.put("candidates", candidates);
        json.put("leastMeanRegret", choice.leastRegret().name());
        json.put("leastRegretAtLevel", choice.leastRegret(level).name());
        json.put("formDoubt", form.forecaster().isPresent());
        json.put("intervalsAbout", form.text());
        json.put("findings", Json.findings(findings));
        return json;
    }
}
