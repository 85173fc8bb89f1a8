package org.scalinglaws.diagnose;

import static org.scalinglaws.diagnose.GalleryRuns.TRUTH;
import static org.scalinglaws.diagnose.GalleryRuns.c;
import static org.scalinglaws.diagnose.GalleryRuns.clean;
import static org.scalinglaws.diagnose.GalleryRuns.d;
import static org.scalinglaws.diagnose.GalleryRuns.each;
import static org.scalinglaws.diagnose.GalleryRuns.grid;
import static org.scalinglaws.diagnose.GalleryRuns.ladder;
import static org.scalinglaws.diagnose.GalleryRuns.lossTimes;
import static org.scalinglaws.diagnose.GalleryRuns.lost;
import static org.scalinglaws.diagnose.GalleryRuns.n;
import static org.scalinglaws.diagnose.GalleryRuns.noisy;
import static org.scalinglaws.diagnose.GalleryRuns.one;
import static org.scalinglaws.diagnose.GalleryRuns.scaled;
import static org.scalinglaws.diagnose.GalleryRuns.stating;
import static org.scalinglaws.diagnose.GalleryRuns.sweep;
import static org.scalinglaws.diagnose.GalleryRuns.with;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Solver;

/** Data sets with one flaw each, and the check that should name it. */
final class Gallery {
    private static final CoupledLaw COUPLED =
            new CoupledLaw(1.8, 480 * 480, 0.68, 2000 * 2000, 0.72, 0.5);

    private Gallery() {}

