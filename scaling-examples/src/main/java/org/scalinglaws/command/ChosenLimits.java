package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what a plan may use, and what it is for. */
final class ChosenLimits {
    @Mixin private ChosenSite site = new ChosenSite();

    @Mixin private ChosenData data = new ChosenData();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description =
                    "Compute for training, and for serving where --served-tokens is given, such as"
                            + " 5.76e23. May be given again.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--target-loss",
            paramLabel = "L",
            description =
                    "Reach this loss, in nats per token unless --loss-unit says another unit, at the"
                            + " least cost: in money where --money or --price is given, else in"
                            + " compute. A law of one factor, such as --law power:flops, tells how"
                            + " much of it that takes.")
    private @Nullable Double target;

    @Option(
            names = "--days",
            paramLabel = "D",
            description = "How long training may take on the cluster.")
    private @Nullable Double days;

    @Option(
            names = "--money",
            paramLabel = "M",
            description = "What training and serving may cost, in the currency of the price.")
    private @Nullable String money;

    @Option(
            names = "--energy",
            paramLabel = "KWH",
            description = "How much energy training and serving may take, in kWh.")
    private @Nullable String energy;

    @Option(
            names = "--max-params",
            paramLabel = "N",
            description = "The largest model, such as 7B.")
    private @Nullable String largest;

    @Option(
            names = "--min-params",
            paramLabel = "N",
            description = "The smallest model, such as 1B.")
    private @Nullable String smallest;

    /** One for each budget, and one without where there is none; the loss to reach is in a unit. */
    List<Decision> decisions(LossSurface law, LossUnit unit) {
        ConstrainedOptimal planner = planner(law, law.counting());
        if (budgets.isEmpty()) {
            return List.of(decide(planner, unit));
        }
        return budgets.stream()
                .map(Compute::parse)
                .map(budget -> planner.limit(Resource.compute(), budget.flops()))
                .map(limited -> decide(limited, unit))
                .toList();
    }

    private Decision decide(ConstrainedOptimal planner, LossUnit unit) {
        return target(unit)
                .map(loss -> planner.leastCost(loss, cost()))
                .orElseGet(planner::leastLoss);
    }

    /** The loss to reach, if one was given, as the number of a unit. */
    Optional<Loss> target(LossUnit unit) {
        if (target != null && unit.kind() == LossUnit.Kind.PERPLEXITY) {
            Decimal.positive("--target-loss, a perplexity,", target);
        }
        return Optional.ofNullable(target).map(unit::nats).map(Loss::nats);
    }

    /** Whether a loss is to be reached, and nothing else was said. */
    boolean isTargetAlone() {
        boolean limited =
                Stream.of(days, money, energy, largest, smallest).anyMatch(Objects::nonNull)
                        || data.isGiven()
                        || site.isKnown();
        return target != null && budgets.isEmpty() && !limited;
    }

    private Resource cost() {
        return money == null && !site.isPriced()
                ? Resource.compute()
                : Resource.money(site.needed("--price"));
    }

    private ConstrainedOptimal planner(LossSurface law, Counting counting) {
        ConstrainedOptimal planner = withSizes(withSpending(ConstrainedOptimal.of(law)), counting);

        // A model that leaves out some parameters does not tell how much memory it takes.
        if (site.isKnown() && counting == Counting.TOTAL) {
            planner = planner.limit(Resource.memory(Memory.MIXED_ADAM), site.memoryBytes());
        }
        return data.on(planner);
    }

    private ConstrainedOptimal withSpending(ConstrainedOptimal unlimited) {
        ConstrainedOptimal planner = unlimited;
        if (days != null) {
            planner = planner.limit(Resource.days(site.machines("--days")), days);
        }

        if (money != null) {
            double most = Decimal.parse("--money", money);
            planner = planner.limit(Resource.money(site.needed("--money")), most);
        }

        if (energy != null) {
            Site spent = site.powered("--energy");
            double most = Decimal.parse("--energy", energy);
            planner = planner.limit(Resource.energy(spent, spent), most);
        }
        return planner;
    }

    private ConstrainedOptimal withSizes(ConstrainedOptimal anySize, Counting counting) {
        ConstrainedOptimal planner = anySize;
        if (largest != null) {
            planner = planner.limit(size("--max-params", largest, counting));
        }
        return smallest == null
                ? planner
                : planner.withLeast(size("--min-params", smallest, counting));
    }

    private static ModelSize size(String option, String text, Counting counting) {
        return new ModelSize(Decimal.parse(option, text), counting);
    }

    /** Where training and serving run, if anything was said of it. */
    Optional<Site> site() {
        return site.site();
    }

    /** Whether money is of interest; a price that nobody asked for is not. */
    boolean countsMoney() {
        return money != null || site.isPriced();
    }

    /** What was taken for granted or could not be: a price, and memory. */
    List<Finding> assumptions(Counting counting, boolean moneyIsShown) {
        List<Finding> assumptions = new ArrayList<>();
        if (moneyIsShown) {
            site.assumption().ifPresent(assumptions::add);
        }
        if (site.isKnown() && counting != Counting.TOTAL) {
            assumptions.add(
                    Finding.note(
                            CheckName.MEMORY,
                            "the law counts "
                                    + counting
                                    + " parameters, so that memory does not limit the model"));
        }
        return assumptions;
    }

    boolean knowsUniqueTokens() {
        return data.knowsUniqueTokens();
    }

    /** Complains where there is nothing to plan with. */
    void check() {
        if (budgets.isEmpty()
                && target == null
                && days == null
                && money == null
                && energy == null) {
            throw new IllegalArgumentException(
                    "plan needs --budget, --target-loss, --days, --money or --energy");
        }
    }
}
