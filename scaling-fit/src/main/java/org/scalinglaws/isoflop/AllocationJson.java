package org.scalinglaws.isoflop;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;

/** The answer of one approach as JSON; a number that it does not know is null. */
final class AllocationJson implements JsonForm<Allocation> {
    static final AllocationJson FORM = new AllocationJson();

    private static final String NAME = "allocation";
    private static final int VERSION = 1;
    private static final String REFUSAL = "refusal";

    private AllocationJson() {}

    @Override
    public JsonValue write(Allocation allocation) {
        requireNonNull(allocation, "thing");
        JsonMembers members =
                JsonMembers.of(NAME, VERSION)
                        .with("approach", allocation.approach())
                        .with("counting", allocation.counting().name())
                        .with("budgets", allocation.optima(), AllocationJson::budget);
        if (allocation.isAnswered()) {
            members.with("N", power(allocation.size())).with("D", power(allocation.data()));
        } else {
            members.with(REFUSAL, allocation.refusal());
        }
        return members.with("findings", allocation.findings(), Finding.json()::write).object();
    }

    private static JsonValue budget(Optimum best) {
        JsonMembers members =
                new JsonMembers()
                        .with("flops", best.budget().flops())
                        .with("params", known(best.parameters()))
                        .with("tokens", known(best.tokens()))
                        .with("loss", known(best.loss()))
                        .with("rows", best.rows())
                        .with("paramsInterval", ends(best.parametersInterval()))
                        .with("tokensInterval", ends(best.tokensInterval()));
        return (best.isUsed() ? members : members.with(REFUSAL, best.refusal())).object();
    }

    private static JsonValue known(double number) {
        return Double.isFinite(number) ? JsonMembers.number(number) : new JsonNull();
    }

    private static JsonValue ends(Interval interval) {
        return new JsonArray(List.of(known(interval.lower()), known(interval.upper())));
    }

    private static JsonValue power(PowerOfCompute power) {
        return new JsonMembers()
                .with("exponent", power.exponent())
                .with("coefficient", power.coefficient())
                .object();
    }

    @Override
    public Allocation read(JsonPlace json) {
        requireNonNull(json, "json").require(NAME, VERSION);
        String approach = json.get("approach").text();
        Counting counting = json.get("counting").constant(Counting.class);
        List<Optimum> optima =
                json.get("budgets").items().stream().map(AllocationJson::budget).toList();
        List<Finding> findings =
                json.get("findings").items().stream().map(Finding.json()::read).toList();

        Optional<JsonPlace> refusal = json.find(REFUSAL);
        return refusal.isPresent()
                ? Allocation.unanswered(approach, counting, optima, refusal.get().text(), findings)
                : Allocation.of(
                        approach,
                        counting,
                        optima,
                        power(json.get("N")),
                        power(json.get("D")),
                        findings);
    }

    private static Optimum budget(JsonPlace json) {
        return new Optimum(
                Compute.flops(json.get("flops").number()),
                json.find("params").map(JsonPlace::number).orElse(Double.NaN),
                json.find("tokens").map(JsonPlace::number).orElse(Double.NaN),
                json.find("loss").map(JsonPlace::number).orElse(Double.NaN),
                json.get("rows").whole(),
                interval(json.get("paramsInterval")),
                interval(json.get("tokensInterval")),
                json.find(REFUSAL).map(JsonPlace::text).orElse(""));
    }

    private static double known(JsonPlace json, double unknown) {
        return json.value() instanceof JsonNull ? unknown : json.number();
    }

    /** An end that is absent is at infinity. */
    private static Interval interval(JsonPlace json) {
        List<JsonPlace> ends = json.items();
        if (ends.size() != 2) {
            throw json.wrong("two ends");
        }
        return new Interval(
                known(ends.get(0), Double.NEGATIVE_INFINITY),
                known(ends.get(1), Double.POSITIVE_INFINITY));
    }

    private static PowerOfCompute power(JsonPlace json) {
        return new PowerOfCompute(json.get("coefficient").number(), json.get("exponent").number());
    }
}
