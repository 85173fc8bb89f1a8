package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.law.single.SaturatingPowerLaw;
import org.scalinglaws.law.single.ShiftedPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.SharedData;

/**
 * The twenty language curves of Alabdulmohsin et al. (2022): M1 to M4 and the broken power law with
 * one break, fitted to the first part of each curve and judged on the rest. Prints the table.
 */
@Tag("once")
class LanguageCurvesTest {
    private static final Factor X = Factor.named("x");
    private static final List<LawFamily<?>> FORMS =
            List.of(
                    PowerLaw.familyWithoutFloor(X),
                    PowerLaw.family(X),
                    ShiftedPowerLaw.family(X),
                    SaturatingPowerLaw.family(X),
                    BrokenPowerLaw.family(X, 1));

    /** The authors' numbers have five digits or five decimals. */
    private static final double PRINTED = 1e-4;

    private static final StringJoiner TABLE = new StringJoiner("\n");
    private static final List<double[]> ERRORS = new ArrayList<>();

    private static double error(LossLaw law, Dataset runs) {
        double sum = 0;
        for (Run run : runs) {
            double error = Math.log(law.loss(run.recipe()) / run.loss().nats());
            sum += error * error;
        }
        return Math.sqrt(sum / runs.size());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "language-curves.csv", numLinesToSkip = 1) // and the comment
    void theAuthorsFitNoCurveBetter(ArgumentsAccessor row) {
        Dataset curve =
                Dataset.readCsv(SharedData.file("revisiting_benchmark_lang.csv"), "y")
                        .where("domain", row.getString(0))
                        .where("task", row.getString(1))
                        .where("model", row.getString(2));
        Dataset seen = curve.where("split", "fit");
        Dataset beyond = curve.where("split", "extrapolate");
        double[] fitted = new double[FORMS.size()];
        double[] foretold = new double[FORMS.size()];
        for (int form = 0; form < fitted.length; form++) {
            LossLaw law =
                    Fitter.of(FORMS.get(form))
                            .withObjective(Objective.logSquares())
                            .fit(seen)
                            .law();
            fitted[form] = error(law, seen);
            foretold[form] = error(law, beyond);
        }
        show(row, fitted, foretold);
        ERRORS.add(foretold);
        assertThat(foretold[0]).isCloseTo(row.getDouble(3), within(0.5001e-5));
        for (int form = 0; form < 4; form++) {
            assertThat(fitted[form])
                    .as(FORMS.get(form).name())
                    .isLessThanOrEqualTo(row.getDouble(7 + form) * (1 + PRINTED));
        }
        for (int form = 0; form < fitted.length; form++) {
            assertThat(fitted[form])
                    .as(FORMS.get(form).name())
                    .isLessThanOrEqualTo(row.getDouble(11 + form) * (1 + PRINTED));
        }
        assertThat(fitted[1]).isLessThanOrEqualTo(fitted[0] * (1 + 1e-9));
        assertThat(fitted[2]).isLessThanOrEqualTo(fitted[0] * (1 + 1e-9));
        assertThat(fitted[3]).isLessThanOrEqualTo(fitted[1] * (1 + 1e-9));
        assertThat(fitted[4]).isLessThanOrEqualTo(fitted[1] * (1 + 1e-9));
    }

    private static void show(ArgumentsAccessor row, double[] fitted, double[] foretold) {
        String name = row.getString(0) + " " + row.getString(1) + " " + row.getString(2);
        TABLE.add(String.format("%-34s fit %s", name, numbers("%.4e", fitted)));
        TABLE.add(String.format("%-34s beyond %s", "", numbers("%.5f", foretold)));
    }

    private static String numbers(String format, double[] numbers) {
        StringJoiner text = new StringJoiner("  ");
        Arrays.stream(numbers).forEach(x -> text.add(String.format(Locale.ROOT, format, x)));
        return text.toString();
    }

    @AfterAll
    static void showTheTable() {
        if (ERRORS.isEmpty()) {
            return;
        }
        System.out.println("errors in ln y: M1, M2, M3, M4, broken power law with one break");
        System.out.println(TABLE);
        double[] means = new double[FORMS.size()];
        double[] medians = new double[FORMS.size()];
        double[] wins = new double[FORMS.size()];
        for (int form = 0; form < means.length; form++) {
            int place = form;
            double[] errors = ERRORS.stream().mapToDouble(curve -> curve[place]).toArray();
            means[form] = StatUtils.mean(errors);
            medians[form] = StatUtils.percentile(errors, 50);
            wins[form] =
                    ERRORS.stream()
                            .filter(curve -> curve[place] <= StatUtils.min(curve) + 5e-6)
                            .count();
        }
        System.out.println("mean beyond    " + numbers("%.5f", means));
        System.out.println("median beyond  " + numbers("%.5f", medians));
        System.out.println("best on curves " + numbers("%.0f", wins));
    }
}
