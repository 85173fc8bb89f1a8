package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Intervals;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Posterior;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/**
 * One cell of the study of coverage: an IsoFLOP sweep over four decades of compute, sizes in equal
 * ratios up to 8 times the optimum and down to an eighth, normal noise of ln loss, the law of
 * Besiroglu et al. as the truth.
 *
 * @param objective what is made small
 * @param budgets how many budgets
 * @param sizes how many model sizes for each budget
 * @param noise standard deviation of ln loss
 */
public record CoverageStudy(String objective, int budgets, int sizes, double noise) {
    /** The columns of a row. */
    public static final String COLUMNS =
            "objective,runs,noise,method,quantity,nominal,datasets,held,below,above,none,actual,error";

    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final double LEAST = 1e18;
    private static final double MOST = 1e22;

    /** {@return every cell} */
    public static List<CoverageStudy> all() {
        List<CoverageStudy> cells = new ArrayList<>();
        for (String objective : List.of("log-squares", "log-huber:0.001")) {
            for (int[] design : new int[][] {{12, 20}, {5, 8}, {4, 5}}) {
                for (double noise : new double[] {0.002, 0.005, 0.01}) {
                    cells.add(new CoverageStudy(objective, design[0], design[1], noise));
                }
            }
        }
        return cells;
    }

    /** {@return what is read off a law} */
    public static Map<String, ToDoubleFunction<ChinchillaLaw>> quantities() {
        ComputeOptimalAt far = new ComputeOptimalAt(Compute.flops(10 * MOST));
        Map<String, ToDoubleFunction<ChinchillaLaw>> quantities = new LinkedHashMap<>();
        quantities.put("alpha", ChinchillaLaw::alpha);
        quantities.put("beta", ChinchillaLaw::beta);
        quantities.put("E", ChinchillaLaw::e);
        quantities.put("a", ChinchillaLaw::modelExponent);
        quantities.put("ln N*", far::logSize);
        quantities.put("L*", far::loss);
        return quantities;
    }

    private record ComputeOptimalAt(Compute budget) {
        double logSize(ChinchillaLaw law) {
            return Math.log(ComputeOptimal.of(law).plan(budget).model().parameters());
        }

        double loss(ChinchillaLaw law) {
            return ComputeOptimal.of(law).plan(budget).loss().nats();
        }
    }

    private SimulatedRuns sweep() {
        List<Compute> flops =
                IntStream.range(0, budgets)
                        .mapToObj(
                                k ->
                                        Compute.flops(
                                                LEAST
                                                        * Math.pow(
                                                                MOST / LEAST, k / (budgets - 1.0))))
                        .toList();
        return SimulatedRuns.isoFlop(TRUTH, flops, sizes, 8).withNoise(noise);
    }

    /**
     * Runs the cell.
     *
     * @param coverage how many data sets, and of which seed
     * @param methods what is studied
     * @return a row for each method and quantity
     */
    public List<Coverage.Row> run(Coverage coverage, Coverage.Methods<ChinchillaLaw> methods) {
        SimulatedRuns sweep = sweep();
        return coverage.of(
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(objective)),
                TRUTH,
                seed -> sweep.withSeed(seed).dataset(),
                methods,
                quantities());
    }

    /** {@return the methods that refit little or nothing} */
    public Coverage.Methods<ChinchillaLaw> analytic() {
        return (fit, seed) -> {
            Map<String, Intervals<ChinchillaLaw>> methods = new LinkedHashMap<>();
            methods.put("sandwich", Covariance.sandwich(fit));
            if (objective.equals("log-squares")) {
                methods.put("Gauss-Newton", Covariance.gaussNewton(fit));
            }
            methods.put("profile", ProfileLikelihood.of(fit));
            methods.put("jackknife", Jackknife.one().withThreads(1).of(fit));
            return methods;
        };
    }

    /**
     * The methods that refit often.
     *
     * @param replicates how often
     * @return the methods
     */
    public Coverage.Methods<ChinchillaLaw> resampling(int replicates) {
        return (fit, seed) -> {
            Ensemble<ChinchillaLaw> pairs =
                    Bootstrap.pairs(replicates, seed).withThreads(1).of(fit);
            Ensemble<ChinchillaLaw> residual =
                    Bootstrap.residual(replicates, seed).withThreads(1).of(fit);
            Ensemble<ChinchillaLaw> jackknife = Jackknife.one().withThreads(1).of(fit);
            Map<String, Intervals<ChinchillaLaw>> methods = new LinkedHashMap<>();
            methods.put("pairs, percentile", pairs::percentile);
            methods.put("pairs, basic", pairs::basic);
            methods.put("pairs, BCa", (level, q) -> pairs.bca(level, q, jackknife));
            methods.put("residual, percentile", residual::percentile);
            methods.put("residual, basic", residual::basic);
            methods.put("wild", Bootstrap.wild(replicates, seed).withThreads(1).of(fit));
            methods.put(
                    "parametric", Bootstrap.parametric(replicates, seed).withThreads(1).of(fit));
            return methods;
        };
    }

    /** {@return the method that draws from a posterior} */
    public Coverage.Methods<ChinchillaLaw> sampling() {
        return (fit, seed) ->
                Map.of("posterior", Posterior.sample(1000, seed).withThreads(1).of(fit));
    }

    /**
     * A row of the table.
     *
     * @param row what one method did for one quantity
     * @return cells in the order of {@link #COLUMNS}
     */
    public String csv(Coverage.Row row) {
        String method = row.method().contains(",") ? '"' + row.method() + '"' : row.method();
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%s,%d,%d,%d,%d,%d,%.4f,%.4f",
                objective,
                budgets * sizes,
                noise,
                method,
                row.quantity(),
                row.level(),
                row.datasets(),
                row.held(),
                row.below(),
                row.above(),
                row.none(),
                row.share(),
                row.error());
    }
}
