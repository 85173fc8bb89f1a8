package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Resample;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;

/**
 * Whether the runs need a number of a law: a nested test whose chance is found by the wild bootstrap.
 *
 * <pre>  ln L* = ln L(smaller law) + v r / sqrt(1 - h),   v = 1 or -1 with equal chance
 *  p value = (1 + how often F* is F or more) / (1 + simulations)</pre>
 *
 * <p>r are the residuals of the smaller law, h how far each run pulls that law to itself; checkpoints of one
 * training run share one v.
 * Noise that differs from run to run, and a law at an edge such as E = 0, are in the simulation as they
 * are in the runs, where Fisher's distribution would be wrong.
 *
 * @param form the larger law
 * @param claim what the smaller law says, such as {@code gamma = 1}
 * @param test F with the simulated chance
 * @see <a href="https://doi.org/10.1016/j.jeconom.2008.08.003">Davidson and Flachaire (2008), The Wild
 *     Bootstrap, Tamed at Last</a>
 */
public record Simplification(String form, String claim, NestedTest test) {
    /** A claim with a chance below this is refused. */
    public static final double REFUSED = 0.05;

    private static final int MOST = 10_000;

    private static final Solver SOLVER = Solver.gaussNewton(200, 1e-9);

    /** Refuses nulls. */
    public Simplification {
        requireNonNull(form, "form");
        requireNonNull(claim, "claim");
        requireNonNull(test, "test");
    }

    /** {@return whether the runs refuse the claim} */
    public boolean isRefused() {
        return test.pValue() < REFUSED;
    }

    /**
     * The tests side by side.
     *
     * @param tests in the order to show
     * @return a row for each
     */
    public static TextTable table(List<Simplification> tests) {
        Require.noNull("tests", tests);
        TextTable table =
                TextTable.of("  %-14s %-14s %10s %9s %8s")
                        .row("claim", "of the form", "F", "p", "");
        for (Simplification each : tests) {
            table =
                    table.row(
                            each.claim,
                            each.form,
                            Digits.four(each.test.statistic()),
                            String.format(Locale.ROOT, "%.3f", each.test.pValue()),
                            each.isRefused() ? "refused" : "allowed");
        }
        return table;
    }

    /**
     * Asks whether a floor is needed (E = 0), whether both terms fall alike (alpha = beta), and whether
     * they act apart (gamma = 1).
     *
     * @param rollOut the fits to all runs
     * @param simulations how many, such as 199
     * @param seed of the draws
     * @return the tests of the laws that could be fitted
     */
    public static List<Simplification> of(RollOut rollOut, int simulations, long seed) {
        requireNonNull(rollOut, "rollOut");
        SplittableRandom source = new SplittableRandom(seed);
        List<Simplification> tests = new ArrayList<>();
        for (FormFit<?> fit : rollOut.fits()) {
            Evidence evidence = rollOut.evidence();
            if (fit.name().equals("chinchilla")) {
                of(evidence, fit, "E = 0", f -> f.withFixed("E", 0), simulations, source.split())
                        .ifPresent(tests::add);
                of(
                                evidence,
                                fit,
                                "alpha = beta",
                                f -> f.withTied("beta", "alpha"),
                                simulations,
                                source.split())
                        .ifPresent(tests::add);
            }

            if (fit.name().equals("coupled")) {
                of(
                                evidence,
                                fit,
                                "gamma = 1",
                                f -> f.withFixed("gamma", 1),
                                simulations,
                                source.split())
                        .ifPresent(tests::add);
            }
        }
        return tests;
    }

    /**
     * Asks whether a law with fewer numbers will do.
     *
     * @param evidence the runs
     * @param larger the fit to them
     * @param claim what is held, for the answer
     * @param holding how it is held, such as {@code fitter -> fitter.withFixed("E", 0)}
     * @param simulations how many, 1 or more
     * @param random the draws
     * @param <L> the type of the law
     * @return the test; none where no run is to spare or the smaller law cannot be fitted
     */
    public static <L extends LossLaw> Optional<Simplification> of(
            Evidence evidence,
            FormFit<L> larger,
            String claim,
            UnaryOperator<Fitter<L>> holding,
            int simulations,
            SplittableRandom random) {
        requireNonNull(evidence, "evidence");
        requireNonNull(larger, "larger");
        requireNonNull(claim, "claim");
        requireNonNull(holding, "holding");
        requireNonNull(random, "random");
        Require.count("simulations", simulations, 1, MOST);
        Fitter<L> plain =
                Fitter.of(larger.fit().problem().family()).withObjective(Objective.logSquares());
        try {
            Fit<L> held = holding.apply(plain).fit(larger.fit().problem().runs());
            return test(evidence, larger, held, simulations, random)
                    .map(test -> new Simplification(larger.name(), claim, test));
        } catch (NoFitException none) {
            return Optional.empty();
        }
    }

