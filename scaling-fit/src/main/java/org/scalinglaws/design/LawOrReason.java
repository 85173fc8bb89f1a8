package org.scalinglaws.design;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/**
 * A law of the optima, in size and length where the groups can carry it, else in one of them.
 *
 * @param law the law; absent where there are too few groups
 * @param reason why it is not in both; empty where it is
 */
record LawOrReason(Optional<TuningLaw> law, String reason) {
    private static final Factor N = Factor.PARAMETERS;
    private static final Factor D = Factor.TOKENS;

    /** Of so many values of a factor an exponent is made. */
    private static final int FEWEST = 3;

    /** Beyond this correlation of ln N and ln D their exponents are not told apart. */
    private static final double TOGETHER = 0.9999;

    /**
     * Optima to be fitted.
     *
     * @param what what they are of
     * @param turns the slope of each group's curve about the middle of its settings
     * @param middles ln of that middle
     * @param noise the variance of ln loss
     */
    record Optima(
            String what,
            List<TunedGroup> groups,
            Map<TunedGroup, Turn> turns,
            Map<TunedGroup, Double> middles,
            double noise,
            double level) {
        private Optima of(List<TunedGroup> some) {
            return new Optima(what, some, turns, middles, noise, level);
        }

        private Turn turn(TunedGroup group) {
            return requireNonNull(turns.get(group));
        }

        /** How far each moves with what all curves share, as a deviation. */
        private double[] shifts() {
            return groups.stream()
                    .mapToDouble(each -> Math.sqrt(noise) * turn(each).shift())
                    .toArray();
        }

        private double middle(TunedGroup group) {
            return requireNonNull(middles.get(group));
        }

        /** ln of the best setting of a group. */
        double best(TunedGroup group) {
            return middle(group) + turn(group).place();
        }

        /**
         * The variance of each optimum where it is expected. Of its own curvature only one factor is
         * taken, and the mean of all for the other: a curvature that is too large by chance draws the
         * optimum to the middle, and with this weight the two are even.
         */
        private double[] variances(ToDoubleFunction<TunedGroup> expected) {
            double bend = groups.stream().mapToDouble(each -> turn(each).b()).average().orElse(1);
            return groups.stream()
                    .mapToDouble(
                            each -> {
                                double u = expected.applyAsDouble(each) - middle(each);
                                Turn turn = turn(each);
                                return noise * turn.slopeVariance(u) / (turn.b() * bend);
                            })
                    .toArray();
        }
    }

    static LawOrReason of(Optima optima) {
        List<TunedGroup> groups = optima.groups();
        long sizes = count(groups, N);
        long lengths = count(groups, D);
        String few =
                String.format(
                        "a law in size and length needs 3 sizes and 2 lengths or more and 4 groups,"
                                + " and there are %d, %d and %d",
                        sizes, lengths, groups.size());

        if (sizes >= FEWEST && lengths >= 2 && groups.size() > FEWEST) {
            if (Math.abs(correlation(groups)) < TOGETHER) {
                return new LawOrReason(Optional.of(law(optima, List.of(N, D))), "");
            }
            return new LawOrReason(
                    Optional.of(law(optima, List.of(N))),
                    "length goes with size in every group, so that their exponents are not told"
                            + " apart: the law in size is along that line");
        }
        return sizes >= FEWEST || (sizes > lengths && lengths == 1)
                ? alone(optima, N, D, few)
                : alone(optima, D, N, few);
    }

