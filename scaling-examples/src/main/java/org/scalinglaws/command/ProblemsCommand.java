package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.scalinglaws.problems.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The worked problems: a list of them, or the answers of some. */
@Command(
        name = "problems",
        mixinStandardHelpOptions = true,
        description =
                "Lists the worked problems with their questions, or answers those that are named.")
final class ProblemsCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Problems to run.")
    private List<String> chosen = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (chosen.isEmpty()) {
            Problems.names().forEach((theme, names) -> list(theme, names, out));
            return 0;
        }

        // Every name is looked up before anything runs; each answer stands below its question.
        List<String> questions = chosen.stream().map(Problems::question).toList();
        for (int i = 0; i < questions.size(); i++) {
            out.println((i == 0 ? "" : System.lineSeparator()) + wrapped(questions.get(i), ""));
            out.println();
            out.flush();
            Problems.run(chosen.get(i));
        }
        return 0;
    }

    private static void list(String theme, List<String> names, PrintWriter out) {
        out.println(theme);
        for (String name : names) {
            out.println("  " + name);
            out.println(wrapped(Problems.question(name), "    "));
        }
    }

    /** Lines of at most so many characters, each behind a margin. */
    private static String wrapped(String text, String margin) {
        StringBuilder lines = new StringBuilder(margin);
        int length = margin.length();
        for (String word : text.split(" ", -1)) {
            if (length > margin.length() && length + 1 + word.length() > WIDTH) {
                lines.append(System.lineSeparator()).append(margin);
                length = margin.length();
            }
            boolean first = length == margin.length();
            lines.append(first ? "" : " ").append(word);
            length += word.length() + (first ? 0 : 1);
        }
        return lines.toString();
    }
}
