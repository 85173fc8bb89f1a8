package org.scalinglaws.picture;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.Choice;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.health.Health;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.multiplier.Comparison;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.CoursePlots;
import org.scalinglaws.report.DoubtPlots;
import org.scalinglaws.report.FitPlots;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.SweepPlots;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.TwoSteps;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/** A table of every kind that the library publishes, of simulated runs. */
final class Gallery {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Compute BUDGET = Compute.flops(2.56e21);

    private Gallery() {}

    /** Tables by a name that suits a file. */
    static Map<String, PlotTable> tables() {
        Map<String, PlotTable> all = new LinkedHashMap<>();
        addFits(all);
        addDoubts(all);
        addCourses(all);
        return all;
    }

    private static Dataset runs() {
        return SimulatedRuns.isoFlop(
                        LAW,
                        Stream.of(1e18, 4e18, 1.6e19, 6.4e19, 2.56e20).map(Compute::flops).toList(),
                        7,
                        4)
                .withNoise(0.003)
                .dataset();
    }

    /** Runs of two corpora and optimisers, of which two are strange, with a score. */
    private static Dataset labelled() {
        Random random = new Random(3);
        StringJoiner csv = new StringJoiner("\n").add("name,params,tokens,loss,corpus,recipe,acc");
        int row = 0;
        for (String recipe : List.of("adamw", "muon", "lion")) {
            for (double params : new double[] {2e7, 6e7, 2e8, 6e8}) {
                for (double tokens : new double[] {1e9, 5e9, 2e10, 8e10}) {
                    double worth = recipe.equals("muon") ? 1.4 : recipe.equals("lion") ? 0.85 : 1;
                    double loss = LAW.loss(params, worth * tokens);
                    boolean strange = row == 11 || row == 30;
                    loss *= Math.exp(0.004 * random.nextGaussian() + (strange ? 0.06 : 0));
                    double score = 0.25 + 0.7 / (1 + Math.exp(4 * (loss - 2.7)));
                    csv.add(
                            String.format(
                                    Locale.ROOT,
                                    "%s-%d,%g,%g,%.5f,%s,%s,%.4f",
                                    recipe,
                                    row,
                                    params,
                                    tokens,
                                    loss,
                                    row % 3 == 0 ? "web" : "web and code",
                                    recipe,
                                    score + 0.01 * random.nextGaussian()));
                    row++;
                }
            }
        }
        return Dataset.readCsv("labelled.csv", new StringReader(csv.toString()));
    }

    private static void addFits(Map<String, PlotTable> all) {
        Dataset runs = runs();
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Forecaster forecaster = Forecast.of(runs);
        List<Forecast> path = Plots.path(forecaster, runs, BUDGET);
        all.put("loss", Plots.loss(runs, path));
        all.put("sizes", Plots.sizes(runs, path));
        all.put("budgets", Plots.budgets(fit));
        IsoFlop study = IsoFlop.of(runs);
        all.put("vertices", SweepPlots.vertices(study));
        all.put("frontier", SweepPlots.sizes(SideBySide.of(study, BUDGET)));
        all.put("frontier-tokens", SweepPlots.tokens(SideBySide.of(study, BUDGET)));
        all.put("residuals", Plots.residuals(fit, Factor.TOKENS));
        all.put("roll-out", Plots.rollOut(forecaster.rollOut()));
        ComputeOptimal planner = ComputeOptimal.of(fit);
        all.put(
                "contours",
                FitPlots.contours(
                        fit, List.of(planner.plan(Compute.flops(1.6e19)), planner.plan(BUDGET))));
        Fit<ChinchillaLaw> labelled = Fitter.of(ChinchillaLaw.FAMILY).fit(labelled());
        all.put("residuals-by", FitPlots.residualsBy(labelled, "recipe"));
        all.put("quantiles", FitPlots.quantiles(labelled));
    }

