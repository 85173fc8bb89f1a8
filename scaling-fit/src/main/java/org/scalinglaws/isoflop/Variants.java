package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Audit.Change;
import org.scalinglaws.isoflop.Audit.Move;
import org.scalinglaws.isoflop.Audit.Variant;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Replicate;

/** Makes the variants of an audit: an analysis again with something left out or done otherwise. */
final class Variants {
    /** Sizes within 5 per cent of the smallest of them are one size. */
    private static final double SAME_SIZE = 0.05;

    private final IsoFlop study;
    private final Compute target;
    private final Plan recommended;
    private final List<BudgetRows> budgets;
    private final double[] weights;

    Variants(IsoFlop study, Compute target, Plan recommended) {
        this.study = study;
        this.target = target;
        this.recommended = recommended;
        this.budgets = BudgetRows.of(study.sweep());
        this.weights = counted(study.parabolas());
    }

    /** Weights of the runs that a way of estimating takes. */
    private double[] counted(Parabolas how) {
        return Parabolas.without(
                how.strange(study.sweep()), study.fit().problem().weights().toArray());
    }

    List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        variants.addAll(without(Change.BUDGET, budgets(study.sweep())));
        variants.addAll(without(Change.SIZE, sizes(study.sweep())));
        variants.addAll(without(Change.RUN, runs(study.sweep())));
        variants.addAll(objectives());
        variants.addAll(estimators());
        return variants;
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

    private List<Variant> without(Change change, Map<String, int[]> groups) {
        List<int[]> places = List.copyOf(groups.values());
        Ensemble<ChinchillaLaw> laws = Jackknife.one().of(study.fit(), places);

        Map<Integer, ChinchillaLaw> known = new TreeMap<>();
        for (Replicate<ChinchillaLaw> replicate : laws.replicates()) {
            known.put(replicate.number(), replicate.law());
        }

        List<Variant> variants = new ArrayList<>();
        for (String name : groups.keySet()) {
            int number = variants.size();
            double[] left = weights.clone();
            for (int row : places.get(number)) {
                left[row] = 0;
            }
            variants.add(variant(change, name, left, known.get(number)));
        }

        return variants;
    }

    private Variant variant(
            Change change, String name, double[] left, @Nullable ChinchillaLaw law) {
        Parabolas how = study.parabolas();
        List<Move> moves = new ArrayList<>();
        add(moves, study.approach2(), how.powers(how.vertices(budgets, left, null), left));

        LossLaw given = study.givenCorrector();
        LossLaw corrector = given == null ? law : given;
        if (corrector != null) {
            double[] powers = how.powers(how.vertices(budgets, left, corrector), left);
            add(moves, study.corrected(), powers);
        }

        if (law != null) {
            add(moves, study.approach3(), FittedAllocation.powers(law));
        }
        return new Variant(change, name, moves, regret(law));
    }

    private void add(List<Move> moves, Allocation before, double[] powers) {
        if (before.isAnswered() && !Double.isNaN(powers[0])) {
            double parameters = Math.exp(powers[1] + powers[0] * Math.log(target.flops()));
            double factor = parameters / before.size().at(target);
            if (Double.isFinite(parameters) && Double.isFinite(factor)) {
                moves.add(new Move(before.approach(), powers[0], parameters, factor));
            }
        }
    }

    private double regret(@Nullable ChinchillaLaw law) {
        if (law == null) {
            return Double.NaN;
        }
        try {
            return ComputeOptimal.of(law).frontier().deadweight(recommended.recipe()).percent();
        } catch (NoPlanException none) {
            return Double.NaN;
        }
    }

    private List<Variant> objectives() {
        Fit<ChinchillaLaw> fit = study.fit();
        List<Objective> others =
                List.of(
                        Objective.logHuber(1e-3),
                        Objective.logSquares(),
                        Objective.squares(),
                        Objective.logAbsolute(),
                        Objective.absolute());

        List<Variant> variants = new ArrayList<>();
        for (Objective other : others) {
            if (!other.name().equals(fit.problem().objective().name())) {
                variants.add(objective(other));
            }
        }

        return variants;
    }

    private Variant objective(Objective other) {
        Fit<ChinchillaLaw> fit = study.fit();
        try {
            ChinchillaLaw law =
                    new Fitter<>(
                                    fit.problem().family(),
                                    other,
                                    fit.problem().restrictions(),
                                    fit.solver(),
                                    List.of())
                            .fit(fit.problem().runs())
                            .law();

            List<Move> moves = new ArrayList<>();
            add(moves, study.approach3(), FittedAllocation.powers(law));
            return new Variant(Change.OBJECTIVE, other.name(), moves, regret(law));
        } catch (NoFitException none) {
            return new Variant(Change.OBJECTIVE, other.name(), List.of(), Double.NaN);
        }
    }

    private List<Variant> estimators() {
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

        List<Variant> variants = new ArrayList<>();
        others.forEach(
                (name, how) -> {
                    if (!how.equals(own)) {
                        List<Move> moves = new ArrayList<>();
                        double[] powers = how.powers(how.vertices(budgets, weights, null), weights);
                        add(moves, study.approach2(), powers);
                        variants.add(new Variant(Change.ESTIMATOR, name, moves, Double.NaN));
                    }
                });
        return variants;
    }
}