    /**
     * One flaw.
     *
     * @param name what is wrong, in words
     * @param named the check that should find it
     * @param findings what all checks say
     */
    record Flaw(String name, CheckName named, Supplier<List<Finding>> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Flaw flaw(String name, CheckName named, Supplier<Dataset> runs) {
        return new Flaw(name, named, () -> inspected(runs.get()));
    }

    static List<Finding> inspected(Dataset runs) {
        return Checks.inspect(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
    }

    static List<Flaw> all() {
        List<Flaw> flaws = new ArrayList<>();
        flaws.addAll(rows());
        flaws.addAll(units());
        flaws.addAll(designs());
        flaws.addAll(noises());
        flaws.addAll(forms());
        flaws.addAll(setups());
        flaws.addAll(GallerySetups.all());
        flaws.addAll(fits());
        return flaws;
    }

    private static List<Flaw> rows() {
        return List.of(
                flaw(
                        "one loss in bits",
                        CheckName.OUTLIER,
                        () -> one(clean(), 17, lossTimes(1 / Math.log(2)))),
                flaw(
                        "one size ten times too large",
                        CheckName.OUTLIER,
                        () -> one(clean(), 17, scaled(10, 1))),
                flaw(
                        "one size ten times too small",
                        CheckName.OUTLIER,
                        () -> one(clean(), 21, scaled(0.1, 1))),
                flaw(
                        "one token count ten times too small",
                        CheckName.OUTLIER,
                        () -> one(clean(), 12, scaled(1, 0.1))),
                flaw("one diverged run", CheckName.OUTLIER, () -> one(clean(), 30, lossTimes(1.6))),
                flaw("rows that repeat", CheckName.DUPLICATES, Gallery::repeated),
                flaw(
                        "checkpoints of runs that a column names",
                        CheckName.CHECKPOINTS,
                        Gallery::named),
                flaw("checkpoints of one run", CheckName.CHECKPOINTS, Gallery::ofOneRun),
                flaw("checkpoints that no column names", CheckName.CHECKPOINTS, Gallery::unnamed));
    }

    private static Dataset repeated() {
        List<Run> rows = new ArrayList<>(clean().stream().toList());
        rows.addAll(rows.subList(3, 9));
        return Dataset.of(rows);
    }

    /** Every size with eight token counts; the error of a run carries over to its next checkpoint. */
    private static Dataset unnamed() {
        Dataset exact = grid(TRUTH, ladder(1e7, 3e9, 8), ladder(1e9, 3e11, 8), 0, 1);
        SplittableRandom random = new SplittableRandom(5);
        double[] error = {0};
        double[] size = {0};
        return each(
                exact,
                run -> {
                    boolean same = size[0] == n(run);
                    double fresh = random.nextGaussian();
                    error[0] = same ? 0.95 * error[0] + Math.sqrt(1 - 0.95 * 0.95) * fresh : fresh;
                    size[0] = n(run);
                    return lost(run, run.loss().nats() * Math.exp(0.005 * error[0]));
                });
    }

    private static Dataset named() {
        return labelled(unnamed(), "run", run -> "size-" + Math.round(n(run) / 1e6));
    }

    private static Dataset ofOneRun() {
        return labelled(
                grid(TRUTH, new double[] {1e9}, ladder(1e9, 3e11, 30), 0.002, 3),
                "run",
                run -> "the-one");
    }

    /** With a column of texts, by way of a file. */
    static Dataset labelled(Dataset runs, String column, Function<Run, String> label) {
        StringBuilder csv = new StringBuilder("params,tokens,loss," + column + "\n");
        for (Run run : runs) {
            csv.append(n(run)).append(',').append(d(run)).append(',');
            csv.append(run.loss().nats()).append(',').append(label.apply(run)).append('\n');
        }
        return Dataset.readCsv("gallery.csv", new StringReader(csv.toString()));
    }

    private static List<Flaw> units() {
        return List.of(
                flaw("tokens in billions", CheckName.UNITS, () -> each(clean(), scaled(1, 1e-9))),
                flaw("sizes in millions", CheckName.UNITS, () -> each(clean(), scaled(1e-6, 1))),
                flaw("compute in petaFLOP", CheckName.UNITS, () -> each(clean(), stating(6e-15))),
                flaw(
                        "compute by another rule",
                        CheckName.COMPUTE_COUNT,
                        () -> each(clean(), stating(6.9))),
                flaw(
                        "two rules of compute mixed",
                        CheckName.COMPUTE_COUNT,
                        () -> each(clean(), run -> stating(n(run) < 3e8 ? 7.5 : 6).apply(run))),
                flaw(
                        "sources that count N differently",
                        CheckName.MIXED_GROUPS,
                        Gallery::countedByTwoRules));
    }

    /** Every second run counts its body alone, of which the small ones have little. */
    private static Dataset countedByTwoRules() {
        Dataset runs = clean();
        Dataset mixed =
                each(
                        runs,
                        run ->
                                isOdd(run)
                                        ? scaled(1 / (1 + 0.5 * Math.pow(n(run) / 1e8, -0.5)), 1)
                                                .apply(run)
                                        : run);
        return labelled(mixed, "source", run -> isOdd(run) ? "body" : "total");
    }

    /** By the last digit of its tokens, which no count of parameters changes. */
    static boolean isOdd(Run run) {
        return Math.floorMod((long) d(run), 2L) == 1;
    }

    private static List<Flaw> designs() {
        return List.of(
                flaw(
                        "twenty tokens a parameter in all runs",
                        CheckName.SWAPPED_TERMS,
                        () -> along(0)),
                flaw("nearly constant tokens a parameter", CheckName.COLLINEAR, () -> along(0.2)),
                flaw("one budget", CheckName.FEW_BUDGETS, () -> sweep(TRUTH, 30, 32, 1, 1e20)),
                flaw(
                        "two budgets",
                        CheckName.FEW_BUDGETS,
                        () -> sweep(TRUTH, 16, 16, 1, 1e19, 1e22)),
                flaw(
                        "less than two decades",
                        CheckName.SHORT,
                        () -> sweep(TRUTH, 10, 3, 1, 1e20, 2e20, 4e20, 8e20)),
                flaw(
                        "one token count",
                        CheckName.IDENTIFIABILITY,
                        () -> grid(TRUTH, ladder(1e7, 1e10, 24), new double[] {2e10}, 0.002, 1)),
                flaw(
                        "six runs for five numbers",
                        CheckName.IDENTIFIABILITY,
                        () -> sweep(TRUTH, 3, 2, 1)));
    }

    private static Dataset along(double spread) {
        SplittableRandom random = new SplittableRandom(4);
        List<Run> rows = new ArrayList<>();
        for (double size : ladder(1e7, 1e10, 40)) {
            double tokens = 20 * size * Math.exp(spread * random.nextGaussian());
            rows.addAll(
                    grid(TRUTH, new double[] {size}, new double[] {tokens}, 0.002, rows.size())
                            .stream()
                            .toList());
        }
        return Dataset.of(rows);
    }

    private static List<Flaw> noises() {
        return List.of(
                flaw(
                        "noise that shrinks with compute",
                        CheckName.UNEQUAL_NOISE,
                        () -> noisy(clean(), run -> 0.02 * Math.pow(c(run) / 1e18, -0.25), 2)),
                flaw(
                        "losses rounded to two digits",
                        CheckName.ROUNDED_LOSSES,
                        () ->
                                each(
                                        clean(),
                                        run -> lost(run, Math.rint(run.loss().nats() * 50) / 50))),
                flaw(
                        "weights the wrong way round",
                        CheckName.UNEQUAL_NOISE,
                        Gallery::invertedWeights));
    }

    private static Dataset invertedWeights() {
        Dataset runs = noisy(clean(), run -> 0.01 * Math.pow(c(run) / 1e18, -0.2), 2);
        return runs.withWeights(WeightKind.PRECISION, run -> Math.pow(c(run) / 1e18, -0.4));
    }

    private static List<Flaw> forms() {
        LossLaw inSize = recipe -> TRUTH.loss(recipe) * bent(recipe.model().parameters(), 3e8);
        LossLaw inData = recipe -> TRUTH.loss(recipe) * bent(recipe.tokens().count(), 6e9);
        LossLaw inCompute = recipe -> TRUTH.loss(recipe) * bent(recipe.compute().flops(), 1e20);
        LossLaw inRatio = recipe -> TRUTH.loss(recipe) * bent(ratio(recipe), 20);
        return List.of(
                flaw("a coupled truth", CheckName.OTHER_FORM, () -> sweep(COUPLED, 5, 8, 1)),
                flaw("a bend with N", CheckName.RESIDUAL_TREND, () -> sweep(inSize, 5, 8, 1)),
                flaw("a bend with D", CheckName.RESIDUAL_TREND, () -> sweep(inData, 5, 8, 1)),
                flaw("a bend with C", CheckName.RESIDUAL_TREND, () -> sweep(inCompute, 5, 8, 1)),
                flaw("a bend with D/N", CheckName.RESIDUAL_TREND, () -> sweep(inRatio, 5, 8, 1)),
                flaw("less noise in repeats than misfit", CheckName.LACK_OF_FIT, Gallery::repeats));
    }

    private static double ratio(Recipe recipe) {
        return recipe.tokens().count() / recipe.model().parameters();
    }

    /** A slow wave of two per cent, which no power follows. */
    private static double bent(double x, double middle) {
        return 1 + 0.02 * Math.sin(0.7 * Math.log(x / middle));
    }

    private static Dataset repeats() {
        LossLaw wavy = recipe -> TRUTH.loss(recipe) * bent(recipe.tokens().count(), 6e9);
        List<Run> rows = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            rows.addAll(sweep(wavy, 4, 5, seed).stream().toList());
        }
        return Dataset.of(rows);
    }

    private static List<Flaw> setups() {
        Supplier<Dataset> runs = GalleryRuns::clean;
        return List.of(
                flaw(
                        "a schedule longer than the run",
                        CheckName.CUT_SHORT,
                        () ->
                                each(
                                        runs.get(),
                                        with("schedule_tokens", run -> Math.max(d(run), 1e11)))),
                flaw(
                        "warm-up of half a billion tokens",
                        CheckName.WARM_UP_SHARE,
                        () -> each(runs.get(), with("warmup_tokens", run -> 5e8))),
                flaw("a run read off a picture twice", CheckName.TWINS, Gallery::readTwice),
                flaw(
                        "one learning rate for all sizes",
                        CheckName.SCALE_BLIND,
                        () -> each(runs.get(), with("lr", run -> 3e-4))),
                flaw(
                        "embeddings of the small models",
                        CheckName.EMBEDDING_SHARE,
                        () ->
                                each(
                                        runs.get(),
                                        with(
                                                "embedding_params",
                                                run ->
                                                        n(run)
                                                                / (1
                                                                        + Math.pow(
                                                                                n(run) / 1e8,
                                                                                0.6))))),
                flaw("two corpora", CheckName.MIXED_GROUPS, Gallery::twoCorpora));
    }

    private static Dataset twoCorpora() {
        Dataset mixed = each(clean(), run -> isOdd(run) ? lossTimes(1.03).apply(run) : run);
        return labelled(mixed, "corpus", run -> isOdd(run) ? "web" : "books");
    }

    private static List<Flaw> fits() {
        return List.of(
                flaw("a floor of zero", CheckName.BOUND, Gallery::withoutFloor),
                flaw("losses that no longer fall", CheckName.LOSS_BELOW_FLOOR, Gallery::exhausted),
                flaw("losses that rise", CheckName.CONSTANT, Gallery::rising),
                flaw("an accuracy in place of a loss", CheckName.CONSTANT, Gallery::accuracy),
                flaw(
                        "an exponent as no law has",
                        CheckName.IMPLAUSIBLE,
                        () -> sweep(new ChinchillaLaw(1.8, 4e20, 2.8, 2000, 0.37), 5, 8, 1)),
                new Flaw(
                        "one diverged run in a fit by squares",
                        CheckName.OUTLIER,
                        Gallery::bySquares),
                flaw(
                        "a third of the large models mistuned by a little",
                        CheckName.OBJECTIVE_MOVES,
                        Gallery::mistuned),
                new Flaw(
                        "an objective that spares runs above the law",
                        CheckName.ASYMMETRIC,
                        Gallery::tilted),
                new Flaw("a search cut short", CheckName.CONVERGENCE, Gallery::cutShort),
                new Flaw("rounded numbers of a paper", CheckName.ROUNDED, Gallery::preset),
                new Flaw("a plan far beyond the runs", CheckName.EXTRAPOLATION, Gallery::farPlan));
    }

    private static Dataset withoutFloor() {
        return each(clean(), run -> lost(run, run.loss().nats() - TRUTH.e() - 0.1));
    }

    private static Dataset exhausted() {
        ChinchillaLaw law = new ChinchillaLaw(1.8, 4e14, 2, 4e18, 2);
        return sweep(law, 5, 8, 1);
    }

    private static Dataset rising() {
        return each(clean(), run -> lost(run, 6 - run.loss().nats()));
    }

    private static Dataset accuracy() {
        return each(clean(), run -> lost(run, Math.exp(-run.loss().nats() / 3)));
    }

    private static Dataset mistuned() {
        return each(
                clean(240, 1),
                run ->
                        Math.floorMod((long) d(run), 3L) == 1 && d(run) < 6 * n(run)
                                ? lossTimes(1.009).apply(run)
                                : run);
    }

    private static List<Finding> bySquares() {
        Dataset runs = one(clean(), 30, lossTimes(1.6));
        return Checks.inspect(
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares()).fit(runs));
    }

