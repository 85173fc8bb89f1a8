package org.scalinglaws.curve;

import java.util.Optional;
import org.scalinglaws.quantity.Digits;

/** Advice by what is left of a run and what it is worth. */
final class Economy {
    private static final int LEAST = 8;

    private Economy() {}

    static Optional<Advice> tuning(Adviser adviser, Curve curve) {
        if (adviser.tuningSteps().isEmpty() || adviser.end().isEmpty()) {
            return Optional.empty();
        }
        double worth = adviser.tuningSteps().getAsDouble();
        double left = Math.max(0, adviser.end().getAsDouble() - curve.last().step());
        return worth > left
                ? Optional.of(
                        new Advice(
                                Advice.Action.FINE_TUNE,
                                Advice.Cause.TUNING,
                                curve.last().step(),
                                worth,
                                String.format(
                                        "by the transfer law tuning data is worth %s steps of"
                                                + " training, and %s are left",
                                        Digits.three(worth), Digits.three(left))))
                : Optional.empty();
    }

    /** The validation loss decides where it was logged. */
    static Optional<Advice> patience(Adviser adviser, Curve curve) {
        if (adviser.patience().isEmpty()) {
            return Optional.empty();
        }
        boolean held = curve.points().stream().anyMatch(p -> p.validationLoss().isPresent());
        Curve judged = held ? curve.of(Point::validationLoss) : curve;
        double[] losses = judged.losses();

        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        int waited = losses.length - 1 - best;
        double step = judged.points().get(best).step();
        return waited >= adviser.patience().getAsInt()
                ? Optional.of(
                        new Advice(
                                Advice.Action.STOP,
                                Advice.Cause.PATIENCE,
                                step,
                                waited,
                                String.format(
                                        "no %s loss of %d checkpoints is below the %s of step %s",
                                        held ? "validation" : "training",
                                        waited,
                                        Digits.loss(losses[best]),
                                        Digits.six(step))))
                : Optional.empty();
    }

    static Optional<Advice> price(Adviser adviser, Curve curve) {
        if (adviser.stepsForANat().isEmpty()
                || adviser.end().isEmpty()
                || curve.size() < LEAST
                || adviser.end().getAsDouble() <= curve.last().step()) {
            return Optional.empty();
        }
        double end = adviser.end().getAsDouble();
        double left = end - curve.last().step();
        CurveForecast forecast = CurveForecast.of(curve);
        double gain = forecast.at(curve.last().step()).value() - forecast.at(end).value();
        return gain * adviser.stepsForANat().getAsDouble() < left
                ? Optional.of(
                        new Advice(
                                Advice.Action.STOP,
                                Advice.Cause.PRICE,
                                curve.last().step(),
                                gain,
                                String.format(
                                        "the %s steps left are expected to gain %s, which is worth"
                                                + " %s steps",
                                        Digits.three(left),
                                        Digits.two(gain),
                                        Digits.three(gain * adviser.stepsForANat().getAsDouble()))))
                : Optional.empty();
    }
}
