package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.health.Health;
import org.scalinglaws.health.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whether a study scales at all. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description =
                "Says whether the best loss falls from size to size, and which runs saw too little"
                        + " data.")
final class HealthCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        Health health = Health.of(table.read());
        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                health::toString,
                                () ->
                                        ChosenFormat.with(
                                                health.findings(),
                                                health.table().line("  " + health.verdict())),
                                () -> json(health)));
        return failure.code(health.findings());
    }

    private static Map<String, @Nullable Object> json(Health health) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (Step step : health.steps()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("params", step.parameters());
            json.put("loss", step.loss().nats());
            json.put("tokensPerParameter", number(step.tokensPerParameter()));
            json.put("gainATenfold", number(step.gain()));
            json.put("course", step.course().toString());
            steps.add(json);
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("course", health.course().toString());
        json.put("sizes", steps);
        json.put("findings", Json.findings(health.findings()));
        return json;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
