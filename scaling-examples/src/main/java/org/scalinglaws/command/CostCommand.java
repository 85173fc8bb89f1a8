package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Footprint;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Sharding;
import org.scalinglaws.resource.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a training that is given takes: days, accelerator-hours, money, energy and memory. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description =
                "Days, accelerator-hours, money, energy and memory of a model of given size on given"
                        + " tokens.")
final class CostCommand implements Callable<Integer> {
    private static final double HOURS = 24;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTraining training = new ChosenTraining();

    @Option(
            names = "--served-tokens",
            paramLabel = "T",
            description =
                    "How many tokens it will read and write once it is trained, at 2 N each: money and"
                            + " energy pay for both, days for the training.")
    private @Nullable String served;

    @Mixin private ChosenSite place = new ChosenSite();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    /** What the answer is written from. */
    private record Spent(
            Site site, Recipe recipe, double servingFlops, Footprint memory, double days) {
        double use(Resource resource) {
            return resource.use(
                    recipe.compute().flops(),
                    servingFlops,
                    recipe.model().parameters(),
                    recipe.tokens().count());
        }

        double hours() {
            return days * HOURS * site.cluster().count();
        }

        double money() {
            return use(Resource.money(site));
        }

        /** NaN where the power of the accelerator is not known. */
        double energy() {
            return site.cluster().accelerator().watts().isPresent()
                    ? use(Resource.energy(site, site))
                    : Double.NaN;
        }

        double bytesEach() {
            return memory.bytesEach(site.cluster().count(), Sharding.EVERYTHING);
        }
    }

    @Override
    public Integer call() {
        failure.check();
        format.check();
        Spent spent = spent(place.needed("cost"), training.recipe());

        List<Finding> findings = new ArrayList<>();
        place.assumption().ifPresent(findings::add);
        spent.memory.shortage(spent.site.cluster(), Sharding.EVERYTHING).ifPresent(findings::add);
        Finding.lines(findings)
                .forEach(line -> spec.commandLine().getErr().println("scaling: " + line));

        spec.commandLine()
                .getOut()
                .println(
                        format.of(
                                () -> text(spent),
                                () -> ChosenFormat.with(findings, table(spent)),
                                () -> json(spent)));
        return failure.code(findings);
    }

    private Spent spent(Site site, Recipe recipe) {
        double size = recipe.model().parameters();
        double serving = served == null ? 0 : 2 * size * Tokens.parse(served).count();
        return new Spent(
                site,
                recipe,
                serving,
                Footprint.training(recipe.model(), Memory.MIXED_ADAM),
                site.cluster().days(recipe.compute()));
    }

    private static Map<String, @Nullable Object> json(Spent spent) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("params", spent.recipe.model().parameters());
        json.put("tokens", spent.recipe.tokens().count());
        json.put("flops", spent.recipe.compute().flops());
        json.put("servingFlops", spent.servingFlops);
        json.put("days", spent.days);
        json.put("acceleratorHours", spent.hours());
        json.put("money", spent.money());
        SiteText.currency(spent.site).ifPresent(name -> json.put("currency", name));
        json.put("energyKWh", Json.number(spent.energy()));
        json.put("memoryBytes", spent.memory.totalBytes());
        return json;
    }

    /** The figures of the JSON, a row each. */
    private static TextTable table(Spent spent) {
        TextTable table = TextTable.of("  %-18s %14s").row("figure", "value");
        for (Map.Entry<String, @Nullable Object> figure : json(spent).entrySet()) {
            Object value = figure.getValue();
            table =
                    table.row(
                            figure.getKey(),
                            value instanceof Double number
                                    ? Digits.six(number)
                                    : String.valueOf(value));
        }
        return table;
    }

    private static String text(Spent spent) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        String serving =
                spent.servingFlops == 0
                        ? ""
                        : ", serving takes " + Digits.four(spent.servingFlops) + " FLOP";
        lines.add(
                Digits.four(spent.recipe.model().parameters())
                        + " parameters on "
                        + Digits.four(spent.recipe.tokens().count())
                        + " tokens: "
                        + Digits.four(spent.recipe.compute().flops())
                        + " FLOP"
                        + serving);
        lines.add(
                "on "
                        + spent.site.cluster()
                        + ": "
                        + SiteText.spent(spent.site, spent.days, spent.money(), spent.energy()));
        lines.add(
                spent.memory
                        + ", "
                        + Digits.bytes(spent.bytesEach())
                        + " on each accelerator where all is shared out");
        return lines.toString();
    }
}
