package org.scalinglaws.command;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.Bias;
import org.scalinglaws.isoflop.Inspection;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.report.Report;
import org.scalinglaws.resource.Site;

/** What the command {@code isoflop} answers, for people or as JSON. */
record IsoFlopAnswer(
        Inspection inspection,
        boolean drop,
        SideBySide comparison,
        @Nullable Audit audit,
        Optional<Site> site) {
    private static final int MOST_LISTED = 20;

    void print(PrintWriter out) {
        long flagged = IntStream.range(0, rows().size()).filter(inspection::isOutlier).count();
        if (flagged > 0) {
            out.println(inspection);
            printFlagged(out);
            out.println();
        }
        out.println(Report.isoFlop(comparison));
        bias().ifPresent(bias -> site.ifPresent(where -> printMoney(out, bias, where)));
        if (audit != null) {
            out.println();
            out.println(audit);
        }
    }

    /** What to know before believing it, of the sweep, the law and the three approaches. */
    List<Finding> findings() {
        List<Finding> findings =
                new ArrayList<>(
                        drop ? inspection.findings() : inspection.findingsWhereAllAreKept());
        findings.addAll(Checks.inspect(comparison.study().fit()));
        findings.addAll(comparison.findings());
        return findings.stream().distinct().toList();
    }

    /** Each run that is flagged and why, up to a number of them. */
    private void printFlagged(PrintWriter out) {
        List<String> flagged = inspection.leftOut();
        if (drop) {
            out.println("The flagged runs are left out; --quality-control keep analyses all:");
        } else if (inspection.isEnough()) {
            out.println("All are analysed; --quality-control drop leaves the flagged out:");
        } else {
            out.println("All are analysed, for without the flagged runs there would be no answer:");
        }
        flagged.stream().limit(MOST_LISTED).forEach(run -> out.println("  " + run));
        if (flagged.size() > MOST_LISTED) {
            out.printf("  and %d more, which --json lists%n", flagged.size() - MOST_LISTED);
        }
    }

    private void printMoney(PrintWriter out, Bias bias, Site where) {
        out.println();
        out.printf(
                "  the bias of parabolas alone wastes %s FLOP, %s on %s%n",
                Digits.four(Math.max(0, bias.waste().flops())),
                where.prices().text(bias.money(where)),
                where.cluster());
        double wasted = wasted(comparison.study().approach2());
        out.printf(
                "  approach 2 wastes %s FLOP, %s, if the law of approach 3 is true%n",
                Digits.four(wasted), where.prices().text(money(where, wasted)));
    }

    private double wasted(Allocation allocation) {
        double flops = comparison.study().waste(allocation, comparison.target()).flops();
        return Math.max(0, flops);
    }

    private static double money(Site where, double flops) {
        return where.prices().money(where.cluster(), Compute.flops(flops));
    }

    private Dataset rows() {
        return inspection.sweep().runs();
    }

    private Optional<Bias> bias() {
        try {
            return Optional.of(comparison.study().bias(comparison.target()));
        } catch (NoPlanException | NoFitException none) {
            return Optional.empty();
        }
    }

    Map<String, Object> json(boolean targeted) {
        IsoFlop study = comparison.study();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("rows", rowsJson());
        study.approach1().ifPresent(found -> answer.put("approach1", approachJson(found)));
        answer.put("approach2", approachJson(study.approach2()));
        answer.put("approach2Corrected", approachJson(study.corrected()));
        answer.put("approach3", lawJson());
        if (targeted) {
            answer.put("target", targetJson());
        }
        if (audit != null) {
            answer.put("audit", auditJson(audit));
        }
        answer.put("findings", Json.findings(findings()));
        return answer;
    }

    private List<Map<String, Object>> rowsJson() {
        double[] places = rows().column(ChosenRuns.PLACE);
        List<Map<String, Object>> json = new ArrayList<>();
        for (int row = 0; row < places.length; row++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("row", (long) places[row]);
            line.put("outlier", inspection.isOutlier(row));
            line.put("reason", inspection.reason(row).toString());
            json.add(line);
        }
        return json;
    }

    /** The form of an allocation, and the intervals of its exponents. */
    private Map<String, @Nullable Object> approachJson(Allocation allocation) {
        Map<String, @Nullable Object> json = Json.members(Allocation.json().write(allocation));
        Optional<SideBySide.Row> row = row(allocation);
        if (allocation.isAnswered() && row.isPresent()) {
            json.put("N", powerJson(json.get("N"), row.get().sizeExponent()));
            json.put("D", powerJson(json.get("D"), row.get().dataExponent()));
        }
        return json;
    }

    /** Ends of which one may be missing, for no number is infinite in JSON. */
    private static List<@Nullable Double> intervalJson(Interval interval) {
        List<@Nullable Double> ends = new ArrayList<>();
        ends.add(Json.number(interval.lower()));
        ends.add(Json.number(interval.upper()));
        return ends;
    }

    private Optional<SideBySide.Row> row(Allocation allocation) {
        return comparison.rows().stream()
                .filter(row -> row.allocation().approach().equals(allocation.approach()))
                .findFirst();
    }

    private static JsonValue powerJson(@Nullable Object power, Interval exponent) {
        return new JsonMembers()
                .withAll((JsonObject) requireNonNull(power, "power"))
                .with("exponentInterval", Json.value(intervalJson(exponent)))
                .object();
    }

    private Map<String, @Nullable Object> lawJson() {
        IsoFlop study = comparison.study();
        Map<String, @Nullable Object> json = approachJson(study.approach3());
        json.put("parameters", Json.parameters(study.fit().problem().family(), study.fit().law()));
        json.put("objective", study.fit().problem().objective().name());
        json.put("sum", study.fit().objective());
        json.put("stop", study.fit().solution().stop().name());
        return json;
    }

    private Map<String, Object> targetJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flops", comparison.target().flops());
        for (SideBySide.Row row : comparison.rows()) {
            Map<String, @Nullable Object> plan = new LinkedHashMap<>();
            plan.put("params", row.allocation().size().at(comparison.target()));
            plan.put("tokens", row.allocation().data().at(comparison.target()));
            plan.put("paramsInterval", intervalJson(row.parameters()));
            plan.put("tokensInterval", intervalJson(row.tokens()));
            plan.put("wastedPercent", Json.number(row.wastedPercent()));
            if (site.isPresent() && Double.isFinite(row.wastedPercent())) {
                plan.put("wastedMoney", money(site.get(), wasted(row.allocation())));
            }
            json.put(key(row.allocation().approach()), plan);
        }
        bias().ifPresent(bias -> json.put("bias", biasJson(bias)));
        json.put(
                "differences",
                comparison.differences().stream().map(IsoFlopAnswer::differenceJson).toList());
        return json;
    }

    /** Such as approach2Corrected. */
    private static String key(String approach) {
        return approach.replace(" corrected", "Corrected").replace(" ", "");
    }

    private Map<String, Object> biasJson(Bias bias) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("paramsPercent", bias.error().modelPercent());
        json.put("tokensPercent", bias.error().tokensPercent());
        json.put("exponent", bias.error().exponent());
        json.put("wastedFlops", Math.max(0, bias.waste().flops()));
        json.put("wastedPercent", Math.max(0, bias.waste().percent()));
        site.ifPresent(where -> json.put("wastedMoney", bias.money(where)));
        return json;
    }

    private static Map<String, Object> differenceJson(SideBySide.Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("one", key(difference.one()));
        json.put("other", key(difference.other()));
        json.put("exponent", difference.exponent());
        json.put("exponentInterval", intervalJson(difference.exponentInterval()));
        json.put("factor", difference.factor());
        json.put("factorInterval", intervalJson(difference.factorInterval()));
        json.put("beyondError", difference.isBeyondError());
        return json;
    }

    private static List<Map<String, @Nullable Object>> auditJson(Audit audit) {
        List<Map<String, @Nullable Object>> variants = new ArrayList<>();
        for (Audit.Variant variant : audit.variants()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("change", variant.change().name());
            json.put("name", variant.name());
            for (Audit.Move move : variant.moves()) {
                Map<String, Object> moved = new LinkedHashMap<>();
                moved.put("exponent", move.exponent());
                moved.put("params", move.parameters());
                moved.put("factor", move.factor());
                json.put(key(move.approach()), moved);
            }
            json.put("regretPercent", Json.number(variant.regretPercent()));
            variants.add(json);
        }
        return variants;
    }
}
