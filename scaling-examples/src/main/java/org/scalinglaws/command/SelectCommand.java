package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.select.CrossValidation;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.select.Selection;
import org.scalinglaws.select.Simplification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The forms that runs can carry, side by side. */
@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        description =
                "Compares forms of the law on the same runs: information criteria, leave-one-out,"
                        + " roll-out (fit below a cut of compute, forecast above), folds of"
                        + " cross-validation, and nested tests of what the runs need.")
final class SelectCommand implements Callable<Integer> {
    /** Makes a group of budgets alike a fold. */
    private static final String COMPUTE = "compute";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--folds",
            defaultValue = "5",
            paramLabel = "K",
            description = "How many folds the runs are dealt into by chance; 5 unless said.")
    private int folds = 5;

    @Option(
            names = "--leave-out",
            paramLabel = "COLUMN|compute",
            description =
                    "Makes a fold of each text of a column, or of each group of alike compute, in"
                            + " place of chance.")
    private @Nullable String leaveOut;

    @Option(
            names = "--simulations",
            defaultValue = "199",
            paramLabel = "B",
            description = "How often each nested test is simulated; 199 unless said.")
    private int simulations = 199;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        Dataset runs = table.read();
        Evidence evidence = Evidence.of(runs);
        RollOut rollOut = RollOut.of(evidence);
        if (rollOut.fits().isEmpty()) {
            throw new NoFitException("no form can be fitted to so few independent runs");
        }
        CrossValidation leftOut = leftOut(evidence);
        Selection selection = Selection.of(rollOut).with(leftOut);
        List<Simplification> tests = Simplification.of(rollOut, simulations, seed.seed());
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                format.of(
                        () -> text(selection, tests),
                        () -> tables(selection, tests),
                        () -> json(selection, tests)));
        out.flush();
        return 0;
    }

    private CrossValidation leftOut(Evidence evidence) {
        if (leaveOut == null) {
            return CrossValidation.folds(evidence, folds, seed.seed());
        }
        return leaveOut.equals(COMPUTE)
                ? CrossValidation.byCompute(evidence)
                : CrossValidation.by(evidence, leaveOut);
    }

    private static String verdict(Selection selection) {
        List<String> best = selection.candidates();
        return best.size() == 1
                ? "residuals prefer " + best.get(0) + "; roll-out says how far to trust it"
                : "residuals do not tell apart: " + String.join(", ", best);
    }

    private static String ofFolds(CrossValidation leftOut) {
        List<String> best = leftOut.candidates();
        return best.size() == 1
                ? "runs left out prefer " + best.get(0)
                : "runs left out do not tell apart: " + String.join(", ", best);
    }

    private static List<TextTable> tables(Selection selection, List<Simplification> tests) {
        TextTable forms = selection.table().line("  " + verdict(selection));
        for (CrossValidation folds : selection.leftOut().stream().toList()) {
            forms = forms.line("  " + ofFolds(folds));
        }
        return tests.isEmpty() ? List.of(forms) : List.of(forms, Simplification.table(tests));
    }

    private static String text(Selection selection, List<Simplification> tests) {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder(selection + line);
        text.append(line).append("  ").append(verdict(selection));
        selection.leftOut().ifPresent(folds -> text.append(line).append("  " + ofFolds(folds)));
        if (!tests.isEmpty()) {
            text.append(line).append(line).append(Simplification.table(tests).text());
        }
        return text.toString();
    }

    private static Map<String, @Nullable Object> json(
            Selection selection, List<Simplification> tests) {
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
        json.put("leftOut", selection.leftOut().map(SelectCommand::json).orElse(null));
        json.put("tests", tests.stream().map(SelectCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(CrossValidation leftOut) {
        List<Map<String, @Nullable Object>> forms = new ArrayList<>();
        for (CrossValidation.Row row : leftOut.rows()) {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            form.put("name", row.form());
            form.put("error", row.error());
            form.put("behind", row.behind());
            forms.add(form);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("by", leftOut.by());
        json.put("folds", leftOut.folds());
        json.put("forms", forms);
        json.put("candidates", leftOut.candidates());
        return json;
    }

    private static Map<String, @Nullable Object> json(Simplification each) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("claim", each.claim());
        json.put("form", each.form());
        json.put("statistic", each.test().statistic());
        json.put("degreesOfFreedom", List.of(each.test().fewer(), each.test().spare()));
        json.put("pValue", each.test().pValue());
        json.put("refused", each.isRefused());
        return json;
    }
}
