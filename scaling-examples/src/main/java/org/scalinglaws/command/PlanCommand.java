package org.scalinglaws.command;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.inverse.Inversion;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The best recipe under limits, of a published law or of one fitted to runs. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "The best recipe within limits on compute, time, money, energy, data and size, by a"
                        + " published law or one fitted to runs.")
final class PlanCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--fit",
            paramLabel = "RUNS.csv",
            description = "Plan by the law that fits these runs; intervals come with it.")
    private @Nullable Path file;

    @Option(
            names = "--fit-file",
            paramLabel = "FILE.fit.json",
            description = "Plan by a fit that fit --save wrote; nothing is fitted again.")
    private @Nullable Path saved;

    @Mixin private ChosenLaw law = new ChosenLaw();

    @Mixin private ChosenRuns runs = new ChosenRuns();

    @Mixin private ChosenHolding holding = new ChosenHolding();

    @Mixin private ChosenLimits limits = new ChosenLimits();

    @Mixin private ChosenBootstrap bootstrap = new ChosenBootstrap();

    @Mixin private ChosenForce force = new ChosenForce();

    @Mixin private ChosenFailure failure = new ChosenFailure();

    /** What was said beside the answer. */
    private final List<Finding> told = new ArrayList<>();

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        limits.check();
        bootstrap.check();
        holding.check();
        failure.check();
        format.check();
        if (saved != null) {
            Stream<String> fitted = file == null ? Stream.of() : Stream.of("--fit");
            refuse(
                    Stream.concat(fitted, chosen("runs", "law")),
                    "cannot go with --fit-file, which holds a fit and its runs");
            answer(Fit.read(saved));
        } else if (file != null) {
            answer(law.fitter().fit(runs.read(file)));
        } else if (law.name().isPresent()) {
            refuse(
                    chosen("runs", "law").filter(name -> !name.equals("--law")),
                    "needs --fit RUNS.csv: a published law is not fitted");
            answer(PublishedLaws.named(law.name().get()));
        } else {
            throw new IllegalArgumentException(
                    "plan needs --law NAME, --fit RUNS.csv or --fit-file FILE.fit.json");
        }
        return failure.code(told);
    }

    private void answer(PublishedLaw<?> published) {
        if (limits.isTargetAlone() && published.factors().size() == 1) {
            print(
                    published.name() + ": " + published.law(),
                    new InversionAnswer(
                            Inversion.of(published),
                            limits.target(LossUnit.NATS).orElseThrow(),
                            Optional.empty(),
                            bootstrap.level(),
                            LossUnit.NATS));
            note(published.caveats());
            return;
        }

        requireSizeAndData(published);
        LossSurface surface = holding.on(LossSurface.of(published));
        List<Decision> decisions = limits.decisions(surface, LossUnit.NATS);

        // Six flops a parameter and token goes without saying; another way of counting does not.
        List<String> head = new ArrayList<>();
        head.add(published.name() + ": " + published.law());
        head.add(published.provenance().paper() + ", " + published.provenance().link());
        head.add(Catalogue.whyNoInterval(published));
        if (!surface.computeFormula().equals(Provenance.SIX_N_D)) {
            head.add("compute is counted by " + surface.computeFormula());
        }
        print(
                head,
                decisions.stream()
                        .map(
                                decision ->
                                        answer(
                                                Catalogue.ofPlan(published),
                                                decision,
                                                Optional.empty(),
                                                LossUnit.NATS))
                        .toList(),
                LossUnit.NATS);
    }

    private <L extends LossLaw> void answer(Fit<L> unchecked) {
        Fit<L> fit = Checks.checked(unchecked);
        Optional<NoPlanException> refusal = force.refusal(fit);
        if (refusal.isPresent()) {
            throw refusal.get();
        }

        @Nullable EnsembleAnswer<L> doubt =
                bootstrap.about(fit, !format.isJson() && Bar.isWatched());
        Intervals<L> intervals = doubt == null ? Covariance.of(fit) : doubt.ensemble();
        if (doubt != null) {
            note(doubt.findings());
        }
        if (limits.isTargetAlone() && fit.factors().size() == 1) {
            answer(fit, intervals);
            return;
        }

        LossUnit unit = fit.problem().runs().lossUnit();

        // Each law of the doubt is planned once, for all budgets; an interval then reads its place.
        Function<L, List<Decision>> decisions =
                one -> limits.decisions(holding.on(LossSurface.of(one).within(fit.scope())), unit);
        Intervals<List<Decision>> others = intervals.map(decisions);
        FormDoubt form = doubt == null ? FormDoubt.of(fit) : FormDoubt.BOOTSTRAPPED;
        List<DecisionAnswer> answers = new ArrayList<>();
        for (Decision decision : limits.decisions(holding.on(force.surface(fit)), unit)) {
            int place = answers.size();
            Intervals<Decision> own = others.map(all -> all.get(place));
            DecisionDoubt found = DecisionDoubt.of(decision, form, own);
            Decision held = found.held(decision, bootstrap.level());
            answers.add(answer(Json.law(fit), held, Optional.of(found), unit));
        }

        print(List.of(fit.problem().family().formula(), fit.toString()), answers, unit);
        note(others.finding(CheckName.NO_PLAN, "plan").stream().toList());
    }

    /** A law of one factor leaves nothing to share out: it is read backwards. */
    private <L extends LossLaw> void answer(Fit<L> fit, Intervals<L> intervals) {
        LossUnit unit = fit.problem().runs().lossUnit();
        Loss target = limits.target(unit).orElseThrow();
        Inversion inversion = Inversion.of(fit);
        // Of the logarithm, so that no end lies below zero.
        Optional<Interval> logs =
                intervals.find(
                        bootstrap.level(),
                        one -> InversionAnswer.logValue(one, inversion.factor(), target));
        print(
                fit.toString(),
                new InversionAnswer(
                        inversion,
                        target,
                        logs.map(
                                ends ->
                                        new Interval(
                                                Math.exp(ends.lower()), Math.exp(ends.upper()))),
                        bootstrap.level(),
                        unit));
        note(fit.caveats());
    }

    private void print(String head, InversionAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, @Nullable Object> written = answer.json();
        note(answer.findings());
        if (format.isJson()) {
            out.println(Json.text(written));
        } else if (format.isText()) {
            out.println(head + System.lineSeparator() + answer.text());
        } else {
            out.println(format.text(List.of(answer.table())));
        }
    }

    /** An option that chooses rows or a fit would be passed over without a word. */
    private static void refuse(Stream<String> options, String reason) {
        String idle = options.collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            throw new IllegalArgumentException(idle + " " + reason);
        }
    }

    /** The options of some mixins that were given. */
    private Stream<String> chosen(String... mixins) {
        return Stream.of(mixins)
                .flatMap(
                        mixin -> requireNonNull(spec.mixins().get(mixin), mixin).options().stream())
                .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .map(OptionSpec::longestName);
    }

    private DecisionAnswer answer(
            Map<String, Object> law,
            Decision decision,
            Optional<DecisionDoubt> doubt,
            LossUnit unit) {
        return new DecisionAnswer(
                law, decision, limits.site(), limits.countsMoney(), doubt, bootstrap.level(), unit);
    }

    private void note(Collection<Finding> findings) {
        told.addAll(findings);
        PrintWriter err = spec.commandLine().getErr();
        Finding.lines(findings).forEach(line -> err.println("scaling: " + line));
    }

    private void print(List<String> head, List<DecisionAnswer> answers, LossUnit unit) {
        PrintWriter out = spec.commandLine().getOut();
        List<Plan> plans = answers.stream().map(answer -> answer.decision().plan()).toList();
        note(
                limits.assumptions(
                        plans.get(0).model().counting(), format.isJson() || limits.countsMoney()));
        plans.forEach(plan -> told.addAll(plan.findings()));

        // In JSON and tables findings stand on standard error or apart; in text beside their plan.
        if (format.isJson()) {
            note(plans.stream().flatMap(plan -> plan.findings().stream()).toList());
            List<?> written = answers.stream().map(DecisionAnswer::json).toList();
            out.println(Json.text(written.size() == 1 ? written.get(0) : written));
            return;
        }
        if (!format.isText()) {
            List<TextTable> tables =
                    new ArrayList<>(answers.stream().map(DecisionAnswer::table).toList());
            answers.forEach(answer -> tables.add(answer.limits()));
            Report.findings(plans.stream().flatMap(plan -> plan.findings().stream()).toList())
                    .ifPresent(tables::add);
            out.println(format.text(tables));
            return;
        }

        head.forEach(out::println);
        out.println();
        if (answers.stream().allMatch(DecisionAnswer::isBudgetAlone)) {
            out.println(Report.plans(plans, unit));
        } else {
            out.println(
                    answers.stream()
                            .map(DecisionAnswer::text)
                            .collect(Collectors.joining(System.lineSeparator().repeat(2))));
        }
    }

    /** A plan weighs model size against data: the law must read both, and be given the rest. */
    private void requireSizeAndData(PublishedLaw<?> published) {
        Recipe recipe = holding.on(Recipe.of(ModelSize.billions(1), Tokens.billions(20)));
        if (limits.knowsUniqueTokens()) {
            recipe = recipe.with(Factor.UNIQUE_TOKENS, recipe.tokens().count());
        }
        double loss;
        try {
            loss = published.law().loss(recipe);
        } catch (IllegalArgumentException lacking) {
            throw new IllegalArgumentException(
                    String.format(
                            "law '%s' reads more than params and tokens, which --holding gives: %s",
                            published.name(), lacking.getMessage()),
                    lacking);
        }
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS)) {
            if (published.law().loss(recipe.with(factor, 2 * recipe.value(factor))) == loss) {
                throw new NoPlanException(
                        String.format(
                                "law '%s' does not read %s, so no size is compute-optimal",
                                published.name(), factor.name()));
            }
        }
    }
}
