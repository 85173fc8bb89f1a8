package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.numeric.Quantiles;
import org.scalinglaws.problem.NoFitException;

class CurveStudyTest {
    private static final double PEAK = 1e-3;
    static final double[] SIZES = {2e7, 5e7, 1.2e8, 3e8};
    static final int[] LENGTHS = {3000, 6000, 12_000};
    static final SizedAnnealingLaw TRUTH = new SizedAnnealingLaw(1.8, 120, 0.28, 0.4, 0.5, 4, 0.99);

    /** Cosine, linear and stable then decaying in turn, each after a warm-up. */
    static Schedule schedule(int steps, int which) {
        int rest = steps - steps / 20;
        Schedule schedule =
                switch (which % 3) {
                    case 0 -> Schedule.cosine(PEAK, 0.1 * PEAK, rest);
                    case 1 -> Schedule.linear(PEAK, 0.01 * PEAK, rest);
                    default ->
                            Schedule.stableThenDecay(
                                    PEAK,
                                    0.1 * PEAK,
                                    4 * rest / 5,
                                    rest - 4 * rest / 5,
                                    Schedule.Shape.LINEAR);
                };
        return schedule.withWarmUp(steps / 20);
    }

    static double truth(double size, Schedule schedule, int step) {
        int warmUp = StudyCurve.warmUp(schedule);
        return TRUTH.loss(size, schedule.after(warmUp), step - warmUp);
    }

    static StudyCurve curve(
            double size, int steps, int which, double noise, SplittableRandom random) {
        Schedule schedule = schedule(steps, which);
        List<Point> points = new ArrayList<>();
        double drift = noise * random.nextGaussian();
        for (int i = 1; i <= 30; i++) {
            int step = steps * i / 30;
            if (step > StudyCurve.warmUp(schedule)) {
                double error = drift + noise * random.nextGaussian();
                points.add(
                        Point.of(step, truth(size, schedule, step) * Math.exp(error))
                                .withLearningRate(schedule.rate(step)));
            }
        }
        return new StudyCurve(size, schedule, new Curve("run " + which, points));
    }

    private static List<StudyCurve> study(double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<StudyCurve> curves = new ArrayList<>();
        for (double size : SIZES) {
            for (int steps : LENGTHS) {
                curves.add(curve(size, steps, curves.size() + curves.size() / 3, noise, random));
            }
        }
        return curves;
    }

    @Test
    void exactCurvesGiveTheirLawBack() {
        CurveStudy study = CurveStudy.of(study(0, 1));
        SizedAnnealingLaw law = study.law();
        assertThat(law.lambda()).isEqualTo(TRUTH.lambda());
        assertThat(law.e()).isCloseTo(TRUTH.e(), withinPercentage(1e-3));
        assertThat(law.alpha()).isCloseTo(TRUTH.alpha(), withinPercentage(1e-3));
        assertThat(law.beta()).isCloseTo(TRUTH.beta(), withinPercentage(1e-3));
        assertThat(law.c()).isCloseTo(TRUTH.c(), withinPercentage(1e-3));
    }

    @Test
    void aLargerModelOnALongerScheduleIsForecast() {
        CurveStudy study = CurveStudy.of(study(0.003, 20261130)).withLevel(0.9);
        Schedule schedule = schedule(24_000, 2);
        Expected expected = study.forecast(1e9, schedule);
        double truth = truth(1e9, schedule, 24_000);
        assertThat(expected.value()).isCloseTo(truth, withinPercentage(1));
        assertThat(expected.interval().lower()).isLessThan(truth);
        assertThat(expected.interval().upper()).isGreaterThan(truth);
        assertThat(expected.step()).isEqualTo(24_000);
        assertThat(study.intervals().get("alpha").lower()).isLessThan(TRUTH.alpha());
        assertThat(study.intervals().get("alpha").upper()).isGreaterThan(TRUTH.alpha());
        assertThat(study).asString().contains("momentum 0.99, 12 curves");
        StudyCurve first = study.curves().get(0);
        assertThat(study.loss(first, 3000))
                .isCloseTo(truth(first.parameters(), first.schedule(), 3000), withinPercentage(1));
    }

