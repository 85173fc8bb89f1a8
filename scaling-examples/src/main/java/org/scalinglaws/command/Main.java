package org.scalinglaws.command;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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

    /** Every command by its name, in the order of the help. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS =
            List.of(
                    Map.entry("fit", FitCommand.class),
                    Map.entry("plan", PlanCommand.class),
                    Map.entry("isoflop", IsoFlopCommand.class),
                    Map.entry("lab", LabCommand.class),
                    Map.entry("lab-text", LabTextCommand.class),
                    Map.entry("lab-study", LabStudyCommand.class),
                    Map.entry("lab-transformer", LabTransformerCommand.class),
                    Map.entry("simulate", SimulateCommand.class),
                    Map.entry("problems", ProblemsCommand.class),
                    Map.entry("laws", LawsCommand.class),
                    Map.entry("findings", FindingsCommand.class),
                    Map.entry("compare-scipy", CompareCommand.class),
                    Map.entry("compare", MultiplierCommand.class),
                    Map.entry("curves", CurvesCommand.class),
                    Map.entry("health", HealthCommand.class),
                    Map.entry("watch", WatchCommand.class),
                    Map.entry("score", ScoreCommand.class),
                    Map.entry("trend", TrendCommand.class),
                    Map.entry("cost", CostCommand.class),
                    Map.entry("forecast", ForecastCommand.class),
                    Map.entry("report", ReportCommand.class),
                    Map.entry("plot", PlotCommand.class),
                    Map.entry("confirm", ConfirmCommand.class),
                    Map.entry("calibrate", CalibrateCommand.class),
                    Map.entry("select", SelectCommand.class),
                    Map.entry("next-runs", NextRunsCommand.class),
                    Map.entry("choose", ChooseCommand.class),
                    Map.entry("sweep", SweepCommand.class),
                    Map.entry("shape", ShapeCommand.class),
                    Map.entry("tune", TuneCommand.class),
                    Map.entry("units", UnitsCommand.class),
                    Map.entry("help", HelpCommand.class),
                    Map.entry("generate-completion", GenerateCompletion.class));

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
        System.exit(execute(commandLine(arguments), arguments));
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

    /** The program with all its commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** The program with the command that is asked for: it takes long to read what all can do. */
    static CommandLine commandLine(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        String asked = !first.startsWith("--") && !named(first) && isFile(first) ? "fit" : first;
        boolean alone =
                named(asked) && !asked.equals("help") && !asked.equals("generate-completion");
        return alone || arguments.length == 0
                ? commandLine(COMMANDS.stream().filter(c -> c.getKey().equals(asked)).toList())
                : commandLine();
    }

    private static boolean named(String command) {
        return COMMANDS.stream().anyMatch(known -> known.getKey().equals(command));
    }

    private static CommandLine commandLine(List<Map.Entry<String, Class<?>>> commands) {
        CommandLine program = new CommandLine(new Main());
        commands.forEach(command -> program.addSubcommand(command.getKey(), command.getValue()));
        widen(program, "fit", "Laws:", LawHelp::text);
        widen(program, "plot", "Kinds:", PictureKind::help);
        Examples.addTo(program);
        program.registerConverter(double.class, Main::number);
        program.registerConverter(Double.class, Main::number);
        return program.setParameterExceptionHandler(Main::refuse)
                .setExecutionExceptionHandler(Main::explain);
    }

    /** A command whose help ends with a long list. */
    private static void widen(
            CommandLine program, String name, String title, Supplier<String> list) {
        CommandLine command = program.getSubcommands().get(name);
        if (command != null) {
            command.getCommandSpec().usageMessage().width(HELP_WIDTH).footer("", title, list.get());
        }
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
        TextStudyOutcome.printEmbedded(out);
        out.println();
        out.println(StudyReport.write(Path.of(""), answer));
        out.println("Your own runs: java -jar scaling.jar fit RUNS.csv --budget FLOPS");
        out.flush();
        return 0;
    }
}
