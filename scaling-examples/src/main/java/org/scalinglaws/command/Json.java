package org.scalinglaws.command;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonBoolean;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;

/** Answers as JSON: full precision, and null where a number does not exist. */
final class Json {
    private Json() {}

    static String text(Object answer) {
        return value(answer).indented();
    }

    /** The members of an object, to add others to. */
    static Map<String, @Nullable Object> members(JsonValue object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        JsonPlace.of(object).members().forEach((name, place) -> members.put(name, place.value()));
        return members;
    }

    /** Maps, lists, numbers and texts as JSON; a law by its numbers, anything else by its text. */
    static JsonValue value(@Nullable Object answer) {
        if (answer == null) {
            return new JsonNull();
        }
        if (answer instanceof JsonValue json) {
            return json;
        }
        if (answer instanceof Map<?, ?> map) {
            JsonMembers members = new JsonMembers();
            map.forEach((name, each) -> members.with(String.valueOf(name), value(each)));
            return members.object();
        }
        if (answer instanceof Collection<?> list) {
            return new JsonArray(list.stream().map(Json::value).toList());
        }
        if (answer instanceof Boolean flag) {
            return new JsonBoolean(flag);
        }
        if (answer instanceof Integer || answer instanceof Long) {
            return new JsonNumber(answer.toString());
        }
        if (answer instanceof Number number) {
            return JsonMembers.number(number.doubleValue());
        }
        return structured(answer);
    }

    private static JsonValue structured(Object answer) {
        // The two numbers that papers print of experts; the class is no record.
        if (answer instanceof ExpertSaturation experts) {
            return new JsonMembers()
                    .with("start", experts.start())
                    .with("most", experts.most())
                    .object();
        }
        if (answer instanceof Optional<?> perhaps) {
            return value(perhaps.orElse(null));
        }
        if (answer instanceof Schedule || !(answer instanceof Record)) {
            return new JsonString(answer.toString());
        }
        JsonMembers members = new JsonMembers();
        for (RecordComponent component : answer.getClass().getRecordComponents()) {
            try {
                @Nullable Object part = component.getAccessor().invoke(answer);
                members.with(component.getName(), value(part));
            } catch (ReflectiveOperationException closed) {
                throw new IllegalStateException("cannot read " + component, closed);
            }
        }
        return members.object();
    }

    /** JSON has no NaN. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Two numbers; null for an end that has no limit. */
    static List<@Nullable Double> ends(Optional<Interval> interval) {
        return interval.map(found -> Arrays.asList(number(found.lower()), number(found.upper())))
                .orElseGet(() -> Arrays.asList(null, null));
    }

    static Map<String, Object> prediction(Recipe recipe, String column, double loss) {
        Map<String, Object> json = new LinkedHashMap<>();
        recipe.factors().forEach(factor -> json.put(factor.name(), recipe.value(factor)));
        json.put(column, loss);
        return json;
    }

    static List<JsonValue> findings(List<Finding> findings) {
        return findings.stream().map(Finding.json()::write).toList();
    }

    /** The law of a plan, by what it was fitted to. */
    static <L extends LossLaw> Map<String, Object> law(Fit<L> fit) {
        LawFamily<L> family = fit.problem().family();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", family.name());
        json.put("formula", family.formula());
        json.put("parameters", parameters(family, fit.law()));
        json.put("runs", fit.problem().runs().name());
        json.put("rows", fit.problem().runs().size());
        return json;
    }

    static <L extends LossLaw> Map<String, Double> parameters(LawFamily<L> family, L law) {
        Map<String, Double> json = new LinkedHashMap<>();
        double[] values = family.values(law);
        int place = 0;
        for (Parameter parameter : family.parameters()) {
            json.put(parameter.name(), values[place++]);
        }
        return json;
    }

    static Map<String, @Nullable Double> numbers(Map<String, Double> values) {
        Map<String, @Nullable Double> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, number(value)));
        return json;
    }

    /** What laws say side by side; a law that cannot answer has its reason. */
    static Map<String, Object> comparison(Comparison comparison) {
        Map<String, Object> answers = new LinkedHashMap<>();
        comparison
                .plans()
                .forEach(
                        (name, plan) -> {
                            Map<String, Object> answer =
                                    prediction(plan.recipe(), "loss", plan.loss().nats());
                            answer.put("counting", plan.recipe().counting().toString());
                            answer.put("findings", findings(plan.findings()));
                            answers.put(name, answer);
                        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("laws", answers);
        json.put("losses", comparison.losses());
        json.put("outOfRange", comparison.outOfRange());
        json.put("silent", comparison.silent());
        return json;
    }
}
