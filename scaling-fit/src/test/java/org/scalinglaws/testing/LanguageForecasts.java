package org.scalinglaws.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.select.AveragedCurve;
import org.scalinglaws.select.AveragedCurve.Share;

/**
 * The twenty language curves of Alabdulmohsin et al. (2022), each foretold from its first part by single
 * forms, by averages of them and by automatic choices. An error is the root mean square of ln L beyond.
 */
public final class LanguageForecasts {
    /** The columns of a row. */
    public static final String COLUMNS =
            "domain,task,model,M1,M2,M3,M4,BNSL,equal,aicc,leastRollOut,inverseRisk,average";

    private static final int FORMS = 5;
    private static final int COLUMNS_OF_ERRORS = 10;
    private static final Factor X = Factor.named("x");

    private LanguageForecasts() {}

    /** {@return the table with its head} */
    public static List<String> lines() {
        Dataset all = Dataset.readCsv(SharedData.file("revisiting_benchmark_lang.csv"), "y");
        Set<List<String>> names = new LinkedHashSet<>();
        for (int row = 0; row < all.size(); row++) {
            names.add(
                    List.of(
                            all.label("domain").get(row),
                            all.label("task").get(row),
                            all.label("model").get(row)));
        }

        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=LanguageForecastsStudyTest");
        lines.add(COLUMNS);
        List<double[]> errors = new ArrayList<>();
        for (List<String> name : names) {
            Dataset curve =
                    all.where("domain", name.get(0))
                            .where("task", name.get(1))
                            .where("model", name.get(2));
            double[] row = errors(curve);
            errors.add(row);
            lines.add(line(name.get(0) + "," + name.get(1) + ",\"" + name.get(2) + "\"", row));
        }
        lines.add(line("mean,,", over(errors, StatUtils::mean)));
        lines.add(line("median,,", over(errors, values -> StatUtils.percentile(values, 50))));
        return lines;
    }

    private static String line(String name, double[] errors) {
        StringJoiner line = new StringJoiner(",");
        line.add(name);
        Arrays.stream(errors).forEach(x -> line.add(String.format(Locale.ROOT, "%.5f", x)));
        return line.toString();
    }

    private static double[] over(List<double[]> rows, ToDoubleFunction<double[]> statistic) {
        double[] over = new double[COLUMNS_OF_ERRORS];
        for (int i = 0; i < over.length; i++) {
            int place = i;
            over[i] =
                    statistic.applyAsDouble(rows.stream().mapToDouble(row -> row[place]).toArray());
        }
        return over;
    }

    private static double[] errors(Dataset curve) {
        AveragedCurve average = AveragedCurve.of(curve.where("split", "fit"), X);
        Dataset beyond = curve.where("split", "extrapolate");
        List<Share> shares = average.shares();
        double[] errors = new double[COLUMNS_OF_ERRORS];
        for (int i = 0; i < FORMS; i++) {
            errors[i] = error(weighted(shares, List.of(shares.get(i)), share -> 1), beyond);
        }

        // Automatic choices and averages, by the fit rows alone.
        double least = shares.stream().mapToDouble(share -> aicc(share.fit())).min().orElseThrow();
        List<Share> best = shares.stream().filter(share -> aicc(share.fit()) == least).toList();
        errors[FORMS] = error(weighted(shares, shares, share -> 1), beyond);
        errors[FORMS + 1] = error(weighted(shares, best, share -> 1), beyond);
        errors[FORMS + 2] = error(weighted(shares, List.of(average.chosen()), s -> 1), beyond);
        errors[FORMS + 3] =
                error(weighted(shares, shares, s -> Math.pow(s.rollOutError(), -2)), beyond);
        errors[FORMS + 4] = error(average, beyond);
        return errors;
    }

    private static AveragedCurve weighted(
            List<Share> all, List<Share> kept, ToDoubleFunction<Share> weight) {
        if (all.size() != FORMS) {
            throw new IllegalStateException("a form took no part: " + all);
        }
        double sum = kept.stream().mapToDouble(weight).sum();
        return new AveragedCurve(
                X,
                kept.stream()
                        .map(s -> new Share(s.fit(), 0, weight.applyAsDouble(s) / sum))
                        .toList());
    }

    private static double error(AveragedCurve law, Dataset beyond) {
        double sum = 0;
        for (Run run : beyond) {
            double off = Math.log(run.loss().nats() / law.loss(run.recipe()));
            sum += off * off;
        }
        return Math.sqrt(sum / beyond.size());
    }

    /** Akaike's criterion, corrected for few rows. */
    private static double aicc(Fit<?> fit) {
        double[] residuals = fit.residuals();
        double n = residuals.length;
        double k = fit.problem().family().parameters().size() + 1.0;
        return n * Math.log(StatUtils.sumSq(residuals) / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
    }
}
