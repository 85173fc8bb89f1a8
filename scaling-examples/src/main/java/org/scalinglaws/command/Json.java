package org.scalinglaws.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Answers as JSON: full precision, and null where a number does not exist. */
final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Schedule.class, ToStringSerializer.instance)
                                    .addSerializer(ExpertSaturation.class, new Experts()))
                    .build();

    /** The two numbers that papers print of experts; the class is no record. */
    private static final class Experts extends ValueSerializer<ExpertSaturation> {
        @Override
        public void serialize(
                ExpertSaturation experts, JsonGenerator json, SerializationContext context) {
            json.writeStartObject();
            json.writeNumberProperty("start", experts.start());
            json.writeNumberProperty("most", experts.most());
            json.writeEndObject();
        }
    }

    private Json() {}

    static String text(Object answer) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
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

    static Map<String, Object> plan(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flops", plan.compute().flops());
        json.put("params", plan.model().parameters());
        json.put("counting", plan.model().counting().toString());
        json.put("tokens", plan.tokens().count());
        json.put("loss", plan.loss().nats());
        return json;
    }

    static Map<String, Object> prediction(Recipe recipe, String column, double loss) {
        Map<String, Object> json = new LinkedHashMap<>();
        recipe.factors().forEach(factor -> json.put(factor.name(), recipe.value(factor)));
        json.put(column, loss);
        return json;
    }

    static List<Map<String, String>> findings(List<Finding> findings) {
        return findings.stream()
                .map(
                        finding -> {
                            Map<String, String> json = new LinkedHashMap<>();
                            json.put("severity", finding.severity().name());
                            json.put("check", finding.check());
                            json.put("message", finding.message());
                            return json;
                        })
                .toList();
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
