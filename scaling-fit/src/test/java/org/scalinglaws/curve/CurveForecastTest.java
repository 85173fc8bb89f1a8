package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.testing.SuiteCurves;

class CurveForecastTest {
    private static final double[] EPOCHS = {1, 5, 10, 15, 20};

    private static Curve trace() {
        double[] losses = {5.0, 3.2, 2.5, 2.1, 1.9};
        double[] accuracies = {0.10, 0.25, 0.40, 0.50, 0.55};
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < EPOCHS.length; i++) {
            points.add(Point.of(EPOCHS[i], losses[i]).withAccuracy(accuracies[i]));
        }
        return new Curve("trace", points);
    }

    private static double[] steps(int count) {
        double[] steps = new double[count];
        Arrays.setAll(steps, i -> 100.0 * (i + 1));
        return steps;
    }

    private static Curve noisy(
            double[] steps, double floor, double noise, SplittableRandom random) {
        double[] losses =
                Arrays.stream(steps)
                        .map(s -> floor + 12 * Math.pow(s, -0.4))
                        .map(l -> l * Math.exp(noise * random.nextGaussian()))
                        .toArray();
        return Curve.of(steps, losses);
    }

    @Test
    void theNextEpochsOfAShortTraceHaveIntervals() {
        CurveForecast forecast = CurveForecast.of(trace()).withLevel(0.9);
        Expected next = forecast.at(25);
        Expected far = forecast.at(40);
        assertThat(next).hasToString("step 25: 1.8453, 90 % interval 1.6385 to 2.0652");
        assertThat(far).hasToString("step 40: 1.642, 90 % interval 1.3773 to 2.046");
        assertThat(far.value()).isLessThan(next.value());
        assertThat(far.interval().width()).isGreaterThan(next.interval().width());
    }

    @Test
    void accuracyRisesTowardsOne() {
        CurveForecast forecast = CurveForecast.ofAccuracy(trace()).withLevel(0.9);
        Expected next = forecast.at(25);
        Expected far = forecast.at(40);
        assertThat(next).hasToString("step 25: 0.57007, 90 % interval 0.43103 to 0.67281");
        assertThat(far).hasToString("step 40: 0.62712, 90 % interval 0.47429 to 0.72582");
        assertThat(far.value()).isGreaterThan(next.value());
        assertThat(forecast.at(1e6).interval().upper()).isLessThanOrEqualTo(1);
        assertThat(forecast.at(1e6).interval().lower()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void aPowerWithAFloorIsRecovered() {
        Curve curve = noisy(steps(100), 2, 0, new SplittableRandom(1));
        CurveForecast forecast = CurveForecast.of(curve);
        double truth = 2 + 12 * Math.pow(5e4, -0.4);
        assertThat(forecast.byForm("power", 5e4)).isCloseTo(truth, within(1e-3));
        assertThat(forecast.at(5e4).value()).isCloseTo(truth, within(0.05));
        assertThat(forecast.forms()).extracting(FormWeight::form).startsWith("power");
        assertThat(forecast.forms().get(0).weight()).isGreaterThan(0.4);
    }

    @Test
    void intervalsHoldWhatIsMeasuredLater() {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int i = 0; i < 100; i++) {
            Curve whole = noisy(steps(100), 1 + random.nextDouble(), 0.005, random);
            CurveForecast forecast = CurveForecast.of(whole.upTo(4000)).withLevel(0.9);
            held += forecast.at(1e4).interval().contains(whole.last().loss()) ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(85);
    }

    @Test
    void aRateThatHasNotFallenIsSaid() {
        Curve curve = noisy(steps(100), 2, 0.005, new SplittableRandom(3));
        assertThat(CurveForecast.of(curve).findings())
                .singleElement()
                .asString()
                .startsWith("NOTE cut-short: no learning rate is logged: the forecast is for a ");
        assertThat(CurveForecast.of(rated(curve, 0.5)).findings())
                .singleElement()
                .asString()
                .startsWith("WARNING cut-short: the learning rate is at 50 % of its greatest: ");
        assertThat(CurveForecast.of(rated(curve, 0.1)).findings()).isEmpty();
    }

    /** With a rate that falls along a straight line to a share of the first. */
    private static Curve rated(Curve curve, double left) {
        double last = curve.last().step();
        return new Curve(
                curve.name(),
                curve.points().stream()
                        .map(
                                point ->
                                        point.withLearningRate(
                                                3e-4 * (1 - (1 - left) * point.step() / last)))
                        .toList());
    }

    @Test
    void doubtGrowsWithWhatIsLeft() {
        CurveForecast forecast =
                CurveForecast.of(noisy(steps(100), 2, 0.005, new SplittableRandom(3)));
        double before = 0;
        for (double step : new double[] {1e4, 2e4, 5e4, 1e5}) {
            double width = forecast.at(step).interval().width();
            assertThat(width).isGreaterThan(before);
            before = width;
        }
        assertThat(forecast.withLevel(0.5).at(1e5).interval().width()).isLessThan(before);
    }

    @Test
    void aLongLogIsThinnedAndSaysTheSame() {
        Curve fine = noisy(steps(20_000), 2, 0.005, new SplittableRandom(5));
        double truth = 2 + 12 * Math.pow(8e6, -0.4);
        assertThat(CurveForecast.of(fine).at(8e6).value()).isCloseTo(truth, within(0.02));
    }

    @Test
    void whatCannotBeForecastIsRefused() {
        Curve curve = Curve.of(new double[] {1, 2, 3}, new double[] {3, 2, Double.NaN});
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> CurveForecast.of(curve))
                .withMessage("curve diverged at step 3: no loss can be forecast");
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> CurveForecast.of(curve.upTo(1)))
                .withMessage("a forecast needs 2 checkpoints after step 0, curve has 1");
        Curve negative = Curve.of(new double[] {1, 2}, new double[] {1, -1});
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> CurveForecast.of(negative))
                .withMessage("loss must be positive for a forecast, got -1 at step 2 of curve");
        CurveForecast trace = CurveForecast.of(trace());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace.at(19))
                .withMessage("a forecast of trace is for steps from 20 on, got 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trace.byForm("spline", 30))
                .withMessage("a form is power, exponential, line or last, got 'spline'");
    }

    @Test
    void suitesOfModelsAreForecastFromTheirBeginnings() throws IOException {
        List<String> rows = SuiteCurves.rows(SuiteCurves.read());
        String[] all = rows.get(rows.size() - 1).split(",", -1);
        assertThat(all[0] + all[1] + all[2]).isEqualTo("keptallall");
        assertThat(Double.parseDouble(all[4])).isBetween(0.8, 1.0);
        assertThat(Double.parseDouble(all[6])).isLessThan(Double.parseDouble(all[8]));
    }
}
