package org.scalinglaws.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;

/** Published laws for people and as JSON: every number as it is, nothing rounded. */
final class Catalogue {
    private Catalogue() {}

    /** A line for each law. */
    static String table(List<PublishedLaw<?>> laws) {
        int width = laws.stream().mapToInt(law -> law.name().length()).max().orElse(1);
        String form = "%-" + width + "s  %4s  %-13s  %-11s  %s";
        StringJoiner lines = new StringJoiner("\n");
        lines.add(String.format(form, "name", "year", "counting", "reading", "loss unit"));
        for (PublishedLaw<?> law : laws) {
            Provenance source = law.provenance();
            lines.add(
                    String.format(
                            form,
                            law.name(),
                            source.year(),
                            source.scope().counting(),
                            source.reading(),
                            source.lossUnit()));
        }
        return lines.toString();
    }

    /** All that is known of one law. */
    static String entry(PublishedLaw<?> law) {
        Provenance source = law.provenance();
        StringJoiner lines = new StringJoiner("\n");
        lines.add(law.name());
        lines.add(fact("law", law.law()));
        lines.add(fact("paper", source.paper() + " (" + source.year() + ")"));
        lines.add(fact("link", source.link()));
        lines.add(fact("place", source.place()));
        lines.add(fact("reading", source.reading()));
        lines.add(fact("loss unit", source.lossUnit()));
        lines.add(fact("counting", source.scope().counting()));
        lines.add(fact("FLOP rule", source.flopRule()));
        lines.add(fact("corpus", source.corpus()));
        lines.add(fact("objective", source.objective()));
        source.scope()
                .ranges()
                .forEach((factor, range) -> lines.add(fact("range", factor.name() + " " + range)));
        source.caveats().forEach(caveat -> lines.add("  " + caveat));
        return lines + "\n";
    }

    private static String fact(String name, Object text) {
        return String.format("  %-10s %s", name, text);
    }

    /** The same for programs. */
    static Map<String, Object> json(PublishedLaw<?> law) {
        Provenance source = law.provenance();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", law.name());
        json.put("lawType", law.law().getClass().getSimpleName());
        json.put("law", law.law());
        json.put("text", law.law().toString());
        json.put("paper", source.paper());
        json.put("year", source.year());
        json.put("link", source.link());
        json.put("place", source.place());
        json.put("reading", source.reading().toString());
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
