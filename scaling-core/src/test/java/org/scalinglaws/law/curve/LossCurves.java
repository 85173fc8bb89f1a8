package org.scalinglaws.law.curve;

import org.scalinglaws.law.curve.Schedule.Shape;

/** The schedules of loss-curves.py. */
final class LossCurves {
    private static final double PEAK = 3e-4;
    private static final double END = 3e-5;

    private LossCurves() {}

    static Schedule schedule(String name) {
        return switch (name) {
            case "constant" -> Schedule.constant(PEAK, 2000);
            case "cosine" -> Schedule.cosine(PEAK, END, 2184).withWarmUp(216);
            case "wsd" ->
                    Schedule.stableThenDecay(PEAK, END, 1784, 400, Shape.EXPONENTIAL)
                            .withWarmUp(216);
            case "stages" ->
                    Schedule.constant(PEAK, 584)
                            .then(Schedule.constant(9e-5, 400))
                            .then(Schedule.constant(2e-4, 400))
                            .withWarmUp(216);
            case "to zero" ->
                    Schedule.stableThenDecay(PEAK, 0, 500, 500, Shape.LINEAR)
                            .then(Schedule.constant(0, 3));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
