package org.scalinglaws.curve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.quantity.Digits;

/** What a curve shows at its newest checkpoint: tests of slopes of ln loss, robust against spikes. */
final class Evidence {
    /** How many checkpoints a test of a slope needs. */
    private static final int LEAST = 6;

    /** How many checkpoints the last two thirds of the steps must have to be called level. */
    private static final int LEVEL_LEAST = 10;

    /** Standard errors beyond which a slope is no chance, of many looks at one curve. */
    private static final double SURE = 4.2;

    private static final double RISES = 5;
    private static final double RISE = 0.02;
    private static final double ONE_SIDED = 1.645;
    private static final double WINDOWS = 1.35;

    /** A training loss that rises less than this share as fast as the validation loss. */
    private static final double SLOWER = 0.25;

    /** A validation loss above the training loss by this share is learned by heart. */
    private static final double GAP = 0.5;

    private static final double THIRD = 1 / 3.0;
    private static final int MANY_SPIKES = 3;

    /** A rate above this share of its greatest can still be lowered. */
    static final double HIGH_RATE = 0.2;

    private final Curve curve;
    private final Excursions excursions;
    private final Series training;
    private final Series everything;
    private final Series validation;

    /** Steps and ln losses at the checkpoints that tell. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Series(double[] steps, double[] logs, double noise) {
        static Series of(double[] steps, double[] losses, int... places) {
            double[] x = Arrays.stream(places).mapToDouble(i -> steps[i]).toArray();
            double[] y = Arrays.stream(places).mapToDouble(i -> Math.log(losses[i])).toArray();
            return new Series(x, y, Slope.noise(y));
        }

        int size() {
            return steps.length;
        }

        Slope newest(int count) {
            return Slope.of(steps, logs, size() - count, size(), noise);
        }

        /** The line from a step on, over the steps. */
        Slope from(double step) {
            int begin = (int) Arrays.stream(steps).filter(s -> s < step).count();
            return size() - begin < LEAST
                    ? newest(Math.min(LEAST, size()))
                    : Slope.of(steps, logs, begin, size(), noise);
        }