    /** A checkpoint of a new curve is off by its curve's drift and by its own error. */
    @Test
    void aNewCurveIsAsUncertainAsCurvesOfTheStudyLieOff() {
        double noise = 0.004;
        CurveStudy study = CurveStudy.of(study(noise, 5)).withLevel(0.9);
        Schedule schedule = schedule(6000, 1);
        Expected run = study.forecast(5e7, schedule);
        Expected mean = study.expected(5e7, schedule);
        double reach = Math.log(run.interval().upper() / run.value());
        double known = Math.log(mean.interval().upper() / mean.value());
        double student = Quantiles.ofStudent(0.9, 11);
        double alone = Math.sqrt(reach * reach - known * known) / student;
        assertThat(alone).isCloseTo(Math.sqrt(2) * noise, withinPercentage(30));
        assertThat(known).isLessThan(reach);
    }

    @Test
    void theLargestAndTheLongestAreHeldOut() {
        List<StudyCurve> curves = study(0.003, 3);
        List<CurveStudy.HeldOut> rows = CurveStudy.of(curves).heldOut();
        assertThat(rows).hasSize(6);
        for (CurveStudy.HeldOut row : rows) {
            assertThat(row.expected().value()).isCloseTo(row.measured(), withinPercentage(2));
        }
        assertThat(CurveStudy.of(curves.subList(0, 5)).heldOut()).isEmpty();
    }

    @Test
    void aLargestModelThatBreaksTheLawIsAFinding() {
        List<StudyCurve> curves = new ArrayList<>(study(0.001, 4));
        StudyCurve last = curves.remove(curves.size() - 1);
        List<Point> worse =
                last.curve().points().stream()
                        .map(point -> Point.of(point.step(), 1.2 * point.loss()))
                        .toList();
        curves.add(new StudyCurve(last.parameters(), last.schedule(), new Curve("broken", worse)));
        assertThat(CurveStudy.of(curves).findings())
                .filteredOn(finding -> finding.check().equals(CheckName.HELD_OUT.id()))
                .extracting(Finding::message)
                .anyMatch(message -> message.startsWith("broken ended at "));
    }

    @Test
    void loggedRatesMakeASchedule() {
        Curve curve =
                new Curve(
                        "logged",
                        List.of(
                                Point.of(2, 4).withLearningRate(1),
                                Point.of(4, 3).withLearningRate(0.5),
                                Point.of(5, 2).withLearningRate(0)));
        Schedule schedule = StudyCurve.of(1e8, curve).schedule();
        assertThat(schedule).isEqualTo(Schedule.of(1, 1, 0.75, 0.5, 0));
        assertThat(StudyCurve.warmUp(schedule(3000, 1))).isEqualTo(150);
        assertThat(truth(1e8, schedule(3000, 1), 3000)).isCloseTo(2.7, within(1.0));
    }

    @Test
    void whatIsNoStudyIsRefused() {
        List<StudyCurve> curves = study(0, 1);
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> CurveStudy.of(curves.subList(0, 3)))
                .withMessage(
                        "a law of curves and sizes needs 3 curves of 2 sizes or more, got 3 of 1");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> StudyCurve.of(1e8, Curve.of(new double[] {1}, new double[] {2})))
                .withMessage("curve: every checkpoint needs a learning rate");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(
                        () ->
                                new StudyCurve(
                                        1e8,
                                        Schedule.constant(1, 5),
                                        Curve.of(new double[] {6}, new double[] {2})))
                .withMessage(
                        "curve: a checkpoint must stand at a whole step up to 5, the last of the"
                                + " schedule, got 6");
    }
}
