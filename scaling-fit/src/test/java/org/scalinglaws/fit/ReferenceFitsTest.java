package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Locale;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.testing.SharedData;

/** Fits of public data against those of others; prints a table of both. */
class ReferenceFitsTest {
    private static final StringJoiner TABLE = new StringJoiner("\n");

    private static Fit<ChinchillaLaw> fit(String data, String rows, String objective) {
        String[] parts = objective.split(" with |=", -1);
        Fitter<ChinchillaLaw> fitter =
                Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.parse(parts[0]));
        if (parts.length > 1) {
            fitter = fitter.withTied(parts[1], parts[2]);
        }
        return fitter.fit(SharedData.runs(data, rows));
    }

    private static Fit<ChinchillaLaw> published() {
        return fit("chinchilla_epoch", "240", "log-huber:0.001");
    }

    /** Values agree to the nine digits that the references have, parameters to the five or six. */
    @ParameterizedTest
    @CsvFileSource(resources = "reference-fits.csv", numLinesToSkip = 1) // and the comment
    void noReferenceBeatsTheFit(ArgumentsAccessor row) {
        Fit<ChinchillaLaw> fit = fit(row.getString(0), row.getString(1), row.getString(2));
        double expected = row.getDouble(3);
        boolean likelihood = fit.problem().objective().fitsScale();
        double got = likelihood ? -fit.objective() : fit.objective();
        double worse = (likelihood ? expected - got : got - expected) / expected;
        ChinchillaLaw law = fit.law();
        double[] numbers = {law.e(), law.a(), law.b(), law.alpha(), law.beta()};
        String name = row.getString(0) + " " + row.getString(1) + " " + row.getString(2);
        print(row, name, got, worse, numbers);
        assertThat(fit.solution().stop().isOptimum()).isTrue();
        assertThat(worse).as(name).isLessThanOrEqualTo(1e-8);
        for (int place = 0; place < numbers.length; place++) {
            double reference = row.getDouble(4 + place);
            assertThat(numbers[place]).as(name).isCloseTo(reference, within(1e-5 * reference));
        }
    }

    private static void print(
            ArgumentsAccessor row, String name, double got, double worse, double[] numbers) {
        StringJoiner line = new StringJoiner("  ");
        line.add(String.format("%-64s", name));
        line.add(String.format(Locale.ROOT, "%.13g %.13g %8.1e", row.getDouble(3), got, worse));
        for (int place = 0; place < numbers.length; place++) {
            double reference = row.getDouble(4 + place);
            line.add(
                    String.format(
                            Locale.ROOT,
                            "%.7g %.7g %7.0e",
                            reference,
                            numbers[place],
                            numbers[place] / reference - 1));
        }
        TABLE.add(line.toString());
    }

    @AfterAll
    static void showTheTable() {
        if (TABLE.length() > 0) {
            System.out.println("expected, got, relative difference of value, E, A, B, alpha, beta");
            System.out.println(TABLE);
        }
    }

    @Test
    void theFittedScaleIsThePublishedOne() {
        Fit<ChinchillaLaw> fit = fit("chinchilla_epoch", "240", "log-huber-likelihood:0.001");
        assertThat(fit.solution().point()[5]).isCloseTo(-12.26662388, within(1e-5));
    }

    /** The default objective, as the source's own refit of the same runs prints it. */
    @ParameterizedTest
    @CsvSource({
        "1.6933736810, 406.4010175, 410.7228269, 0.33917084, 0.2849083, 0.00123116260",
        "1.69, 406.4, 410.7, 0.34, 0.28, 0.00412100914",
        "1.81686404, 482.005719, 2085.434196, 0.34781303, 0.36585412, 0.00101864471"
    })
    void theObjectiveOfOtherLawsAgrees(
            double e, double a, double b, double alpha, double beta, double expected) {
        double value =
                published().problem().at(new ChinchillaLaw(e, a, alpha, b, beta)).objective();
        assertThat(value).isCloseTo(expected, within(1e-6 * expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1e21, 2.79174e9, 5.97000e10, 2.3044549",
        "5.76e23, 7.31904e10, 1.311647e12, 1.9739121",
        "1e24, 9.71792e10, 1.715045e12, 1.9592193",
        "3.8e25, 6.30120e11, 1.005100e13, 1.8914051"
    })
    void plansOfTheFitAgree(double flops, double parameters, double tokens, double loss) {
        Plan plan = ComputeOptimal.of(published().law()).plan(Compute.flops(flops));
        assertThat(plan.model().parameters()).isCloseTo(parameters, withinPercentage(0.003));
        assertThat(plan.tokens().count()).isCloseTo(tokens, withinPercentage(0.003));
        assertThat(plan.loss().nats()).isCloseTo(loss, within(1e-6));
    }
}
