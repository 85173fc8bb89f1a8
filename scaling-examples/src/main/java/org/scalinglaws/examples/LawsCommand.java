package org.scalinglaws.examples;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The catalogue of published laws. */
@Command(
        name = "laws",
        mixinStandardHelpOptions = true,
        description = "The published laws with their provenance.")
final class LawsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON: an array of laws.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    Json.text(PublishedLaws.all().stream().map(LawsCommand::describe).toList()));
            return 0;
        }
        for (PublishedLaw<?> law : PublishedLaws.all()) {
            Provenance source = law.provenance();
            out.println(law.name());
            out.println("  " + law.law());
            out.println("  " + source.paper() + " (" + source.year() + "), " + source.link());
            out.println("  " + source.place() + "; " + source.objective());
            source.caveats().forEach(caveat -> out.println("  " + caveat));
            out.println();
        }
        return 0;
    }

    private static Map<String, Object> describe(PublishedLaw<?> law) {
        Provenance source = law.provenance();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", law.name());
        json.put("law", law.law());
        json.put("paper", source.paper());
        json.put("year", source.year());
        json.put("link", source.link());
        json.put("place", source.place());
        json.put("reading", source.reading().name().toLowerCase(Locale.ROOT));
        json.put("counting", source.scope().counting().toString());
        json.put("flopRule", source.flopRule());
        json.put("lossUnit", source.lossUnit());
        json.put("corpus", source.corpus());
        json.put("objective", source.objective());
        Map<String, Object> ranges = new LinkedHashMap<>();
        source.scope().ranges().forEach((factor, range) -> ranges.put(factor.name(), range));
        json.put("ranges", ranges);
        json.put("caveats", Json.findings(source.caveats()));
        return json;
    }
}
