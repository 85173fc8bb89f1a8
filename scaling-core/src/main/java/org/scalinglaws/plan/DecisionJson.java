package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.resource.Resource;

/** A plan under limits as JSON: the plan, and beside its members what was served, paid and limited. */
final class DecisionJson implements JsonForm<Decision> {
    static final DecisionJson FORM = new DecisionJson();

    private DecisionJson() {}

    @Override
    public JsonValue write(Decision decision) {
        requireNonNull(decision, "thing");
        JsonMembers members =
                PlanJson.members(decision.plan())
                        .with("uniqueTokens", decision.uniqueTokens())
                        .with("epochs", decision.epochs())
                        .with("servingFlops", decision.serving().map(Compute::flops).orElse(0.0))
                        .with("binding", decision.binding(), JsonString::new)
                        .with("shadowPrices", decision.shadowPrices(), JsonMembers::number)
                        .with("limits", decision.limits(), DecisionJson::limit);
        decision.cost().ifPresent(cost -> members.with("cost", cost(cost)));
        return members.object();
    }

    private static JsonValue limit(Decision.Use use) {
        return new JsonMembers()
                .with("name", use.name())
                .with("unit", use.unit())
                .with("limit", use.limit())
                .with("used", use.used())
                .with("binding", use.binding())
                .with("shadowPrice", use.shadowPrice())
                .object();
    }

    private static JsonValue cost(Decision.Cost cost) {
        Resource resource = cost.resource();
        JsonMembers members =
                new JsonMembers()
                        .with("amount", cost.amount())
                        .with("name", resource.name())
                        .with("unit", resource.unit())
                        .with("perTrainingFlop", resource.perTrainingFlop())
                        .with("perServingFlop", resource.perServingFlop())
                        .with("perParameter", resource.perParameter())
                        .with("perToken", resource.perToken());
        resource.counting().ifPresent(rule -> members.with("counting", rule.name()));
        return members.object();
    }

    @Override
    public Decision read(JsonPlace json) {
        requireNonNull(json, "json");
        Plan plan = Plan.json().read(json);
        double serving = json.get("servingFlops").number();
        List<Decision.Use> limits =
                json.get("limits").items().stream().map(DecisionJson::limit).toList();
        return new Decision(
                plan,
                serving == 0 ? Optional.empty() : Optional.of(Compute.flops(serving)),
                json.find("cost").map(DecisionJson::cost),
                limits);
    }

    private static Decision.Use limit(JsonPlace json) {
        return new Decision.Use(
                json.get("name").text(),
                json.get("unit").text(),
                json.get("limit").number(),
                json.get("used").number(),
                json.get("binding").flag(),
                json.get("shadowPrice").number());
    }

    private static Decision.Cost cost(JsonPlace json) {
        Resource resource =
                new Resource(
                        json.get("name").text(),
                        json.get("unit").text(),
                        json.get("perTrainingFlop").number(),
                        json.get("perServingFlop").number(),
                        json.get("perParameter").number(),
                        json.get("perToken").number(),
                        json.find("counting").map(rule -> rule.constant(Counting.class)));
        return new Decision.Cost(resource, json.get("amount").number());
    }
}
