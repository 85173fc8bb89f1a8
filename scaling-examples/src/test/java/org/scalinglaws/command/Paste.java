package org.scalinglaws.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Types the lines of files into JShell, as a hand would: each file into a session of its own. */
final class Paste {
    private final JShell shell;

    private Paste(JShell shell) {
        this.shell = shell;
    }

    /** The startup file, then files to type in. What JShell refuses ends the program. */
    public static void main(String[] files) throws IOException {
        List<String> startup = Files.readAllLines(Path.of(files[0]));
        for (String file : List.of(files).subList(1, files.length)) {
            try (JShell shell =
                    JShell.builder()
                            .executionEngine("local")
                            .out(System.out)
                            .err(System.err)
                            .build()) {
                shell.addToClasspath(System.getProperty("java.class.path"));
                Paste paste = new Paste(shell);
                paste.type(DEFAULT);
                paste.type(startup);
                paste.type(Files.readAllLines(Path.of(file)));
            }
        }
    }

    /** What --startup DEFAULT brings. */
    private static final List<String> DEFAULT =
            List.of(
                    "import java.io.*",
                    "import java.math.*",
                    "import java.net.*",
                    "import java.nio.file.*",
                    "import java.util.*",
                    "import java.util.concurrent.*",
                    "import java.util.function.*",
                    "import java.util.prefs.*",
                    "import java.util.regex.*",
                    "import java.util.stream.*");

    /** A line ends what was typed wherever that makes sense by itself: a dot must stand before it. */
    private void type(List<String> lines) {
        String typed = "";
        for (String line : lines) {
            if (line.startsWith("/exit")) {
                break;
            }
            typed = run(typed + line + "\n");
        }
        if (!typed.isBlank()) {
            throw new IllegalStateException("JShell waits for the end of: " + typed);
        }
    }

    /** Runs what is complete; the rest waits for the next line. */
    private String run(String typed) {
        String rest = typed;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                return "";
            }
            if (!info.completeness().isComplete()) {
                return rest;
            }
            shell.eval(info.source()).forEach(this::check);
            rest = info.remaining();
        }
        return "";
    }

    private void check(SnippetEvent event) {
        String source = event.snippet().source();
        if (event.status() == Status.REJECTED) {
            String reasons =
                    shell.diagnostics(event.snippet())
                            .map(reason -> reason.getMessage(Locale.ROOT))
                            .collect(Collectors.joining("\n"));
            throw new IllegalStateException(source + "\n" + reasons);
        }
        if (event.exception() != null) {
            throw new IllegalStateException(source, event.exception());
        }
    }
}
