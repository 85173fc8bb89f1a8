package org.scalinglaws.multiplier;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.select.NestedTest;

/**
 * What a recipe is worth against a reference: how many times the parameters, tokens and compute the
 * reference needs for the same loss.
 *
 * <p>Three ratios come from one law for both recipes, in which a parameter of the recipe counts rho_N
 * times and a token rho_D times. With the same exponents and the same floor the recipe's compute then
 * counts rho_N rho_D times at every budget, each recipe at its own best size. Whether the runs allow
 * one law is tested ({@link #sharedExponents}). Where they do not, the ratio changes with the loss,
 * and {@link #at} says it by the law of each recipe's own runs.
 *
 * @see <a href="https://arxiv.org/abs/2602.07712">Volkova et al. (2026), the law with factors</a>
 */
public final class Multiplier {
    private static final double SIGNIFICANT = 0.05;
    private static final int LOSSES = 5;
    private static final int STEPS = 40;
    private static final double TOLERANCE = 1e-10;

    private final String reference;
    private final String recipe;
    private final Pair pair;
    private final double level;
    private final Optional<NestedTest> oneLaw;
    private final Optional<NestedTest> sharedExponents;

    private Multiplier(String reference, String recipe, Pair pair, double level) {
        this.reference = reference;
        this.recipe = recipe;
        this.pair = pair;
        this.level = level;
        this.oneLaw = pair.oneLaw();
        this.sharedExponents = pair.sharedExponents();
    }

    static Multiplier of(String reference, String recipe, Pair pair, double level) {
        return new Multiplier(reference, recipe, pair, level);
    }

    /**
     * The recipe that the other is held against.
     *
     * @return its name
     */
    public String reference() {
        return reference;
    }

    /**
     * The recipe that is judged.
     *
     * @return its name
     */
    public String recipe() {
        return recipe;
    }

    /**
     * The level of the intervals.
     *
     * @return such as 0.95
     */
    public double level() {
        return level;
    }

    /**
     * How many parameters of the reference one parameter of the recipe is worth.
     *
     * @return rho_N
     */
    public Worth params() {
        return pair.worth(level, TwoRecipes::params);
    }

    /**
     * How many tokens of the reference one token of the recipe is worth.
     *
     * @return rho_D
     */
    public Worth tokens() {
        return pair.worth(level, TwoRecipes::tokens);
    }

    /**
     * How many times the compute the reference needs for the same loss.
     *
     * @return rho_N rho_D
     */
    public Worth compute() {
        return pair.worth(level, TwoRecipes::compute);
    }

    /**
     * How many times the training time the reference needs for the same loss: the multiplier of
     * compute, times the seconds that a FLOP takes with the reference over those with the recipe
     * (geometric means over runs).
     *
     * @return empty unless every run states its {@code seconds}
     */
    public Optional<Worth> time() {
        Optional<SecondsPerFlop> slow = SecondsPerFlop.of(pair.group(0));
        Optional<SecondsPerFlop> fast = SecondsPerFlop.of(pair.group(1));
        if (slow.isEmpty() || fast.isEmpty()) {
            return Optional.empty();
        }
        double ratio = slow.get().meanLog() - fast.get().meanLog();
        double error =
                Math.hypot(
                        pair.error(TwoRecipes::compute),
                        Math.hypot(slow.get().error(), fast.get().error()));
        double centre = Math.log(compute().estimate()) + ratio;
        return Optional.of(worth(centre, error, pair.degreesOfFreedom()));
    }

    private Worth worth(double log, double error, double degreesOfFreedom) {
        if (!Double.isFinite(error) || !(degreesOfFreedom > 0)) {
            return new Worth(Math.exp(log), Optional.empty());
        }
        double reach = Quantiles.ofStudent(level, degreesOfFreedom) * error;
        return new Worth(
                Math.exp(log),
                Optional.of(new Interval(Math.exp(log - reach), Math.exp(log + reach))));
    }

