package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Spread;

/** The reruns of an audit: an analysis again with something left out or done otherwise. */
final class Variants {
    /** Sizes within 5 per cent of the smallest of them are one size. */
    private static final double SAME_SIZE = 0.05;

    private final IsoFlop study;
    private final Plan recommended;
    private final List<BudgetRows> budgets;
    private final double[] weights;

    /**
     * What comes out.
     *
     * @param name what is changed
     * @param powers for each approach that it concerns, as {@link Approach2#powers} gives them
     * @param regretPercent compute wasted when the law that comes out is true; NaN where none does, or
     *     it has no optimum
     */
    record Outcome(String name, Map<Allocation, double[]> powers, double regretPercent) {}

    Variants(IsoFlop study, Plan recommended) {
        this.study = study;
        this.recommended = recommended;
        this.budgets = BudgetRows.of(study.sweep());
        this.weights = counted(study.estimate());
    }

    /** Weights of the runs that a way of estimating takes. */
    private double[] counted(Approach2 how) {
        return Approach2.without(
                how.strange(study.sweep()), study.fit().problem().weights().toArray());
    }

    /** Without each budget in turn. */
    List<Outcome> withoutBudgets() {
        return without(budgets(study.sweep()));
    }

    /** Without each size in turn, whatever its budget. */
    List<Outcome> withoutSizes() {
        return without(sizes(study.sweep()));
    }

    /** Without each run in turn. */
    List<Outcome> withoutRuns() {
        return without(runs(study.sweep()));
    }

    private static Map<String, int[]> budgets(Sweep sweep) {
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (int place = 0; place < sweep.budgets().size(); place++) {
            double flops = sweep.budgets().get(place).flops();
            String name = "without " + Digits.four(flops) + " FLOP";
            String exact = "without " + Decimal.format(flops) + " FLOP";
            groups.put(groups.containsKey(name) ? exact : name, sweep.rows(place));
        }
        return groups;
    }

    private static Map<String, int[]> sizes(Sweep sweep) {
        double[] sizes = sweep.runs().column(Factor.PARAMETERS);
        TreeMap<Double, List<Integer>> sorted = new TreeMap<>();
        for (int row = 0; row < sizes.length; row++) {
            sorted.computeIfAbsent(sizes[row], size -> new ArrayList<>()).add(row);
        }

        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        double first = Double.NaN;
        for (Map.Entry<Double, List<Integer>> size : sorted.entrySet()) {
            if (!(size.getKey() <= first * (1 + SAME_SIZE))) {
                first = size.getKey();
            }

            String name = "without N of " + Digits.four(first);
            groups.computeIfAbsent(name, key -> new ArrayList<>()).addAll(size.getValue());
        }

        Map<String, int[]> places = new LinkedHashMap<>();
        groups.forEach(
                (name, rows) -> places.put(name, rows.stream().mapToInt(row -> row).toArray()));
        return places;
    }

    private static Map<String, int[]> runs(Sweep sweep) {
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (int row = 0; row < sweep.runs().size(); row++) {
            groups.put("without run " + (row + 1), new int[] {row});
        }
        return groups;
    }

    private List<Outcome> without(Map<String, int[]> groups) {
        List<int[]> places = List.copyOf(groups.values());
        Ensemble<ChinchillaLaw> ensemble = Jackknife.one().of(study.fit(), places);
        Spread<ChinchillaLaw> laws = ensemble.map(law -> law);
        Spread<Double> regrets = ensemble.map(this::regret);

        List<Outcome> outcomes = new ArrayList<>();
        for (String name : groups.keySet()) {
            int number = outcomes.size();
            double[] left = weights.clone();
            for (int row : places.get(number)) {
                left[row] = 0;
            }
            outcomes.add(
                    new Outcome(
                            name,
                            powers(left, laws.ofReplicate(number).orElse(null)),
                            regrets.ofReplicate(number).orElse(Double.NaN)));
        }
        return outcomes;
    }

    private Map<Allocation, double[]> powers(double[] left, @Nullable ChinchillaLaw law) {
        Approach2 how = study.estimate();
        Map<Allocation, double[]> powers = new LinkedHashMap<>();
        powers.put(study.approach2(), how.powers(how.vertices(budgets, left, null), left));

        LossLaw given = study.givenCorrector();
        LossLaw corrector = given == null ? law : given;
        if (corrector != null) {
            powers.put(study.corrected(), how.powers(how.vertices(budgets, left, corrector), left));
        }
        if (law != null) {
            powers.put(study.approach3(), FittedAllocation.powers(law));
        }
        return powers;
    }

    /** What the recommended recipe wastes if a law is true. */
    private double regret(ChinchillaLaw law) {
        return ComputeOptimal.of(law).frontier().deadweight(recommended.recipe()).percent();
    }

    /** With the law fitted by other objectives. */
    List<Outcome> objectives() {
        Objective own = study.fit().problem().objective();
        return Stream.of(
                        Objective.logHuber(1e-3),
                        Objective.logSquares(),
                        Objective.squares(),
                        Objective.logAbsolute(),
                        Objective.absolute())
                .filter(other -> !other.name().equals(own.name()))
                .map(this::objective)
                .toList();
    }

    private Outcome objective(Objective other) {
        ChinchillaLaw law;
        try {
            law = refitted(other);
        } catch (NoFitException none) {
            return new Outcome(other.name(), Map.of(), Double.NaN);
        }
        Map<Allocation, double[]> powers = Map.of(study.approach3(), FittedAllocation.powers(law));
        try {
            return new Outcome(other.name(), powers, regret(law));
        } catch (NoPlanException none) {
            return new Outcome(other.name(), powers, Double.NaN);
        }
    }

    private ChinchillaLaw refitted(Objective other) {
        Fit<ChinchillaLaw> fit = study.fit();
        return new Fitter<>(
                        fit.problem().family(),
                        other,
                        fit.problem().restrictions(),
                        fit.solver(),
                        List.of())
                .fit(fit.problem().runs())
                .law();
    }

    /** With the least losses of budgets found in other ways. */
    List<Outcome> estimators() {
        Parabolas own = study.parabolas();
        Parabolas plain =
                new Parabolas(
                        Parabolas.Estimator.PARABOLA, false, false, own.isStrict(), own.level());

        Map<String, Parabolas> others = new LinkedHashMap<>();
        others.put("parabolas of loss", plain);
        others.put("parabolas of ln loss", plain.withLogLoss());
        others.put("robust parabolas of loss", plain.with(Parabolas.Estimator.ROBUST_PARABOLA));
        others.put("weighted parabolas of loss", plain.weighted());
        others.put(
                "Akima's splines of ln loss", plain.with(Parabolas.Estimator.AKIMA).withLogLoss());

        List<Outcome> outcomes = new ArrayList<>();
        others.forEach(
                (name, how) -> {
                    if (!how.equals(own)) {
                        Approach2 other = new Approach2(how);
                        double[] powers =
                                other.powers(other.vertices(budgets, weights, null), weights);
                        outcomes.add(
                                new Outcome(name, Map.of(study.approach2(), powers), Double.NaN));
                    }
                });
        return outcomes;
    }
}
