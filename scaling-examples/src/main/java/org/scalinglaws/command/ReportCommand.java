package org.scalinglaws.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.Statement;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.uncertainty.Bootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One page to hand in: the answer, pictures, what speaks against it, and how it was computed. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes one page of HTML or Markdown to hand in: what to train, how sure that is, pictures, findings,"
                        + " checklist, every run, and how it was computed. It loads nothing.")
final class ReportCommand implements Callable<Integer> {
    /** Unless a budget is said, the report plans this many times the largest run. */
    private static final double BEYOND = 10;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description =
                    "What may be spent; pictures reach as far. Ten times the largest run unless said.")
    private @Nullable String budget;

    @Option(
            names = "--out",
            paramLabel = "REPORT.html|.md",
            description =
                    "The page to write; beside the runs unless said. A file that this command did not"
                            + " write is replaced with --force alone, the file of runs never.")
    private @Nullable Path out;

    @Option(
            names = "--format",
            paramLabel = "html|markdown",
            description = "As the name of the page says, HTML where it says nothing.")
    private @Nullable String format;

    @Option(
            names = "--bootstrap",
            paramLabel = "B",
            description =
                    "Fit B further sets of runs made out of these: the errors of the law come from"
                            + " them.")
    private @Nullable Integer replicates;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATEMENT,...",
            description = "What is so and the runs cannot tell: held-out, same-setup.")
    private List<String> statements = List.of();

    @Option(
            names = "--force",
            description = "Replace a file at --out that this command did not write.")
    private boolean forced;

    @Option(
            names = "--despite-errors",
            description = "Plan even by runs with an ERROR among the findings.")
    private boolean despiteErrors;

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Override
    public Integer call() {
        failure.check();
        if (format != null && !format.matches("html|markdown")) {
            throw new IllegalArgumentException(
                    "--format must be html or markdown, got '" + format + "'");
        }
        if (replicates == null && seed.isGiven()) {
            throw new IllegalArgumentException(
                    "--seed needs --bootstrap, which says how many sets of runs to fit");
        }
        ReportFile page = page();
        if (!table.isStandardInput()) {
            page.requireOther(table.file());
        }
        page.requireWritable();
        if (!forced && !page.isOwn()) {
            throw new IllegalArgumentException(
                    page.path() + " was not written by this command; --force replaces it");
        }

        // Everything is computed before anything is written.
        ReportContent report = content();
        page.write(report);
        spec.commandLine().getOut().println(report.answer());
        spec.commandLine().getOut().println("report: " + page.path());
        return failure.code(report.findings());
    }

    private ReportContent content() {
        Dataset runs = table.read();
        Compute spent = budget == null ? beyond(runs) : Compute.parse(budget);
        Statement[] stated = statements.stream().map(Statement::parse).toArray(Statement[]::new);
        Fit<ChinchillaLaw> fit = Checks.checked(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
        Forecaster forecaster = Forecast.of(fit).stating(stated);
        ReportContent.Asked asked = new ReportContent.Asked(spent, fileHash(), despiteErrors);
        if (replicates == null) {
            return ReportContent.of(fit, forecaster, asked);
        }
        Bootstrap bootstrap = ChosenBootstrap.usual(runs, replicates, seed.seed());
        return ReportContent.of(fit, bootstrap.of(fit), seed.seed(), forecaster, asked);
    }

    /** What is planned for unless somebody says: as plans count it, 6ND. */
    static Compute beyond(Dataset runs) {
        return Compute.flops(
                runs.stream()
                        .map(Run::recipe)
                        .mapToDouble(
                                each ->
                                        6
                                                * BEYOND
                                                * each.model().parameters()
                                                * each.tokens().count())
                        .max()
                        .orElse(Double.NaN));
    }

    private ReportFile page() {
        ReportFile named = out == null ? beside() : ReportFile.of(out);
        return format == null ? named : new ReportFile(named.path(), format.equals("markdown"));
    }

    private ReportFile beside() {
        if (table.isStandardInput()) {
            throw new IllegalArgumentException("runs from standard input need --out REPORT.html");
        }
        String file = String.valueOf(table.file().getFileName());
        int end = file.indexOf('.');
        String kind = "markdown".equals(format) ? "md" : "html";
        String name = (end > 0 ? file.substring(0, end) : file) + "-report." + kind;
        return ReportFile.of(table.file().resolveSibling(name));
    }

    private String fileHash() {
        if (table.isStandardInput()) {
            return "standard input";
        }
        try {
            return ReportFile.hash(Files.readAllBytes(table.file()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + table.file(), unreadable);
        }
    }
}
