package org.scalinglaws.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Leverage;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;

/** The tables of pictures of one fit: the map of its loss, and which runs lie off it. */
public final class FitPlots {
    /** A normal residual is as large as this once in two thousand runs. */
    private static final double STRANGE = 3.5;

    /** More names than these could not be read. */
    private static final int NAMED = 8;

    /** A median of absolute residuals times this is the standard deviation of normal ones. */
    private static final double NORMAL = 1.4826022185056018;

    /** Dots of a group stand this far to either side of its place. */
    private static final double SIDE = 0.22;

    private FitPlots() {}

    /**
     * The map of the loss: lines of equal loss over params and tokens, the runs, and plans with what
     * their budgets could buy instead. Lines are extrapolated where no run has as few or as many
     * params or tokens.
     *
     * @param fit a law of params and tokens
     * @param plans such as the compute-optimal ones of one or a few budgets; may be empty
     * @return eight contours, a guide for each budget, a point for each run, a name for each plan
     * @throws IllegalArgumentException when the law reads other factors
     */
    public static PlotTable contours(Fit<?> fit, List<Plan> plans) {
        requireNonNull(fit, "fit");
        Require.noNull("plans", plans);
        if (!Set.copyOf(fit.factors()).equals(Set.of(Factor.PARAMETERS, Factor.TOKENS))) {
            throw new IllegalArgumentException(
                    "contours need a law of params and tokens alone, got one of " + fit.factors());
        }
        return new LossContours(fit, plans).table();
    }

    /**
     * How far the runs of each group lie off the law, in standard errors; the strangest are named.
     *
     * @param fit a law
     * @param column a label of the runs, such as the corpus or the optimiser
     * @return points spread a little to the sides of the place of their group
     */
    public static PlotTable residualsBy(Fit<?> fit, String column) {
        Dataset runs = requireNonNull(fit, "fit").problem().runs();
        List<String> groups = runs.texts(requireNonNull(column, "column"));
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int row = 0; row < groups.size(); row++) {
            members.computeIfAbsent(groups.get(row), name -> new ArrayList<>()).add(row);
        }

        double[] off = standardised(fit);
        List<Integer> strange = strangest(off);
        PlotRows rows = new PlotRows();
        rows.level("the law", -0.5, members.size() - 0.5, 0);
        int place = 0;
        for (List<Integer> each : members.values()) {
            for (int i = 0; i < each.size(); i++) {
                int row = each.get(i);
                double x = place + (each.size() < 2 ? 0 : SIDE * (2.0 * i / (each.size() - 1) - 1));
                boolean named = strange.contains(row);
                rows.add(named ? name(runs, row) : "runs", mark(named), x, off[row]);
            }
            place++;
        }
        return rows.table(
                "Runs off the law, by " + column,
                Axis.names(column, members.keySet().stream().map(FitPlots::shown).toList()),
                Axis.linear("measured above the law, standard deviations"));
    }

    /**
     * The residuals beside those of normal noise: on the line where the noise is normal; a tail that
     * bends away from it has outliers, which are named.
     *
     * @param fit a law
     * @return a point for each run in ascending order of its residual
     */
    public static PlotTable quantiles(Fit<?> fit) {
        Dataset runs = requireNonNull(fit, "fit").problem().runs();
        double[] off = standardised(fit);
        int[] order = Quantiles.order(off);
        List<Integer> strange = strangest(off);
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        PlotRows rows = new PlotRows();

        // The i-th of n stands at the normal quantile of (i - 1/2) / n.
        double end = normal.inverseCumulativeProbability(1 - 0.5 / off.length);
        rows.add("normal noise", Mark.GUIDE, -end, -end).add("normal noise", Mark.GUIDE, end, end);
        for (int i = 0; i < order.length; i++) {
            double x = normal.inverseCumulativeProbability((i + 0.5) / order.length);
            boolean named = strange.contains(order[i]);
            rows.add(named ? name(runs, order[i]) : "runs", mark(named), x, off[order[i]]);
        }
        return rows.table(
                "Residuals beside normal noise",
                Axis.linear("expected of normal noise, standard deviations"),
                Axis.linear("residual, standard deviations"));
    }

    private static Mark mark(boolean named) {
        return named ? Mark.NAMED : Mark.POINT;
    }

    /** Residuals over a deviation that outliers do not move, each freed of its own pull on the law. */
    private static double[] standardised(Fit<?> fit) {
        List<Leverage> runs = Leverage.of(fit);
        double[] off =
                runs.stream()
                        .mapToDouble(
                                run ->
                                        run.residual()
                                                / Math.sqrt(Math.max(1e-3, 1 - run.leverage())))
                        .toArray();
        double[] sizes = Arrays.stream(off).map(Math::abs).sorted().toArray();
        double middle = sizes.length == 0 ? 0 : sizes[sizes.length / 2];
        double deviation = middle > 0 ? NORMAL * middle : 1;
        return Arrays.stream(off).map(each -> each / deviation).toArray();
    }

    private static List<Integer> strangest(double[] off) {
        int[] order = Quantiles.order(Arrays.stream(off).map(each -> -Math.abs(each)).toArray());
        return Arrays.stream(order)
                .filter(row -> Math.abs(off[row]) > STRANGE)
                .limit(NAMED)
                .boxed()
                .toList();
    }

    private static String name(Dataset runs, int row) {
        for (String label : List.of("run", "name", "Name")) {
            if (runs.labels().contains(label) && !runs.label(label).get(row).isBlank()) {
                return shown(runs.label(label).get(row));
            }
        }
        return "run " + (row + 1);
    }

    private static String shown(String text) {
        return text.isBlank()
                ? "(none)"
                : text.length() > 24 ? text.substring(0, 22) + "..." : text;
    }
}