    private static Dataset readTwice() {
        List<Run> rows = new ArrayList<>(clean().stream().toList());
        Run twice = rows.get(7);
        rows.add(lost(scaled(1.004, 0.997).apply(twice), 1.0005 * twice.loss().nats()));
        return Dataset.of(rows);
    }

    /** Residuals above the law count a tenth, as where lucky runs are thought to show the truth. */
    private record Tilted() implements Rho {
        @Override
        public String name() {
            return "tilted";
        }

        @Override
        public double loss(double residual) {
            return 0.5 * weight(residual) * residual * residual;
        }

        @Override
        public double slope(double residual) {
            return weight(residual) * residual;
        }

        @Override
        public double curvature(double residual) {
            return weight(residual);
        }

        private static double weight(double residual) {
            return residual > 0 ? 0.1 : 1;
        }
    }

    private static List<Finding> tilted() {
        return Checks.inspect(
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.of(Residual.LOG, new Tilted()))
                        .fit(clean()));
    }

    private static List<Finding> cutShort() {
        return Checks.inspect(
                Fitter.of(ChinchillaLaw.FAMILY).withSolver(Solver.trustRegion(2)).fit(clean()));
    }

    private static List<Finding> preset() {
        return PublishedLaws.HOFFMANN_2022_ROUNDED.caveats();
    }

    private static List<Finding> farPlan() {
        return ComputeOptimal.of(Fitter.of(ChinchillaLaw.FAMILY).fit(clean()))
                .plan(Compute.flops(1e27))
                .findings();
    }
}