    /**
     * Whether both recipes follow one law: rho_N = rho_D = 1.
     *
     * @return an F test by squares of ln L; a small chance says that they differ; empty where
     *     no run is to spare
     */
    public Optional<NestedTest> oneLaw() {
        return oneLaw;
    }

    /**
     * Whether one law with two factors will do: both recipes have the same exponents and floor.
     *
     * @return an F test by squares of ln L; a small chance says that the ratio changes with the
     *     loss; empty where no run is to spare
     */
    public Optional<NestedTest> sharedExponents() {
        return sharedExponents;
    }

    /**
     * What both need for a loss, each at its best size by the law of its own runs.
     *
     * @param loss the loss to reach, nats per token
     * @return with no compute for a recipe whose law never reaches the loss
     */
    public AtLoss at(Loss loss) {
        requireNonNull(loss, "loss");
        Optional<OwnLaw> first = pair.reference();
        Optional<OwnLaw> second = pair.recipe();
        Optional<Compute> slow = first.flatMap(law -> law.compute(loss));
        Optional<Compute> fast = second.flatMap(law -> law.compute(loss));
        if (slow.isEmpty() || fast.isEmpty()) {
            return new AtLoss(loss, slow, fast, Optional.empty());
        }
        double centre = Math.log(slow.get().flops()) - Math.log(fast.get().flops());
        ToDoubleFunction<ChinchillaLaw> compute = law -> AtLoss.logCompute(law, loss);
        Worth worth = worth(centre, first.get(), compute, second.get(), compute);
        return new AtLoss(loss, slow, fast, Optional.of(worth));
    }

    /**
     * What the recipe needs for the loss that the reference reaches with a compute, each at its best size
     * by the law of its own runs.
     *
     * @param budget training compute of the reference
     * @return at the loss that the reference reaches; empty where its runs are too few for a law of its own
     */
    public Optional<AtLoss> at(Compute budget) {
        requireNonNull(budget, "budget");
        if (pair.reference().isEmpty()) {
            return Optional.empty();
        }
        OwnLaw first = pair.reference().get();
        Loss loss = OwnLaw.best(first.fit().law(), budget);
        Optional<OwnLaw> second = pair.recipe();
        Optional<Compute> fast = second.flatMap(law -> law.compute(loss));
        if (fast.isEmpty()) {
            return Optional.of(new AtLoss(loss, Optional.of(budget), fast, Optional.empty()));
        }

        // The budget is given and has no error: the reference errs in the loss, the recipe in its
        // compute.
        ChinchillaLaw other = second.get().fit().law();
        Worth worth =
                worth(
                        Math.log(budget.flops() / fast.get().flops()),
                        first,
                        law -> AtLoss.logCompute(other, OwnLaw.best(law, budget)),
                        second.get(),
                        law -> AtLoss.logCompute(law, loss));
        return Optional.of(new AtLoss(loss, Optional.of(budget), fast, Optional.of(worth)));
    }

    /** Two independent errors, with the degrees of freedom of Welch and Satterthwaite. */
    private Worth worth(
            double centre,
            OwnLaw first,
            ToDoubleFunction<ChinchillaLaw> ofFirst,
            OwnLaw second,
            ToDoubleFunction<ChinchillaLaw> ofSecond) {
        double one = Math.pow(first.error(ofFirst), 2);
        double two = Math.pow(second.error(ofSecond), 2);
        double spare =
                Math.pow(one + two, 2)
                        / (one * one / first.degreesOfFreedom(ofFirst)
                                + two * two / second.degreesOfFreedom(ofSecond));
        return worth(centre, Math.sqrt(one + two), spare);
    }

    /**
     * The losses that runs of both recipes have reached.
     *
     * @return from the larger of the two least losses to the smaller of the two greatest, nats; empty
     *     where no loss is common
     */
    public Optional<Interval> commonLosses() {
        double[] one = pair.group(0).losses();
        double[] two = pair.group(1).losses();
        double least =
                Math.max(
                        Arrays.stream(one).min().orElseThrow(),
                        Arrays.stream(two).min().orElseThrow());
        double most =
                Math.min(
                        Arrays.stream(one).max().orElseThrow(),
                        Arrays.stream(two).max().orElseThrow());
        return least < most ? Optional.of(new Interval(least, most)) : Optional.empty();
    }

