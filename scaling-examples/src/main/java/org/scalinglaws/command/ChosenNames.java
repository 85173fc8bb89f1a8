package org.scalinglaws.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Parameters;

/** The names of what a catalogue is asked for. */
final class ChosenNames {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "What to tell of, by name; without a name, all.")
    private List<String> names = List.of();

    List<String> names() {
        return names;
    }

    /** What goes by the names, in their order; all where there are none. */
    <T> List<T> of(List<T> all, Function<String, T> named) {
        return names.isEmpty() ? all : names.stream().map(named).toList();
    }
}