    private static <L extends LossLaw> Optional<NestedTest> test(
            Evidence evidence,
            FormFit<L> larger,
            Fit<L> held,
            int simulations,
            SplittableRandom random) {
        int fewer = larger.parameters() - held.problem().coordinates().dimension();
        int spare = (int) Math.round(evidence.counted()) - larger.parameters();
        if (fewer < 1 || spare < 1) {
            return Optional.empty();
        }

        // The larger law begins where it is the smaller one too, so that it never ends above it.
        double[] pulls = larger.restricted(held, evidence).leverages();
        Nested<L> nested = new Nested<>(larger.fit(), held, fewer, spare, pulls);
        double statistic = nested.statistic(held.problem().runs().losses());
        if (!Double.isFinite(statistic)) {
            return Optional.empty();
        }
        double chance = chance(evidence, nested, statistic, simulations, random);
        return Optional.of(new NestedTest(statistic, fewer, spare, chance));
    }

    private static double chance(
            Evidence evidence,
            Nested<?> nested,
            double statistic,
            int simulations,
            SplittableRandom random) {
        double[] centres = nested.centres();
        double[] noise = nested.noise();
        List<String> names = evidence.trainingRuns().orElse(List.of());
        int more = 0;
        for (int simulation = 0; simulation < simulations; simulation++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedFitException("the nested test was interrupted");
            }
            Map<String, Boolean> signs = new HashMap<>();
            double[] losses = new double[centres.length];
            for (int row = 0; row < losses.length; row++) {
                boolean flipped =
                        names.isEmpty()
                                ? random.nextBoolean()
                                : signs.computeIfAbsent(names.get(row), n1 -> random.nextBoolean());
                losses[row] = centres[row] * Math.exp(flipped ? -noise[row] : noise[row]);
            }
            more += nested.statistic(losses) >= statistic ? 1 : 0;
        }
        return (1.0 + more) / (1 + simulations);
    }

    /** Two laws of one form, fitted to any losses of the same runs. */
    private static final class Nested<L extends LossLaw> {
        private final Fit<L> held;
        private final Resample large;
        private final Resample small;
        private final List<double[]> starts;
        private final double[] weights;
        private final int fewer;
        private final int spare;
        private final double[] pulls;

        Nested(Fit<L> all, Fit<L> held, int fewer, int spare, double[] pulls) {
            this.held = held;
            this.large = all.problem().resample();
            this.small = held.problem().resample();
            double[] same = all.problem().family().values(held.law());
            this.starts = List.of(all.solution().point(), all.problem().starts().from(same).get(0));
            this.weights = all.problem().weights().toArray();
            this.fewer = fewer;
            this.spare = spare;
            this.pulls = pulls;
        }

        double[] centres() {
            double[] losses = held.problem().runs().losses();
            double[] residuals = held.residuals();
            Arrays.setAll(losses, row -> losses[row] * Math.exp(-residuals[row]));
            return losses;
        }

        /** Observed less expected ln L, without what each run takes from its own residual. */
        double[] noise() {
            double[] noise = held.residuals();
            Arrays.setAll(noise, row -> noise[row] / Math.sqrt(1 - pulls[row]));
            return noise;
        }

        double statistic(double[] losses) {
            large.set(weights, losses);
            small.set(weights, losses);
            Solution few =
                    SOLVER.solve(small.cost(Objective.logSquares()), held.solution().point());
            double many = few.value();
            for (double[] start : starts) {
                Solution end = SOLVER.solve(large.cost(Objective.logSquares()), start);
                many = end.value() < many ? end.value() : many;
            }
            return NestedTest.statistic(few.value(), many, fewer, spare);
        }
    }
}
