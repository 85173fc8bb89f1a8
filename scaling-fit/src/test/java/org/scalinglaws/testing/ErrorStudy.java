package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Intervals;

/**
 * One cell of the study of default errors: runs as they come, drawn from the law of Besiroglu et al., and
 * what the intervals hold that a fit prints when nobody asks for a method. Fits start at the truth.
 *
 * @param design how the runs are made and err
 * @param objective what is made small
 */
public record ErrorStudy(Design design, String objective) {
    /** The columns of a row. */
    public static final String COLUMNS =
            "design,objective,method,quantity,nominal,datasets,held,below,above,none,actual,error";

    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final double NOISE = 0.005;
    private static final Factor RUN = new Factor("run", "");

    /** Runs and their noise; each is an IsoFLOP sweep over four decades unless it says otherwise. */
    public enum Design {
        /** 48 runs of normal noise of 0.5 %. */
        BASE,
        /** 48 runs of normal noise that falls from 2 % to 0.2 % with compute. */
        UNEQUAL_NOISE,
        /** 48 runs with Student's t noise of 3 degrees of freedom, 1 in 20 of which diverged by 5 to 30 %. */
        TAILS_AND_DIVERGED,
        /** 9 runs of normal noise of 0.5 %. */
        NINE_RUNS,
        /** 12 runs of 8 checkpoints each, whose noise follows an autoregression of 0.9. */
        CHECKPOINTS,
        /** 48 runs whose losses are rounded to 0.01. */
        ROUNDED;

        private List<Recipe> recipes() {
            int budgets = this == NINE_RUNS ? 3 : 6;
            int sizes = this == NINE_RUNS ? 3 : 8;
            return this == CHECKPOINTS ? checkpoints() : sweep(budgets, sizes);
        }

        private static List<Recipe> sweep(int budgets, int sizes) {
            List<Compute> flops =
                    IntStream.range(0, budgets)
                            .mapToObj(k -> Compute.flops(1e18 * Math.pow(1e4, k / (budgets - 1.0))))
                            .toList();
            List<Recipe> recipes = new ArrayList<>();
            SimulatedRuns.isoFlop(TRUTH, flops, sizes, 8)
                    .dataset()
                    .forEach(run -> recipes.add(run.recipe()));
            return recipes;
        }

        /** Four sizes in equal ratios, each trained to three lengths. */
        private static List<Recipe> checkpoints() {
            List<Recipe> recipes = new ArrayList<>();
            for (int run = 0; run < 12; run++) {
                double size = 4e7 * Math.pow(5, run % 4);
                int length = run / 4;
                double tokens = size * 10 * Math.pow(5, length);
                for (int checkpoint = 1; checkpoint <= 8; checkpoint++) {
                    recipes.add(
                            Recipe.of(ModelSize.of(size), Tokens.of(tokens * checkpoint / 8))
                                    .with(RUN, run + 1));
                }
            }
            return recipes;
        }

        /** The losses of a study, by a seed. */
        private Dataset dataset(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Run> runs = new ArrayList<>();
            double last = 0;
            List<Recipe> recipes = recipes();
            for (Recipe recipe : recipes) {
                boolean first = runs.size() % 8 == 0;
                last = noise(recipe, first ? Double.NaN : last, random);
                double loss = TRUTH.loss(recipe) * Math.exp(last);
                double shown = this == ROUNDED ? Math.rint(100 * loss) / 100 : loss;
                runs.add(Run.of(recipe, Loss.nats(shown)));
            }
            return Dataset.of(runs);
        }

        private double noise(Recipe recipe, double last, SplittableRandom random) {
            double normal = random.nextGaussian();
            return switch (this) {
                case UNEQUAL_NOISE ->
                        normal
                                * 0.02
                                * Math.pow(0.1, (Math.log10(recipe.compute().flops()) - 18) / 4);
                case TAILS_AND_DIVERGED -> tailed(normal, random);
                case CHECKPOINTS ->
                        Double.isNaN(last)
                                ? NOISE * normal
                                : 0.9 * last + Math.sqrt(1 - 0.81) * NOISE * normal;
                default -> NOISE * normal;
            };
        }

        private static double tailed(double normal, SplittableRandom random) {
            double squares = 0;
            for (int i = 0; i < 3; i++) {
                double other = random.nextGaussian();
                squares += other * other / 3;
            }
            double lost = random.nextDouble() < 0.05 ? 0.05 + 0.25 * random.nextDouble() : 0;
            return NOISE * normal / Math.sqrt(squares) + lost;
        }
    }

    /** {@return every cell} */
    public static List<ErrorStudy> all() {
        List<ErrorStudy> cells = new ArrayList<>();
        for (Design design : Design.values()) {
            for (String objective : List.of("log-huber:0.001", "log-squares")) {
                cells.add(new ErrorStudy(design, objective));
            }
        }
        return cells;
    }

    /**
     * Runs the cell.
     *
     * @param coverage how many data sets, and of which seed
     * @return a row for each method and quantity
     */
    public List<Coverage.Row> run(Coverage coverage) {
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.parse(objective))
                        .withStart(TRUTH.e(), TRUTH.a(), TRUTH.alpha(), TRUTH.b(), TRUTH.beta());
        return coverage.of(
                fitter,
                TRUTH,
                design::dataset,
                (fit, seed) -> {
                    Map<String, Intervals<ChinchillaLaw>> methods = new LinkedHashMap<>();
                    methods.put("default", Covariance.of(fit));
                    methods.put("sandwich", Covariance.sandwich(fit));
                    return methods;
                },
                CoverageStudy.quantities());
    }

    /**
     * A row of the table.
     *
     * @param row what one method did for one quantity
     * @return cells in the order of {@link #COLUMNS}
     */
    public String csv(Coverage.Row row) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%d,%d,%d,%d,%d,%.4f,%.4f",
                design.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                objective,
                row.method(),
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
