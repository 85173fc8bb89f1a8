package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.numeric.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The one list of check names: what a finding of each name says, and how much it can weigh. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description = "What every finding means, and how much it can weigh.")
final class FindingsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenNames names = new ChosenNames();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        List<CheckName> chosen = names.of(List.of(CheckName.values()), FindingsCommand::named);
        format.check();
        String answer =
                format.isJson()
                        ? json(chosen)
                        : format.isText() ? text(chosen) : format.text(List.of(table(chosen)));
        spec.commandLine().getOut().println(answer);
        return 0;
    }

    private static CheckName named(String id) {
        return CheckName.find(id)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        String.format(
                                                "a finding must be one of those that 'scaling"
                                                        + " findings' lists, got '%s'",
                                                id)));
    }

    /** By what is looked at, in the order of the list. */
    private static String text(List<CheckName> chosen) {
        TextTable table = TextTable.of("  %-22s %-8s %s");
        for (CheckName.Subject subject : CheckName.Subject.values()) {
            List<CheckName> here =
                    chosen.stream().filter(check -> check.subject() == subject).toList();
            table = here.isEmpty() ? table : table.line(title(subject));
            for (CheckName check : here) {
                table = table.row(check, check.severity(), check.meaning());
            }
        }
        return table.text();
    }

    /** The same with one head, for another form than text. */
    private static TextTable table(List<CheckName> chosen) {
        TextTable table = TextTable.of("  %s %s %s %s").row("name", "severity", "of", "meaning");
        for (CheckName check : chosen) {
            table = table.row(check, check.severity(), check.subject(), check.meaning());
        }
        return table;
    }

    private static String title(CheckName.Subject subject) {
        return switch (subject) {
            case FIT -> "of a fitted law and its runs";
            case ENSEMBLE -> "of laws that the runs could as well have led to";
            case SWEEP -> "of an IsoFLOP sweep, planned or trained";
            case PLAN -> "of a plan";
            case PUBLISHED -> "of a published law or rule";
        };
    }

    private static String json(List<CheckName> chosen) {
        return Json.text(
                chosen.stream()
                        .map(
                                check -> {
                                    Map<String, Object> entry = new LinkedHashMap<>();
                                    entry.put("name", check.id());
                                    entry.put("subject", check.subject().toString());
                                    entry.put("severity", check.severity().toString());
                                    entry.put("meaning", check.meaning());
                                    return entry;
                                })
                        .toList());
    }
}
