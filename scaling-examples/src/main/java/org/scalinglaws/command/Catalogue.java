package org.scalinglaws.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

/** Published laws for people and as JSON: every number as it is, nothing rounded. */
final class Catalogue {
    private static final int FORMULA = 52;

    private Catalogue() {}

    /** A line for each law. */
    static TextTable table(List<PublishedLaw<?>> laws) {
        TextTable table =
                TextTable.of("%-4s  %4s  %-13s  %-11s  %-18s  %-52s  %s")
                        .withFirstFitting()
                        .row(
                                "name",
                                "year",
                                "counting",
                                "measured",
                                "loss unit",
                                "formula of the loss",
                                "corpus");
        for (PublishedLaw<?> law : laws) {
            Provenance source = law.provenance();
            table =
                    table.row(
                            law.name(),
                            source.year(),
                            source.scope().counting(),
                            source.measured().map(run -> miss(run, law)).orElse("not checked"),
                            source.lossUnit(),
                            LawFormula.brief(law.law(), FORMULA),
                            source.corpus());
        }
        return table;
    }

    /** All that is known of one law. */
    static String entry(PublishedLaw<?> law) {
        return told(TextTable.of("  %-10s %s").line(law.name()), law).text() + "\n";
    }

    /** The same with a head, for another form than text. */
    static TextTable entryTable(PublishedLaw<?> law) {
        return told(TextTable.of("  %-10s %s").row("name", law.name()), law);
    }

    /** As it was published: what a person reads elsewhere is rounded. */
    private static String exactly(LossLaw law) {
        return law instanceof Record record
                ? Digits.record(record, Double::toString)
                : law.toString();
    }

    private static TextTable told(TextTable head, PublishedLaw<?> law) {
        Provenance source = law.provenance();
        TextTable table =
                head.row("formula", LawFormula.of(law.law()))
                        .row("law", exactly(law.law()))
                        .row("paper", source.paper() + " (" + source.year() + ")")
                        .row("link", source.link())
                        .row("place", source.place())
                        .row("reading", source.reading())
                        .row("loss unit", source.lossUnit())
                        .row("counting", source.scope().counting())
                        .row("FLOP rule", source.flopRule())
                        .row("corpus", source.corpus())
                        .row("objective", source.objective())
                        .row("measured", measured(law));
        for (Map.Entry<Factor, Interval> range : source.scope().ranges().entrySet()) {
            table = table.row("range", range.getKey().name() + " " + range.getValue());
        }
        for (Finding caveat : source.caveats()) {
            table = table.line("  " + caveat);
        }
        return table;
    }

    /** A plan hangs on how the errors of a law's numbers go together, which no preset knows. */
    static String whyNoInterval(PublishedLaw<?> law) {
        boolean printsErrors =
                law.caveats().stream()
                        .anyMatch(note -> note.check().equals(CheckName.STANDARD_ERRORS.id()));
        return printsErrors
                ? "no intervals: the paper prints standard errors, but not how they go together, and a"
                        + " plan hangs on that"
                : "no intervals: no errors of these numbers are known here";
    }

    /** The law of a plan, by where it is from. */
    static Map<String, Object> ofPlan(PublishedLaw<?> published) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", published.name());
        json.put("parameters", published.law());
        json.put("paper", published.provenance().paper());
        json.put("link", published.provenance().link());
        json.put("doubt", whyNoInterval(published));
        return json;
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

    /** The same for programs. */
    static Map<String, @Nullable Object> json(PublishedLaw<?> law) {
        Provenance source = law.provenance();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", law.name());
        json.put("lawType", law.law().getClass().getSimpleName());
        json.put("law", law.law());
        json.put("text", exactly(law.law()));
        json.put("formula", LawFormula.of(law.law()));
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
