package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Decimal;

/** Published laws for people and as JSON: every number as it is, nothing rounded. */
final class Catalogue {
    private Catalogue() {}

    /** A line for each law. */
    static String table(List<PublishedLaw<?>> laws) {
        int width = laws.stream().mapToInt(law -> law.name().length()).max().orElse(1);
        String form = "%-" + width + "s  %4s  %-13s  %-11s  %-11s  %s";
        StringJoiner lines = new StringJoiner("\n");
        lines.add(
                String.format(
                        form, "name", "year", "counting", "reading", "measured", "loss unit"));
        for (PublishedLaw<?> law : laws) {
            Provenance source = law.provenance();
            lines.add(
                    String.format(
                            form,
                            law.name(),
                            source.year(),
                            source.scope().counting(),
                            source.reading(),
                            source.measured().map(run -> miss(run, law)).orElse("not checked"),
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
        lines.add(fact("measured", measured(law)));
        source.scope()
                .ranges()
                .forEach((factor, range) -> lines.add(fact("range", factor.name() + " " + range)));
        source.caveats().forEach(caveat -> lines.add("  " + caveat));
        return lines + "\n";
    }

    /** By how much the law is above or below what its paper measured. */
    private static String miss(Provenance.Measured run, PublishedLaw<?> law) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * run.miss(law.law()));
    }

    private static String measured(PublishedLaw<?> law) {
        return law.provenance()
                .measured()
                .map(
                        run ->
                                String.format(
                                        Locale.ROOT,
                                        "%s %s, and the law says %.4g, %s: %s (%s)",
                                        Decimal.format(run.loss()),
                                        law.provenance().lossUnit(),
                                        law.law().loss(run.recipe()),
                                        miss(run, law),
                                        run.recipe(),
                                        run.source()))
                .orElse("not checked against a measured run of its paper");
    }

    private static String fact(String name, Object text) {
        return String.format("  %-10s %s", name, text);
    }

    /** The same for programs. */
    static Map<String, @Nullable Object> json(PublishedLaw<?> law) {
        Provenance source = law.provenance();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
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
        json.put("measured", source.measured().map(run -> measured(run, law)).orElse(null));
        Map<String, Object> ranges = new LinkedHashMap<>();
        source.scope().ranges().forEach((factor, range) -> ranges.put(factor.name(), range));
        json.put("ranges", ranges);
        json.put("caveats", Json.findings(source.caveats()));
        return json;
    }

    private static Map<String, Object> measured(Provenance.Measured run, PublishedLaw<?> law) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> recipe = new LinkedHashMap<>();
        run.recipe()
                .factors()
                .forEach(factor -> recipe.put(factor.name(), run.recipe().value(factor)));
        json.put("recipe", recipe);
        json.put("loss", run.loss());
        json.put("expected", law.law().loss(run.recipe()));
        json.put("source", run.source());
        return json;
    }
}
