package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The check of a search that needs no reference. A fit with fewer free numbers, of a smaller family
 * or from another start never ends lower than the free fit; no start is left for a worse end; and
 * another unit, where {@link UnitChange} says that the family is closed under it, changes nothing. A
 * fit that says as an error that the runs do not determine its numbers may be beaten by a little: where
 * the best law lies at infinity, its numbers cancel and no double holds the last of the objective.
 *
 * @param family the laws to choose from
 * @param runs what was observed
 * @param objective what to make small
 * @param depth how many values, units and starts are tried of each kind
 * @param <L> the type of the laws
 */
public record SelfCheck<L extends LossLaw>(
        LawFamily<L> family, Dataset runs, Objective objective, Depth depth) {
    /** An end is lower when it is so by more than this share. */
    private static final double SHARE = 1e-8;

    /** By so much a fit may be beaten that says as an error that the runs do not determine it. */
    private static final double LITTLE = 2e-4;

    /** Objectives of so much a run cannot be told apart. */
    private static final double ROUNDING = 1e-20;

    private static final double[] SHARES = {0.5, 2, 0.9, 1.1};

    /**
     * How much is tried.
     *
     * @param values at how many shares of its best value each number is held, beside zero and bounds
     * @param units in which units each factor and the loss are counted
     * @param starts from how many of the best other ends the free fit starts
     */
    public record Depth(int values, List<Double> units, int starts) {}

    /**
     * The end of another way to fit the same runs.
     *
     * @param what which way
     * @param gap by how much it is not as it should be, as a share of the free fit
     * @param said whether the fit that is judged says that the runs do not determine it
     */
    public record Way(String what, double gap, boolean said) {
        /** {@return true when a better law exists than was found, and no error excuses it} */
        public boolean isWrong() {
            return gap > (said ? LITTLE : SHARE);
        }

        /** {@return true when a better law exists than was found} */
        public boolean isBeaten() {
            return gap > SHARE;
        }
    }

    /** A law that another way led to. */
    @SuppressWarnings("ArrayRecordComponent")
    private record End(String what, double[] numbers, double objective, boolean said) {}

    private Fitter<L> free() {
        return Fitter.of(family).withObjective(objective);
    }

    /**
     * Tries every way.
     *
     * @return the ends
     */
    public List<Way> ways() {
        Fit<L> best = free().fit(runs);
        List<End> ends = new ArrayList<>();
        held(family.values(best.law()), ends);
        tied(ends);
        smaller(best, ends);
        List<Way> ways = new ArrayList<>();
        inUnits(best, ends, ways);
        lossInUnits(best, ways);
        started(best, ends, ways);
        boolean said = says(best);
        ends.forEach(
                end -> ways.add(new Way(end.what, gap(best.objective(), end.objective), said)));
        return ways;
    }

    private static boolean says(Fit<?> fit) {
        return Checks.inspect(fit).stream()
                .anyMatch(
                        finding ->
                                finding.severity() == Severity.ERROR
                                        && (finding.check().equals(CheckName.IDENTIFIABILITY.id())
                                                || finding.check()
                                                        .equals(CheckName.CONVERGENCE.id())));
    }

    /** A restriction that leaves no law, or that the law refuses, is none. */
    private void attempt(String what, Supplier<Fit<L>> attempt, List<End> ends) {
        try {
            Fit<L> fit = attempt.get();
            ends.add(new End(what, family.values(fit.law()), fit.objective(), says(fit)));
        } catch (NoFitException | IllegalArgumentException none) {
            // No end.
        }
    }

    private double gap(double should, double lower) {
        double difference = should - lower;
        boolean told = difference > ROUNDING * runs.size();
        return told ? difference / Math.abs(should) : 0;
    }

    private void held(double[] numbers, List<End> ends) {
        for (int j = 0; j < numbers.length; j++) {
            Parameter parameter = family.parameters().get(j);
            for (double value : heldAt(parameter, numbers[j])) {
                attempt(
                        parameter.name() + " = " + value,
                        () -> free().withFixed(parameter.name(), value).fit(runs),
                        ends);
            }
        }
    }

    private Set<Double> heldAt(Parameter parameter, double best) {
        Set<Double> held = new LinkedHashSet<>(List.of(0.0, parameter.lower(), parameter.upper()));
        for (int i = 0; i < depth.values; i++) {
            held.add(best * SHARES[i]);
        }
        held.removeIf(value -> !Double.isFinite(value) || !inside(parameter, value));
        return held;
    }

    private static boolean inside(Parameter parameter, double value) {
        return value >= parameter.lower() && value <= parameter.upper();
    }

    /** Each number follows the next one of its kind. */
    private void tied(List<End> ends) {
        List<Parameter> parameters = family.parameters();
        for (int j = 0; j < parameters.size(); j++) {
            Parameter follower = parameters.get(j);
            parameters.stream()
                    .skip(j + 1L)
                    .filter(leader -> sameKind(follower, leader))
                    .findFirst()
                    .ifPresent(leader -> tie(follower.name(), leader.name(), ends));
        }
    }

    private static boolean sameKind(Parameter one, Parameter other) {
        return one.scale() == other.scale()
                && one.lower() == other.lower()
                && one.upper() == other.upper();
    }

    private void tie(String follower, String leader, List<End> ends) {
        String what = follower + " = " + leader;
        attempt(what, () -> free().withTied(follower, leader).fit(runs), ends);
    }

    private void smaller(Fit<L> best, List<End> ends) {
        for (SmallerLaw inside : SmallerLaw.inside(family)) {
            double[] numbers = inside.best(objective, runs);
            double reached = best.problem().at(family.at(numbers)).objective();
            String what = "the best " + inside.smaller().name();
            ends.add(new End(what, numbers, reached, true));
        }
    }

    /**
     * The law in another unit is a law of the family in the old one, so it is an end like others; and
     * where the free fit is a law in the new unit, that one's end is no higher.
     */
    private void inUnits(Fit<L> best, List<End> ends, List<Way> ways) {
        for (Set<Factor> factors : UnitChange.closed(family)) {
            for (double unit : depth.units) {
                List<End> found = new ArrayList<>();
                String what = factors + " in " + unit;
                attempt(what, () -> free().fit(counted(factors, unit)), found);
                for (End end : found) {
                    double[] back = UnitChange.inUnits(family, end.numbers, factors, 1 / unit);
                    double[] there =
                            UnitChange.inUnits(family, family.values(best.law()), factors, unit);
                    if (inside(back)) {
                        ends.add(new End(what, back, end.objective, end.said));
                    }
                    if (inside(there)) {
                        double gap = gap(end.objective, best.objective());
                        ways.add(new Way(what, gap, end.said));
                    }
                }
            }
        }
    }

    private boolean inside(double[] numbers) {
        for (int j = 0; j < numbers.length; j++) {
            if (!inside(family.parameters().get(j), numbers[j])) {
                return false;
            }
        }
        return true;
    }

    private Dataset counted(Set<Factor> factors, double unit) {
        List<Run> scaled = new ArrayList<>();
        for (Run run : runs) {
            Recipe recipe = run.recipe();
            for (Factor factor : factors) {
                recipe = recipe.with(factor, run.recipe().value(factor) / unit);
            }
            scaled.add(new Run(recipe, run.loss(), run.weight()));
        }
        return Dataset.of(scaled);
    }

    private void lossInUnits(Fit<L> best, List<Way> ways) {
        for (double unit : UnitChange.ofLoss(family, depth.units)) {
            OptionalDouble factor = UnitChange.ofLoss(family, objective, 1 / unit);
            if (factor.isPresent()) {
                Dataset other = RandomSweep.withLoss(runs, run -> run.loss().nats() / unit);
                List<End> found = new ArrayList<>();
                attempt("", () -> free().fit(other), found);
                for (End end : found) {
                    double same = end.objective / factor.orElseThrow();
                    String what = "loss in " + unit;
                    if (inside(UnitChange.ofLoss(family, end.numbers, 1 / unit))) {
                        ways.add(new Way(what, gap(best.objective(), same), says(best)));
                    }
                    double[] here = family.values(best.law());
                    if (inside(UnitChange.ofLoss(family, here, unit))) {
                        ways.add(new Way(what, gap(same, best.objective()), end.said));
                    }
                }
            }
        }
    }

    /** Starts at the best of the other ends, and at the free fit itself. */
    private void started(Fit<L> best, List<End> ends, List<Way> ways) {
        List<End> starts = new ArrayList<>(ends);
        starts.sort(Comparator.comparingDouble(End::objective));
        starts.subList(Math.min(depth.starts, starts.size()), starts.size()).clear();
        starts.add(
                new End("the free fit", family.values(best.law()), best.objective(), says(best)));
        for (End start : starts) {
            String what = "start at " + start.what;
            List<End> found = new ArrayList<>();
            attempt(what, () -> free().withStart(start.numbers).fit(runs), found);
            for (End end : found) {
                ways.add(new Way("left: " + what, gap(end.objective, start.objective), end.said));
                ends.add(end);
            }
        }
    }

    /**
     * A line about all ways.
     *
     * @param table which runs
     * @param ways the ends
     * @param seconds how long a processor took
     * @return family, runs, number of ways, how many are wrong, how many beat a fit that says that
     *     the runs do not determine it, and by how much
     */
    public String line(String table, List<Way> ways, double seconds) {
        return String.format(
                Locale.ROOT,
                "%-26s %-22s %4d ways, %2d wrong, %2d said, worst gap %.1e, %5.1f s",
                family.name(),
                table,
                ways.size(),
                ways.stream().filter(Way::isWrong).count(),
                ways.stream().filter(way -> way.isBeaten() && !way.isWrong()).count(),
                ways.stream().mapToDouble(Way::gap).max().orElse(0),
                seconds);
    }
}
