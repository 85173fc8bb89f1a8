package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final Shape SMALL = new Shape(64, 5, 3, 1);
    private static final Shape LARGE = new Shape(64, 48, 130, 1);

    /** Two sizes try the same rates. */
    private static List<Job> trials(double... rates) {
        return Stream.of(SMALL, LARGE)
                .flatMap(shape -> Arrays.stream(rates).mapToObj(rate -> trial(shape, rate)))
                .toList();
    }

    private static Job trial(Shape shape, double rate) {
        return new Job(Job.Role.TRIAL, shape, 100, 100, 10, rate, 1);
    }

    /** A loss that is a parabola of ln rate has its least value at the rate that is asked for. */
    private static ToDoubleFunction<Job> leastAt(double rate) {
        return job -> 3 + Math.pow(Math.log(job.rate() / rate), 2);
    }

    @Test
    void theVertexOfAParabolaIsFoundBetweenTrialsAndKeptToTwoDigits() {
        List<Job> trials = trials(0.001, 0.002, 0.004, 0.008);
        assertThat(Rates.of(trials, leastAt(0.0031)).at(SMALL)).isEqualTo(0.0031);
        assertThat(Rates.of(trials, leastAt(0.002468)).at(SMALL)).isEqualTo(0.0025);
    }

    @Test
    void theFirstOrLastTrialIsTakenAsItIs() {
        List<Job> trials = trials(0.001, 0.002, 0.004);
        assertThat(Rates.of(trials, leastAt(0.0003)).at(SMALL)).isEqualTo(0.001);
        assertThat(Rates.of(trials, leastAt(0.05)).at(SMALL)).isEqualTo(0.004);
    }

    /** Two sizes lie on a power law; a third, that was not tried, must lie on it too. */
    @Test
    void aSizeWithoutTrialsTakesTheLineThroughTheOthers() {
        List<Job> trials = trials(0.001, 0.002, 0.004, 0.008, 0.016, 0.032);
        Rates chosen =
                Rates.of(
                        trials,
                        job ->
                                leastAt(job.shape().equals(SMALL) ? 0.02 : 0.0025)
                                        .applyAsDouble(job));
        Shape larger = new Shape(64, 128, 450, 1);
        // 609 and 24,066 parameters: the exponent is ln 8 / ln(24066 / 609), of 152,706.
        double slope = Math.log(0.0025 / 0.02) / Math.log(24_066.0 / 609);
        double expected = 0.02 * Math.pow(152_706.0 / 609, slope);
        assertThat(chosen.at(larger)).isBetween(0.95 * expected, 1.05 * expected);
        assertThat(chosen.at(larger)).isLessThan(0.5 * chosen.at(LARGE));
    }
}
