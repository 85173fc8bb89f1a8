package org.scalinglaws.command;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.design.Choice;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.uncertainty.Ensemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recipes judged by every law that the runs could as well have led to. */
@Command(
        name = "choose",
        mixinStandardHelpOptions = true,
        description =
                "Which of several recipes to train while the law is in doubt: how likely each is the"
                        + " best, and what it may lose against the best (regret). Judged by laws of"
                        + " several forms, or with --bootstrap by those of one.")
final class ChooseCommand implements Callable<Integer> {
    private static final double[] AROUND = {0.25, 0.5, 1, 2, 4};

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ChosenTable table = new ChosenTable();

    @Mixin private ChosenLaw law = new ChosenLaw();

    @Mixin private ChosenHolding holding = new ChosenHolding();

    @Option(
            names = "--at",
            paramLabel = "[NAME:]FACTOR=VALUE,...",
            description =
                    "A candidate: params=16B,tokens=104B, or with a name of its own"
                            + " large:params=16B,tokens=104B. May be given again.")
    private List<String> candidates = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description =
                    "Regret is against each law's own plan of this compute. Without --at the"
                            + " candidates are the best size of this compute, and models of a quarter"
                            + " to four times that size.")
    private @Nullable String budget;

    @Mixin private ChosenBootstrap bootstrap = new ChosenBootstrap();

    @Mixin private ChosenForce force = new ChosenForce();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        failure.check();
        format.check();
        boolean oneForm = bootstrap.isAsked();
        bootstrap.orElse(Defaults.REPLICATES);
        bootstrap.check();
        holding.check();
        if (candidates.isEmpty() && budget == null) {
            throw new IllegalArgumentException(
                    "choose needs --at for each candidate, or --budget for sizes about its plan");
        }
        @Nullable Compute spent = budget == null ? null : Compute.parse(budget);
        Map<String, Recipe> named = named();

        Fit<?> fit = Checks.checked(law.fitter().fit(table.read()));
        Optional<NoPlanException> refusal = force.refusal(fit);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return answer(fit, named, spent, oneForm ? FormDoubt.BOOTSTRAPPED : FormDoubt.of(fit));
    }

    /** By laws of several forms, or by those of one where there is no forecast or sets are asked for. */
    private <L extends LossLaw> int answer(
            Fit<L> fit, Map<String, Recipe> named, @Nullable Compute spent, FormDoubt form) {
        Map<String, Recipe> all =
                named.isEmpty() && spent != null ? around(fit, spent) : counted(fit, named);
        Optional<Forecaster> several = form.forecaster();
        if (several.isPresent()) {
            int count = Defaults.REPLICATES;
            return judge(
                    fit, several.orElseThrow().laws(count, bootstrap.seed()), all, spent, form);
        }
        EnsembleAnswer<L> doubt = bootstrap.about(fit, !format.isJson() && Bar.isWatched());
        return judge(fit, requireNonNull(doubt).ensemble(), all, spent, form);
    }

    private <L extends LossLaw> int judge(
            Fit<?> fit,
            Ensemble<L> laws,
            Map<String, Recipe> all,
            @Nullable Compute spent,
            FormDoubt form) {
        Choice<L> choice = Choice.of(laws, bootstrap.level(), all);
        if (spent != null) {
            // Laws of several forms are read near the runs alone, as forecasts of plans are.
            choice =
                    choice.againstOptimum(
                            one -> {
                                if (form.forecaster().isPresent()) {
                                    return form.forecaster().get().plan(one, spent);
                                }
                                LossSurface surface = LossSurface.of(one).within(fit.scope());
                                return ComputeOptimal.of(holding.on(surface)).plan(spent);
                            });
        }

        List<Finding> findings =
                Stream.of(
                                fit.caveats().stream(),
                                choice.findings().stream(),
                                all.values().stream()
                                        .flatMap(recipe -> fit.scope().findings(recipe).stream()))
                        .flatMap(some -> some)
                        .distinct()
                        .toList();
        ChoiceAnswer answer =
                new ChoiceAnswer(
                        choice,
                        spent,
                        bootstrap.level(),
                        fit.problem().runs().lossUnit(),
                        form,
                        findings);
        spec.commandLine().getOut().println(format.of(answer::text, answer::tables, answer::json));
        return failure.code(findings);
    }

    /** Candidates as they were typed; without a name of its own one is called by its numbers. */
    private Map<String, Recipe> named() {
        Map<String, Recipe> named = new LinkedHashMap<>();
        for (String text : candidates) {
            int colon = text.indexOf(':');
            boolean own = colon > 0 && colon < (text + "=").indexOf('=');
            Recipe recipe = RecipeText.parse("--at", own ? text.substring(colon + 1) : text);
            String name = own ? text.substring(0, colon).strip() : name(recipe);
            if (named.putIfAbsent(name, recipe) != null) {
                throw new IllegalArgumentException(
                        "--at must name each candidate once, got '" + name + "' twice");
            }
        }
        return named;
    }

    private static String name(Recipe recipe) {
        boolean pair = recipe.factors().equals(Set.of(Factor.PARAMETERS, Factor.TOKENS));
        return pair ? plain(recipe) : recipe.toString();
    }

    private static String plain(Recipe recipe) {
        return Digits.three(recipe.model().parameters())
                + " on "
                + Digits.three(recipe.tokens().count());
    }

    private Map<String, Recipe> counted(Fit<?> fit, Map<String, Recipe> named) {
        Map<String, Recipe> counted = new LinkedHashMap<>();
        named.forEach(
                (name, recipe) ->
                        counted.put(name, holding.on(recipe.countedAs(fit.scope().counting()))));
        return counted;
    }

    /** The best size and those about it, each with the tokens that spend the budget. */
    private <L extends LossLaw> Map<String, Recipe> around(Fit<L> fit, Compute spent) {
        Plan plan = ComputeOptimal.of(holding.on(force.surface(fit))).plan(spent);
        Map<String, Recipe> sizes = new LinkedHashMap<>();
        for (double times : AROUND) {
            Recipe recipe =
                    plan.recipe()
                            .with(Factor.PARAMETERS, times * plan.model().parameters())
                            .with(Factor.TOKENS, plan.tokens().count() / times);
            sizes.put(plain(recipe), recipe);
        }
        return sizes;
    }
}
