package org.scalinglaws.command;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.lab.EmbeddedStudy;
import org.scalinglaws.quantity.Brief;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program: without arguments it fits a study that was trained here and plans from it; its commands
 * do the same for your runs. Exit codes: 0 an answer, 1 no answer exists, 2 a bad argument or bad data, 3 an
 * answer with a finding that {@code --fail-on} names.
 */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        version = "scaling " + Main.VERSION,
        description = "Scaling laws: from a file of runs to a law and a plan.",
        subcommands = {
            FitCommand.class,
            PlanCommand.class,
            IsoFlopCommand.class,
            LabCommand.class,
            LabTextCommand.class,
            LabTransformerCommand.class,
            SimulateCommand.class,
            ProblemsCommand.class,
            LawsCommand.class,
            FindingsCommand.class,
            CompareCommand.class,
            MultiplierCommand.class,
            CurvesCommand.class,
            HealthCommand.class,
            WatchCommand.class,
            ScoreCommand.class,
            TrendCommand.class,
            CostCommand.class,
            ForecastCommand.class,
            ReportCommand.class,
            PlotCommand.class,
            ConfirmCommand.class,
            CalibrateCommand.class,
            SelectCommand.class,
            NextRunsCommand.class,
            ChooseCommand.class,
            SweepCommand.class,
            ShapeCommand.class,
            TuneCommand.class,
            UnitsCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Without a command: fits a study of small models, plans from it, and holds its",
            "forecasts against what larger models measured. With a file of runs in place of a",
            "command: fits it. Completion in a shell: source <(scaling generate-completion).",
            "Exit codes: 0 an answer; 1 no answer exists; 2 a bad argument or bad data; 3 an answer",
            "with a finding that --fail-on names."
        })
public final class Main implements Callable<Integer> {
    static final String VERSION = "0.1.0-SNAPSHOT";

    private static final int NO_ANSWER = 1;
    private static final int BAD_INPUT = 2;
    private static final int DEFECT = 70;
    private static final int HELP_WIDTH = 140;

    @Spec private CommandSpec spec;

    private Main() {
        this.spec = CommandSpec.create();
    }

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param arguments a command and its options, or none
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(execute(commandLine(), arguments));
    }

    /** Runs a command; a file of runs without one is fitted. */
    static int execute(CommandLine program, String... arguments) {
        boolean command =
                arguments.length == 0
                        || arguments[0].startsWith("--")
                        || program.getSubcommands().containsKey(arguments[0]);
        if (command || !isFile(arguments[0])) {
            return program.execute(arguments);
        }
        return program.execute(
                Stream.concat(Stream.of("fit"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static boolean isFile(String argument) {
        return argument.equals("-") || argument.contains(".") || new File(argument).isFile();
    }

    static CommandLine commandLine() {
        CommandLine program = new CommandLine(new Main());
        CommandLine fit = requireNonNull(program.getSubcommands().get("fit"), "fit");
        fit.getCommandSpec().usageMessage().width(HELP_WIDTH).footer("", "Laws:", LawHelp.text());
        CommandLine plot = requireNonNull(program.getSubcommands().get("plot"), "plot");
        plot.getCommandSpec()
                .usageMessage()
                .width(HELP_WIDTH)
                .footer("", "Kinds:", PictureKind.help());
        Examples.addTo(program);
        program.registerConverter(double.class, Main::number);
        program.registerConverter(Double.class, Main::number);
        return program.setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** A number, or a part in percent: 0.4 and 40% are one. */
    private static double number(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
        try {
            return Double.parseDouble(digits) / (percent ? 100 : 1);
        } catch (NumberFormatException word) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    /** One line instead of the whole help. */
    private static int refuse(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = String.valueOf(problem.getMessage());
        List<String> near =
                problem instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String meant = near.isEmpty() ? "" : "; did you mean " + either(near) + "?";
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("scaling: " + Brief.of(message + meant) + " (see " + help + ")");
        return BAD_INPUT;
    }

    private static String either(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    /** One sentence instead of a stack trace. */
    private static int explain(Exception problem, CommandLine command, ParseResult parsed) {
        boolean noAnswer =
                problem instanceof ScalingException || problem instanceof ScipyPeer.Absent;
        boolean badInput =
                problem instanceof IllegalArgumentException
                        || problem instanceof java.io.UncheckedIOException;
        String kind = noAnswer || badInput ? "" : problem.getClass().getSimpleName() + ": ";
        command.getErr()
                .println("scaling: " + kind + Brief.of(String.valueOf(problem.getMessage())));
        return noAnswer ? NO_ANSWER : badInput ? BAD_INPUT : DEFECT;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        StudyAnswer answer = StudyAnswer.of(EmbeddedStudy.all());
        answer.print(out);
        out.println();
        out.println(StudyReport.write(Path.of(""), answer));
        out.println("Your own runs: java -jar scaling.jar fit RUNS.csv --budget FLOPS");
        out.flush();
        return 0;
    }
}