    private static void addDoubts(Map<String, PlotTable> all) {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs());
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(300, 1).of(fit);
        all.put(
                "exponents",
                DoubtPlots.cloud(
                        ensemble,
                        Axis.linear("alpha"),
                        ChinchillaLaw::alpha,
                        Axis.linear("beta"),
                        ChinchillaLaw::beta));
        all.put("plans", DoubtPlots.plans(ensemble, law -> ComputeOptimal.of(law).plan(BUDGET)));
        all.put(
                "profile",
                DoubtPlots.profile(ProfileLikelihood.of(fit), "alpha", ChinchillaLaw::alpha, 0.95));
        all.put("coverage", DoubtPlots.coverage(coverage()));
        Map<String, Recipe> candidates = new LinkedHashMap<>();
        candidates.put("2B on 213B", Recipe.of(2e9, 2.13e11));
        candidates.put("4B on 107B", Recipe.of(4e9, 1.07e11));
        candidates.put("8B on 53B", Recipe.of(8e9, 5.3e10));
        all.put("regret", DoubtPlots.regret(Choice.of(ensemble, 0.95, candidates), LossUnit.NATS));
        all.put("audit", DoubtPlots.audit(Audit.of(IsoFlop.of(runs()), BUDGET)));
    }

    private static List<Coverage.Row> coverage() {
        return List.of(
                new Coverage.Row("bootstrap", "alpha", 0.95, 183, 9, 8, 0),
                new Coverage.Row("profile", "alpha", 0.95, 190, 5, 5, 0),
                new Coverage.Row("sandwich", "alpha", 0.95, 176, 14, 10, 0),
                new Coverage.Row("bootstrap", "N* at ten times the budget", 0.95, 186, 4, 10, 0),
                new Coverage.Row("profile", "N* at ten times the budget", 0.95, 192, 4, 4, 0),
                new Coverage.Row("sandwich", "N* at ten times the budget", 0.95, 170, 10, 20, 0));
    }

    private static void addCourses(Map<String, PlotTable> all) {
        Curve curve = curve(60);
        all.put("learning", CoursePlots.learning(curve, CurveForecast.of(curve), 60_000));
        double[] epochs = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] losses = {4.1, 3.52, 3.24, 3.11, 3.04, 3.0, 2.985, 2.98};
        all.put("epochs", CoursePlots.epochs(Curve.of(epochs, losses)));

        Health health = Health.of(labelled());
        all.put("size-loss", CoursePlots.sizes(health));
        all.put("doublings", CoursePlots.doublings(health));
        Dataset labelled = labelled();
        all.put(
                "multipliers",
                CoursePlots.multipliers(
                        Comparison.of(labelled, "recipe").against("adamw").multipliers(),
                        labelled.lossUnit()));
        Scores scores = Scores.of(labelled, "acc").withChoices(4);
        TwoSteps chain = scores.fit();
        all.put(
                "scores",
                CoursePlots.scores(
                        scores,
                        chain,
                        List.of(chain.at(Recipe.of(3e9, 3e11)), chain.at(Recipe.of(7e10, 1e12)))));
        Decision decision =
                ConstrainedOptimal.of(LAW)
                        .limit(Resource.trainingCompute(), 1e22)
                        .limit(ModelSize.billions(70))
                        .withUniqueTokens(Tokens.billions(100))
                        .leastLoss();
        all.put("limits", CoursePlots.limits(decision));
        all.put("prices", CoursePlots.prices(decision));
    }

    /** A training of some checkpoints, with a little noise. */
    static Curve curve(int checkpoints) {
        Random random = new Random(5);
        double[] steps = new double[checkpoints];
        double[] losses = new double[checkpoints];
        for (int i = 0; i < checkpoints; i++) {
            steps[i] = 250.0 * (i + 1);
            losses[i] = 2.4 + 40 / Math.sqrt(steps[i]) + 0.01 * random.nextGaussian();
        }
        return Curve.of(steps, losses);
    }
}
