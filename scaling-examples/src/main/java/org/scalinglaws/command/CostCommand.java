package org.scalinglaws.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a training that is given takes: days, accelerator-hours, money and energy. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description =
                "Days, accelerator-hours, money and energy of a model of given size on given tokens.")
final class CostCommand implements Callable<Integer> {
    private static final double HOURS = 24;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--params",
            required = true,
            paramLabel = "N",
            description = "The size of the model, such as 7B.")
    private String params = "";

    @Option(
            names = "--tokens",
            required = true,
            paramLabel = "D",
            description = "The tokens that it is trained on, such as 2T; 6 N D is what that takes.")
    private String tokens = "";

    @Option(
            names = "--served-tokens",
            paramLabel = "T",
            description =
                    "How many tokens it will read and write once it is trained, at 2 N each: money and"
                            + " energy pay for both, days for the training.")
    private @Nullable String served;

    @Mixin private ChosenSite place = new ChosenSite();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Site site = place.needed("cost");
        Recipe recipe = Recipe.of(ModelSize.parse(params), Tokens.parse(tokens));
        Map<String, @Nullable Double> numbers = numbers(site, recipe);
        place.assumption()
                .ifPresent(finding -> spec.commandLine().getErr().println("scaling: " + finding));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.text(numbers) : text(site, numbers));
        return 0;
    }

    private Map<String, @Nullable Double> numbers(Site site, Recipe recipe) {
        double size = recipe.model().parameters();
        double training = recipe.compute().flops();
        double serving = served == null ? 0 : 2 * size * Tokens.parse(served).count();
        double seen = recipe.tokens().count();
        boolean powered = site.cluster().accelerator().watts().isPresent();
        Map<String, @Nullable Double> numbers = new LinkedHashMap<>();
        numbers.put("params", size);
        numbers.put("tokens", seen);
        numbers.put("flops", training);
        numbers.put("servingFlops", serving);
        double days = Resource.days(site.cluster()).use(training, serving, size, seen);
        numbers.put("days", days);
        numbers.put("acceleratorHours", days * HOURS * site.cluster().count());
        numbers.put("money", Resource.money(site).use(training, serving, size, seen));
        numbers.put(
                "energyKWh",
                powered ? Resource.energy(site, site).use(training, serving, size, seen) : null);
        return numbers;
    }

    private static String text(Site site, Map<String, @Nullable Double> numbers) {
        return String.format(
                "%s parameters on %s tokens: %s FLOP%s%non %s: %s days, %s accelerator-hours, %s of"
                        + " money, %s kWh",
                number(numbers.get("params")),
                number(numbers.get("tokens")),
                number(numbers.get("flops")),
                Double.valueOf(0).equals(numbers.get("servingFlops"))
                        ? ""
                        : ", serving takes " + number(numbers.get("servingFlops")) + " FLOP",
                site.cluster(),
                number(numbers.get("days")),
                number(numbers.get("acceleratorHours")),
                number(numbers.get("money")),
                number(numbers.get("energyKWh")));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "unknown" : Digits.four(value);
    }
}
