package org.scalinglaws.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.curve.Expected;
import org.scalinglaws.curve.Point;

/**
 * A forecast of where a training ends, held against where it did; errors in ln L.
 *
 * @param held whether its interval of 90 % holds the loss at the end
 * @param width of that interval
 * @param error of the forecast
 * @param power error of the power law with a floor alone
 * @param last error of the last value
 */
record JudgedForecast(boolean held, double width, double error, double power, double last) {
    static JudgedForecast of(Point end, Curve begun) {
        CurveForecast forecast = CurveForecast.of(begun).withLevel(0.9);
        Expected expected = forecast.at(end.step());
        return new JudgedForecast(
                expected.interval().contains(end.loss()),
                Math.log(expected.interval().upper() / expected.interval().lower()),
                Math.abs(Math.log(expected.value() / end.loss())),
                Math.abs(Math.log(forecast.byForm("power", end.step()) / end.loss())),
                Math.abs(Math.log(begun.last().loss() / end.loss())));
    }

    /** How many, the share that held, and medians. */
    static String summary(List<JudgedForecast> all) {
        return String.format(
                Locale.ROOT,
                "%d,%.3f,%.4f,%.4f,%.4f,%.4f",
                all.size(),
                all.stream().filter(JudgedForecast::held).count() / (double) all.size(),
                median(all.stream().mapToDouble(JudgedForecast::width).toArray()),
                median(all.stream().mapToDouble(JudgedForecast::error).toArray()),
                median(all.stream().mapToDouble(JudgedForecast::power).toArray()),
                median(all.stream().mapToDouble(JudgedForecast::last).toArray()));
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return 0.5 * (values[values.length / 2] + values[(values.length - 1) / 2]);
    }
}