        /** The line over ln step since a share of the newest step; empty where it is too short. */
        Optional<Slope> since(double share) {
            double[] x = Smoothing.logSteps(steps);
            double first = share * steps[size() - 1];
            int begin = (int) Arrays.stream(steps).filter(step -> step < first).count();
            return size() - begin < LEVEL_LEAST || begin == 0
                    ? Optional.empty()
                    : Optional.of(Slope.of(x, logs, begin, size(), noise));
        }
    }

    private Evidence(Curve curve) {
        this.curve = curve;
        double[] steps = curve.steps();
        double[] losses = curve.losses();
        int[] finite =
                IntStream.range(0, steps.length)
                        .filter(i -> Double.isFinite(losses[i]) && losses[i] > 0)
                        .toArray();
        this.excursions =
                new Excursions(
                        Arrays.stream(finite).mapToDouble(i -> Math.log(losses[i])).toArray());
        int[] ordinary = Arrays.stream(excursions.ordinary()).map(i -> finite[i]).toArray();
        this.training = Series.of(steps, losses, ordinary);
        this.everything = Series.of(steps, losses, finite);

        double[] held = curve.validationLosses();
        this.validation =
                Series.of(
                        steps,
                        held,
                        IntStream.range(0, held.length)
                                .filter(i -> Double.isFinite(held[i]) && held[i] > 0)
                                .toArray());
    }

    static Evidence of(Curve curve) {
        return new Evidence(curve);
    }

    private static Optional<Advice> advice(
            Advice.Action action, Advice.Cause cause, double since, double figure, String reason) {
        return Optional.of(new Advice(action, cause, since, figure, reason));
    }

    /** No number at all, else an excursion that does not come back, else a loss that rises steadily. */
    Optional<Advice> divergence() {
        return noNumber().or(this::goneAway).or(this::risen);
    }

    private Optional<Advice> noNumber() {
        List<Point> points = curve.points();
        if (!curve.last().isDiverged()) {
            return Optional.empty();
        }
        int first = points.size() - 1;
        while (first > 0 && points.get(first - 1).isDiverged()) {
            first--;
        }

        double step = points.get(first).step();
        return diverging(
                step,
                points.size() - first,
                "the loss is no number since step "
                        + Digits.six(step)
                        + "; go back to a checkpoint before it and lower the rate");
    }

    private Optional<Advice> goneAway() {
        if (!excursions.isDivergence()) {
            return Optional.empty();
        }
        double step = finiteStep(excursions.begin());
        return diverging(
                step,
                excursions.ratio(),
                String.format(
                        "the loss is %s times what the checkpoints before step %s predict and does not"
                                + " come back; go back to one of them and lower the rate",
                        Digits.three(excursions.ratio()), Digits.six(step)));
    }

    private Optional<Advice> risen() {
        return rising(training, LEVEL_LEAST, RISES, RISE)
                .flatMap(
                        line ->
                                diverging(
                                        line.since,
                                        line.slope.rise(),
                                        String.format(
                                                "the training loss rises since step %s, by %s so"
                                                        + " far; go back to there and lower the"
                                                        + " rate",
                                                Digits.six(line.since),
                                                Advice.percent(line.slope.rise()))));
    }

    private static Optional<Advice> diverging(double since, double figure, String reason) {
        return advice(Advice.Action.LOWER_RATE, Advice.Cause.DIVERGING, since, figure, reason);
    }

    private double finiteStep(int place) {
        return curve.points().stream()
                .filter(point -> Double.isFinite(point.loss()) && point.loss() > 0)
                .skip(place)
                .findFirst()
                .orElseThrow()
                .step();
    }

    private record Rise(Slope slope, double since) {}

    /** The line of a series that falls no more: since half of the steps, or since a third. */
    private static Optional<Slope> level(Series series, double enough) {
        if (series.size() < LEAST) {
            return Optional.empty();
        }
        return Stream.of(0.5, THIRD)
                .flatMap(share -> series.since(share).stream())
                .filter(line -> mostGain(line) < enough)
                .findFirst();
    }

    /** The surest rise that ends at the newest checkpoint. */
    private static Optional<Rise> rising(Series series, int shortest, double sure, double least) {
        Optional<Rise> surest = Optional.empty();
        double score = sure;
        for (double window = shortest; window <= series.size(); window *= WINDOWS) {
            int count = (int) window;
            Slope line = series.newest(count);
            if (line.score() > score && line.rise() > least) {
                score = line.score();
                surest = Optional.of(new Rise(line, series.steps[series.size() - count]));
            }
        }
        return surest;
    }

    Optional<Advice> overfitting() {
        if (validation.size() < LEAST || training.size() < LEAST) {
            return Optional.empty();
        }
        Optional<Rise> rise = rising(validation, LEAST, SURE, 0);
        if (rise.isPresent()) {
            Slope turned = rise.get().slope;
            Slope meanwhile = everything.from(rise.get().since);
            if (meanwhile.value() < SLOWER * turned.value()) {
                return turnedUp(rise.get());
            }
        }

        // Learned by heart: far above the training loss, which falls while it does not.
        double gap = level(validation) - level(training);
        Optional<Slope> held = validation.since(0.5);
        Optional<Slope> fitted = training.since(0.5);
        boolean apart = gap > Math.log1p(GAP) && held.isPresent() && fitted.isPresent();
        return apart && held.get().score() > -ONE_SIDED && fitted.get().score() < -SURE
                ? advice(
                        Advice.Action.STOP,
                        Advice.Cause.OVERFITTING,
                        best(),
                        Math.expm1(gap),
                        String.format(
                                "overfitting: the validation loss lies %s above the training loss,"
                                        + " which falls while it does not",
                                Advice.percent(Math.expm1(gap))))
                : Optional.empty();
    }

    private Optional<Advice> turnedUp(Rise rise) {
        return advice(
                Advice.Action.STOP,
                Advice.Cause.OVERFITTING,
                best(),
                rise.slope.rise(),
                String.format(
                        "overfitting: the validation loss rises since step %s, by %s so far, and the"
                                + " training loss does not; take the checkpoint of step %s",
                        Digits.six(rise.since),
                        Advice.percent(rise.slope.rise()),
                        Digits.six(best())));
    }

    private double best() {
        int best = 0;
        for (int i = 1; i < validation.size(); i++) {
            best = validation.logs[i] < validation.logs[best] ? i : best;
        }
        return validation.steps[best];
    }

    private static double level(Series series) {
        int count = Math.min(5, series.size());
        double[] newest = Arrays.copyOfRange(series.logs, series.size() - count, series.size());
        Arrays.sort(newest);
        return newest[count / 2];
    }

    Optional<Advice> spikes() {
        List<Integer> spikes = excursions.spikes();
        if (spikes.size() < MANY_SPIKES) {
            return Optional.empty();
        }
        double step = finiteStep(spikes.get(0));
        return advice(
                Advice.Action.LOWER_RATE,
                Advice.Cause.SPIKES,
                step,
                spikes.size(),
                String.format(
                        "the loss jumped up and came back %d times since step %s; lower the rate or"
                                + " clip gradients",
                        spikes.size(), Digits.six(step)));
    }

    /** What a doubling of steps gains, as a share of the loss: the most that is likely. */
    private static double mostGain(Slope line) {
        return Math.log(2) * (-line.value() + ONE_SIDED * line.error());
    }

    private static double leastGain(Slope line) {
        return Math.log(2) * (-line.value() - ONE_SIDED * line.error());
    }

    Optional<Advice> repeated(double enough) {
        Optional<Slope> held = level(validation, enough);
        Optional<Slope> fitted = training.size() < LEAST ? Optional.empty() : training.since(0.5);
        boolean level = held.isPresent() && fitted.isPresent() && leastGain(fitted.get()) > enough;
        return level
                ? advice(
                        Advice.Action.STOP,
                        Advice.Cause.REPEATED_DATA,
                        0.5 * curve.last().step(),
                        mostGain(held.get()),
                        String.format(
                                "training longer does not help: twice the steps gain at most %s of"
                                        + " the validation loss while the training loss falls, as"
                                        + " where data is repeated",
                                Advice.percent(Math.max(0, mostGain(held.get())))))
                : Optional.empty();
    }

    Optional<Advice> converged(double enough) {
        Series judged = validation.size() < LEAST ? training : validation;
        Optional<Slope> line = level(judged, enough);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        boolean high = curve.rateLeft().orElse(0) > HIGH_RATE;
        String level =
                String.format(
                        "twice the steps gain at most %s of the loss",
                        Advice.percent(Math.max(0, mostGain(line.get()))));
        return advice(
                high ? Advice.Action.LOWER_RATE : Advice.Action.STOP,
                Advice.Cause.CONVERGED,
                0.5 * curve.last().step(),
                mostGain(line.get()),
                high ? level + " at this learning rate, and a lower one may gain more" : level);
    }

    Advice healthy() {
        Series judged = validation.size() < LEAST ? training : validation;
        Optional<Slope> line = judged.size() < LEAST ? Optional.empty() : judged.since(0.5);
        double gain = line.map(slope -> -Math.log(2) * slope.value()).orElse(0.0);
        String reason =
                line.isEmpty()
                        ? "the curve is too short to say more"
                        : gain > 0
                                ? "twice the steps gain about "
                                        + Advice.percent(gain)
                                        + " of the loss"
                                : "nothing tells that the loss stands still";
        return new Advice(
                Advice.Action.GO_ON, Advice.Cause.HEALTHY, curve.last().step(), gain, reason);
    }
}
