package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.select.ComputeGroups;
import org.scalinglaws.select.Evidence;
import org.scalinglaws.uncertainty.Covariance;

/**
 * The study of forecasts: measured sweeps are cut at budgets, and 90 % intervals of a new run made below
 * a cut are held against the runs above it. What was looked at while the rule was chosen and what was
 * kept out of it are counted apart.
 */
public final class ForecastStudy {
    /** The columns of a row. */
    public static final String COLUMNS = "half,method,decades,runs,held,meanOfSets,width,score";

    private static final double LEVEL = 0.9;
    private static final double[] DISTANCES = {0.25, 0.75, 1.3, 2.6};

    private ForecastStudy() {}

    /** One run above one cut. */
    private record Case(
            String half,
            String method,
            String set,
            double decades,
            double loss,
            Interval interval) {
        double width() {
            return 2
                    * (interval.upper() - interval.lower())
                    / (interval.upper() + interval.lower());
        }

        /** Of ln L, by Gneiting and Raftery (2007), equation 43. */
        double score() {
            double low = Math.log(interval.lower());
            double high = Math.log(interval.upper());
            double at = Math.log(loss);
            return high - low + 2 / (1 - LEVEL) * (Math.max(0, low - at) + Math.max(0, at - high));
        }
    }

    /** {@return the sweeps, those whose name begins with kept being no part of any choice} */
    public static Map<String, Dataset> sweeps() {
        Map<String, Dataset> sweeps = new LinkedHashMap<>();
        sweeps.put("chosen: chinchilla", read("chinchilla_epoch").where("excluded_by_source", "0"));
        sweeps.put("chosen: chinchilla-isoflop", read("isoflop_chinchilla_epoch"));
        sweeps.put("kept: llama-3", read("isoflop_llama3"));
        Dataset overTrained =
                Dataset.readCsv(
                        SharedData.file("gadre_overtraining.csv"),
                        CsvFormat.DEFAULT.withIgnored("flops"));
        overTrained.groupBy("dataset").forEach((name, runs) -> sweeps.put("chosen: " + name, runs));
        Dataset once =
                read("data_constrained_muennighoff")
                        .where("variant", "base")
                        .where(run -> run.recipe().value(Factor.named("epochs")) <= 1.001);
        sweeps.put("chosen: one epoch", once);

        // Halves by how the runs were set up: their counts and evaluations are not independent.
        Dataset porian = read("porian_isoflop");
        for (int row = 0; row < porian.size(); row++) {
            List<String> setup = new ArrayList<>();
            for (String column : List.of("hparams", "warmup", "decay", "param_count", "eval")) {
                setup.add(porian.label(column).get(row));
            }
            boolean kept =
                    setup.get(0).equals("tuned")
                            || (setup.get(1).equals("short") && setup.get(2).equals("kaplan"));
            String name = (kept ? "kept: " : "chosen: ") + String.join(" ", setup);
            sweeps.computeIfAbsent(
                    name,
                    key ->
                            porian.where("hparams", setup.get(0))
                                    .where("warmup", setup.get(1))
                                    .where("decay", setup.get(2))
                                    .where("param_count", setup.get(3))
                                    .where("eval", setup.get(4)));
        }
        return sweeps;
    }

    private static Dataset read(String name) {
        return Dataset.readCsv(SharedData.file(name + ".csv"));
    }

    /** {@return the rows of the table} */
    public static List<String> rows() {
        List<Case> cases = new ArrayList<>();
        sweeps().forEach((name, runs) -> cases.addAll(cases(name, runs)));
        List<String> rows = new ArrayList<>();
        for (String half : List.of("chosen", "kept")) {
            for (String method : List.of("Chinchilla by log-Huber, delta method", "forecast")) {
                for (int i = 0; i + 1 < DISTANCES.length; i++) {
                    double from = DISTANCES[i];
                    double to = DISTANCES[i + 1];
                    List<Case> some =
                            cases.stream()
                                    .filter(c -> c.half.equals(half) && c.method.equals(method))
                                    .filter(c -> c.decades >= from && c.decades < to)
                                    .toList();
                    rows.add(row(half, method, from + " to " + to, some));
                }
            }
        }
        return rows;
    }

    private static List<Case> cases(String name, Dataset runs) {
        ComputeGroups groups = Evidence.of(runs).groups();
        List<Case> cases = new ArrayList<>();
        for (int cut = 2; cut + 1 < groups.count(); cut += 2) {
            int last = cut;
            Dataset below = runs.whereRow(row -> groups.place(row) <= last);
            if (below.size() < 12) {
                continue;
            }
            Forecaster forecaster = Forecast.of(below);
            Covariance<ChinchillaLaw> one =
                    Covariance.of(Fitter.of(ChinchillaLaw.FAMILY).fit(below));
            for (int row = 0; row < runs.size(); row++) {
                Run run = runs.run(row);
                double flops =
                        6 * run.recipe().model().parameters() * run.recipe().tokens().count();
                double decades = Math.log10(flops / groups.top(cut));
                if (decades < DISTANCES[0] || decades >= DISTANCES[3]) {
                    continue;
                }
                cases.add(at("forecast", name, decades, run, forecaster.at(run.recipe()).newRun()));
                cases.add(
                        at(
                                "Chinchilla by log-Huber, delta method",
                                name,
                                decades,
                                run,
                                one.newRunInterval(LEVEL, run.recipe())));
            }
        }
        return cases;
    }

    private static Case at(String method, String set, double decades, Run run, Interval interval) {
        String half = set.substring(0, set.indexOf(':'));
        return new Case(half, method, set, decades, run.loss().nats(), interval);
    }

    private static String row(String half, String method, String decades, List<Case> cases) {
        Map<String, Double> sets =
                cases.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Case::set,
                                        Collectors.averagingDouble(ForecastStudy::held)));
        double[] widths = cases.stream().mapToDouble(Case::width).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%s,\"%s\",%s,%d,%.3f,%.3f,%.3f,%.3f",
                half,
                method,
                decades,
                cases.size(),
                cases.stream().mapToDouble(ForecastStudy::held).average().orElseThrow(),
                sets.values().stream().mapToDouble(share -> share).average().orElseThrow(),
                widths[widths.length / 2],
                cases.stream().mapToDouble(Case::score).average().orElseThrow());
    }

    private static double held(Case one) {
        return one.interval.contains(one.loss) ? 1 : 0;
    }
}
