package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.select.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The forms that runs can carry, side by side. */
@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        description =
                "Compares forms of the law on the same runs: information criteria, leave-one-out, and"
                        + " roll-out (fit below a cut of compute, forecast above).")
final class SelectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        Selection selection = Selection.of(table.read());
        if (selection.rows().isEmpty()) {
            throw new NoFitException("no form can be fitted to so few independent runs");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                format.of(
                        () -> text(selection),
                        () -> List.of(selection.table().line("  " + verdict(selection))),
                        () -> json(selection)));
        out.flush();
        return 0;
    }

    private static String verdict(Selection selection) {
        List<String> best = selection.candidates();
        return best.size() == 1
                ? "residuals prefer " + best.get(0) + "; roll-out says how far to trust it"
                : "residuals do not tell apart: " + String.join(", ", best);
    }

    private static String text(Selection selection) {
        String line = System.lineSeparator();
        return selection + line + line + "  " + verdict(selection);
    }

    private static Map<String, @Nullable Object> json(Selection selection) {
        List<Map<String, @Nullable Object>> forms = new ArrayList<>();
        for (Selection.Row row : selection.rows()) {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            form.put("name", row.name());
            form.put("parameters", row.parameters());
            form.put("aicc", Json.number(row.aicc().orElse(Double.NaN)));
            form.put("bic", Json.number(row.bic()));
            form.put("leaveOneOut", Json.number(row.leaveOneOut()));
            form.put("rollOutNear", Json.number(row.near().orElse(Double.NaN)));
            form.put("rollOutFar", Json.number(row.far().orElse(Double.NaN)));
            forms.add(form);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("forms", forms);
        json.put("candidates", selection.candidates());
        return json;
    }
}