    /**
     * The ratio along the losses that both have reached, from the greatest loss to the least.
     *
     * @return five rows, or none where no loss is common
     */
    public List<AtLoss> alongLosses() {
        List<AtLoss> rows = new ArrayList<>();
        commonLosses()
                .ifPresent(
                        reach -> {
                            for (int row = 0; row < LOSSES; row++) {
                                rows.add(at(Loss.nats(between(reach, row, LOSSES - 1))));
                            }
                        });
        return rows;
    }

    private static double between(Interval reach, int step, int steps) {
        double share = step / (double) steps;
        return Math.exp((1 - share) * Math.log(reach.upper()) + share * Math.log(reach.lower()));
    }

    /**
     * The greatest common loss at which neither recipe needs more than the other: on one side of it
     * the reference is the better one.
     *
     * @return empty where one recipe is better at every common loss
     */
    public Optional<Loss> crossover() {
        if (commonLosses().isEmpty()) {
            return Optional.empty();
        }
        Interval reach = commonLosses().get();
        double before = Double.NaN;
        double earlier = Double.NaN;
        for (int step = 0; step <= STEPS; step++) {
            double loss = between(reach, step, STEPS);
            double now = logRatio(loss).orElse(Double.NaN);
            if (before * now < 0) {
                double root =
                        new BrentSolver(TOLERANCE)
                                .solve(100, nats -> logRatio(nats).orElse(0), loss, earlier);
                return Optional.of(Loss.nats(root));
            }
            before = now;
            earlier = loss;
        }
        return Optional.empty();
    }

    private OptionalDouble logRatio(double nats) {
        Loss loss = Loss.nats(nats);
        double slow = pair.reference().map(law -> law.logCompute(loss)).orElse(Double.NaN);
        double fast = pair.recipe().map(law -> law.logCompute(loss)).orElse(Double.NaN);
        return Double.isFinite(slow - fast)
                ? OptionalDouble.of(slow - fast)
                : OptionalDouble.empty();
    }

    /**
     * What to know before believing it.
     *
     * @return what the fits say, and where one factor for all losses is not enough
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(pair.shared.caveats());
        if (sharedExponents.filter(test -> test.pValue() < SIGNIFICANT).isPresent()) {
            findings.add(
                    Finding.warning(
                            CheckName.RECIPES_DIFFER,
                            recipe
                                    + " and "
                                    + reference
                                    + " do not share exponents and floor ("
                                    + said(sharedExponents)
                                    + "): one multiplier does not hold at every loss; read the rows"
                                    + " by loss"));
        }

        // Without a law of its own nothing tests what is shared.
        String few = fewRuns();
        if (!few.isEmpty()) {
            findings.add(
                    Finding.warning(
                            CheckName.RECIPES_DIFFER,
                            few
                                    + " has too few runs for a law of its own: exponents and floor"
                                    + " are those of both, which is not tested, and no row by loss"
                                    + " is told"));
        }

        // Each recipe is then read where only the other has runs.
        if (commonLosses().isEmpty()) {
            findings.add(
                    Finding.warning(
                            CheckName.RECIPES_DIFFER,
                            String.format(
                                    "no loss is reached by runs of both %s and %s: the multiplier"
                                            + " rests on the form of the law alone",
                                    recipe, reference)));
        }
        return List.copyOf(findings);
    }

    /**
     * What to know before believing rows by loss.
     *
     * @param rows of {@link #at}
     * @return a warning where rows lie outside the losses that runs of both have reached
     */
    public List<Finding> findings(List<AtLoss> rows) {
        Optional<Interval> common = commonLosses();
        List<String> outside =
                rows.stream()
                        .filter(row -> common.filter(reach -> holds(reach, row.loss())).isEmpty())
                        .map(row -> Digits.loss(inUnit(row.loss())))
                        .toList();
        return outside.isEmpty() || common.isEmpty()
                ? List.of()
                : List.of(
                        Finding.warning(
                                CheckName.EXTRAPOLATION,
                                String.format(
                                        "runs of both %s and %s have losses of %s to %s: at %s the"
                                                + " multiplier rests on the form of their laws, and its"
                                                + " interval knows no other",
                                        recipe,
                                        reference,
                                        Digits.loss(inUnit(Loss.nats(common.get().lower()))),
                                        Digits.loss(inUnit(Loss.nats(common.get().upper()))),
                                        String.join(", ", outside))));
    }

