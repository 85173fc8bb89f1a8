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
        description = "Lists the worked problems, or runs those that are named.")
final class ProblemsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Problems to run.")
    private List<String> chosen = new ArrayList<>();

    @Override
    public Integer call() {
        Problems.run(chosen.toArray(String[]::new));
        if (chosen.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            Problems.names()
                    .forEach(
                            (theme, names) -> {
                                out.println(theme);
                                names.forEach(name -> out.println("  " + name));
                            });
            out.flush();
        }
        return 0;
    }
}
