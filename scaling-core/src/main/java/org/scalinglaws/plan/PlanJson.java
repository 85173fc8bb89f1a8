package org.scalinglaws.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** A plan as JSON: the recipe, the loss that the law foretells, and what to know before believing it. */
final class PlanJson implements JsonForm<Plan> {
    static final PlanJson FORM = new PlanJson();

    private static final int VERSION = 1;

    private PlanJson() {}

    @Override
    public JsonValue write(Plan plan) {
        requireNonNull(plan, "thing");
        return members(plan).object();
    }

    /** What is read back is the recipe; its size, tokens and compute stand beside it for readers. */
    static JsonMembers members(Plan plan) {
        Recipe recipe = plan.recipe();
        JsonMembers members = JsonMembers.of("plan", VERSION);
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)) {
            if (recipe.has(factor)) {
                members.with(factor.name(), recipe.value(factor));
            }
        }
        return members.with("counting", recipe.counting().toString())
                .with("loss", plan.loss().nats())
                .with("recipe", Recipe.json().write(recipe))
                .with("findings", plan.findings(), Finding.json()::write);
    }

    @Override
    public Plan read(JsonPlace json) {
        requireNonNull(json, "json");
        json.require("plan", VERSION);
        List<Finding> findings =
                json.get("findings").items().stream().map(Finding.json()::read).toList();
        return new Plan(
                Recipe.json().read(json.get("recipe")),
                Loss.nats(json.get("loss").number()),
                findings);
    }
}
