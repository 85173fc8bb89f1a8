package org.scalinglaws.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.forecast.Statement;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
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
                "Writes one page of HTML to hand in: what to train, how sure that is, pictures, findings,"
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
            paramLabel = "REPORT.html",
            description =
                    "The page to write; beside the runs unless said. A file that this command did not"
                            + " write is replaced with --force alone.")
    private @Nullable Path out;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATEMENT,...",
            description = "What is so and the runs cannot tell: held-out, same-setup.")
    private List<String> statements = List.of();

    @Mixin private ChosenForce force = new ChosenForce();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Override
    public Integer call() {
        failure.check();
        Path page = page();
        requireOwn(page);
        Dataset runs = table.read();
        double most = Arrays.stream(runs.column(Factor.FLOPS)).max().orElse(Double.NaN);
        Compute spent = budget == null ? Compute.flops(BEYOND * most) : Compute.parse(budget);
        Statement[] stated = statements.stream().map(Statement::parse).toArray(Statement[]::new);

        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Forecaster forecaster = force.on(Forecast.of(fit).stating(stated));
        ReportPage report = ReportPage.of(fit, forecaster, spent);
        write(page, report.html());
        spec.commandLine().getOut().println(report.answer());
        spec.commandLine().getOut().println("report: " + page);
        return failure.code(report.findings());
    }

    private Path page() {
        if (out != null) {
            return out;
        }
        String file = String.valueOf(table.file().getFileName());
        if (file.equals("-")) {
            throw new IllegalArgumentException("runs from standard input need --out REPORT.html");
        }
        int end = file.indexOf('.');
        String name = (end > 0 ? file.substring(0, end) : file) + "-report.html";
        return table.file().resolveSibling(name);
    }

    /** A page that this command wrote may be replaced; anything else is somebody's work. */
    private void requireOwn(Path page) {
        if (!Files.exists(page) || force.isForced()) {
            return;
        }
        try (BufferedReader text = Files.newBufferedReader(page, StandardCharsets.ISO_8859_1)) {
            String first = text.readLine();
            if (!ReportPage.FIRST_LINE.equals(first)) {
                throw new IllegalArgumentException(
                        page + " was not written by this command; --force replaces it");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + page, unreadable);
        }
    }

    /** Under another name first, so that nobody ever sees half of it. */
    private static void write(Path page, String html) {
        Path draft = page.resolveSibling(page.getFileName() + ".part");
        try {
            Files.writeString(draft, html);
            Files.move(draft, page, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + page, refused);
        }
    }
}