    /** Rounding puts no loss outside. */
    private static boolean holds(Interval reach, Loss loss) {
        double rounding = 1e-9 * reach.upper();
        return loss.nats() >= reach.lower() - rounding && loss.nats() <= reach.upper() + rounding;
    }

    private String fewRuns() {
        StringJoiner few = new StringJoiner(" and ");
        if (pair.reference().isEmpty()) {
            few.add(reference);
        }
        if (pair.recipe().isEmpty()) {
            few.add(recipe);
        }
        return few.toString();
    }

    /**
     * The ratios of the shared law.
     *
     * @return a row each for parameters, tokens, compute and, where it is known, time
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-10s %10s %10s %10s")
                        .line(recipe + " against " + reference)
                        .row("worth of", "estimate", Digits.level(level) + " from", "to");
        table = row(table, "params", params());
        table = row(table, "tokens", tokens());
        table = row(table, "compute", compute());
        return time().isPresent() ? row(table, "seconds", time().get()) : table;
    }

    private static TextTable row(TextTable table, String name, Worth worth) {
        return table.row(
                name,
                Digits.four(worth.estimate()),
                worth.interval().map(ends -> Digits.four(ends.lower())).orElse("-"),
                worth.interval().map(ends -> Digits.four(ends.upper())).orElse("-"));
    }

    /**
     * The ratio by the laws of each recipe's own runs, losses in the unit of the runs.
     *
     * @param rows at the losses to show
     * @return a row for each loss; a dash where a law never reaches it
     */
    public TextTable table(List<AtLoss> rows) {
        TextTable table =
                TextTable.of("  %8s %14s %14s %10s %10s %10s")
                        .row(
                                "loss",
                                reference + ", FLOP",
                                recipe + ", FLOP",
                                "multiplier",
                                Digits.level(level) + " from",
                                "to");
        for (AtLoss each : rows) {
            Optional<Interval> ends = each.worth().flatMap(Worth::interval);
            table =
                    table.row(
                            String.format(Locale.ROOT, "%.4f", inUnit(each.loss())),
                            each.reference().map(flops -> Digits.four(flops.flops())).orElse("-"),
                            each.recipe().map(flops -> Digits.four(flops.flops())).orElse("-"),
                            each.worth().map(worth -> Digits.four(worth.estimate())).orElse("-"),
                            ends.map(range -> Digits.four(range.lower())).orElse("-"),
                            ends.map(range -> Digits.four(range.upper())).orElse("-"));
        }
        return table;
    }

    private static String said(Optional<NestedTest> test) {
        return test.map(NestedTest::toString).orElse("no run to spare");
    }

    /** As the table of runs states losses. */
    private double inUnit(Loss loss) {
        return pair.runs.lossUnit().of(loss.nats());
    }

    /**
     * Writes the ratios, the tests and the rows by loss.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table().text());
        text.append("\n\n  one law for both: ").append(said(oneLaw));
        text.append("\n  one law with factors: ").append(said(sharedExponents));
        List<AtLoss> rows = alongLosses();
        if (!rows.isEmpty()) {
            text.append("\n\n").append(table(rows).text());
        }
        crossover()
                .ifPresent(
                        loss ->
                                text.append("\n  both need the same at a loss of ")
                                        .append(Digits.four(inUnit(loss))));
        for (Finding finding : findings()) {
            text.append("\n  ").append(finding);
        }
        return text.toString();
    }
}