    /** In one factor, at that value of the other which most groups have. */
    private static LawOrReason alone(Optima optima, Factor read, Factor held, String few) {
        Map<Double, List<TunedGroup>> levels =
                optima.groups().stream()
                        .collect(
                                Collectors.groupingBy(
                                        group -> level(optima.groups(), group, held),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        Optional<Map.Entry<Double, List<TunedGroup>>> most =
                levels.entrySet().stream()
                        .filter(level -> count(level.getValue(), read) >= FEWEST)
                        .max(Comparator.comparingLong(level -> count(level.getValue(), read)));
        if (most.isEmpty()) {
            return new LawOrReason(
                    Optional.empty(), few + "; one in either needs 3 values with the other held");
        }
        return new LawOrReason(
                Optional.of(law(optima.of(most.get().getValue()), List.of(read))),
                String.format(
                        "%s; the law in %s is at %s %s",
                        few, read.name(), Digits.four(most.get().getKey()), held.name()));
    }

    private static long count(List<TunedGroup> groups, Factor factor) {
        return groups.stream()
                .mapToDouble(group -> level(groups, group, factor))
                .distinct()
                .count();
    }

    /** The least value that counts as one with that of a group: whole steps end a little elsewhere. */
    private static double level(List<TunedGroup> groups, TunedGroup group, Factor factor) {
        double value = group.recipe().value(factor);
        double level = 0;
        for (double other :
                groups.stream()
                        .mapToDouble(each -> each.recipe().value(factor))
                        .sorted()
                        .toArray()) {
            boolean isNext = other > TuningRows.ALIKE * level;
            level = isNext && other <= value ? other : level;
        }
        return level;
    }

    static double correlation(List<TunedGroup> groups) {
        double[][] logs = OptimaLine.logs(groups, List.of(N, D));
        double n = Arrays.stream(logs[0]).average().orElse(0);
        double d = Arrays.stream(logs[1]).average().orElse(0);
        double nn = 0;
        double dd = 0;
        double nd = 0;
        for (int i = 0; i < logs[0].length; i++) {
            nn += (logs[0][i] - n) * (logs[0][i] - n);
            dd += (logs[1][i] - d) * (logs[1][i] - d);
            nd += (logs[0][i] - n) * (logs[1][i] - d);
        }
        return nd / Math.sqrt(nn * dd);
    }

    private static TuningLaw law(Optima optima, List<Factor> factors) {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        for (Factor factor : List.of(N, D)) {
            double[] values =
                    optima.groups().stream()
                            .mapToDouble(group -> group.recipe().value(factor))
                            .sorted()
                            .toArray();
            ranges.put(factor, new Interval(values[0], values[values.length - 1]));
        }
        Recipe first = optima.groups().get(0).recipe();
        return new TuningLaw(
                optima.what(),
                factors,
                line(optima, factors),
                optima.level(),
                new Scope(ranges, first.counting()));
    }

    /** Weighed as if each optimum were at its middle, and then as if it were where that line puts it. */
    private static OptimaLine line(Optima optima, List<Factor> factors) {
        List<TunedGroup> groups = optima.groups();
        double[][] logs = OptimaLine.logs(groups, factors);
        double[] best = groups.stream().mapToDouble(optima::best).toArray();
        OptimaLine first =
                new OptimaLine(logs, best, optima.variances(optima::middle), optima.shifts());
        return first.isDetermined()
                ? new OptimaLine(
                        logs,
                        best,
                        optima.variances(each -> first.at(logs(each, factors))),
                        optima.shifts())
                : first;
    }

    private static double[] logs(TunedGroup group, List<Factor> factors) {
        return factors.stream()
                .mapToDouble(factor -> Math.log(group.recipe().value(factor)))
                .toArray();
    }

    /**
     * By how much ln of each group's optimum differs from what the others' law says of it; nothing where
     * the others carry no such law.
     */
    Optional<double[]> misses(Optima optima) {
        if (law.isEmpty()) {
            return Optional.empty();
        }
        List<Factor> factors = law.get().factors();
        List<TunedGroup> groups = optima.groups();
        double[] misses = new double[groups.size()];
        for (int i = 0; i < misses.length; i++) {
            List<TunedGroup> others = new ArrayList<>(groups);
            TunedGroup left = others.remove(i);
            // Lengths that differ by a step or two are one: no exponent lies between them.
            boolean isCarried =
                    others.size() > factors.size()
                            && factors.stream().allMatch(factor -> count(others, factor) > 1);
            OptimaLine line = isCarried ? line(optima.of(others), factors) : null;
            if (line == null || !line.isDetermined()) {
                return Optional.empty();
            }
            misses[i] = line.at(logs(left, factors)) - optima.best(left);
        }
        return Optional.of(misses);
    }
}
