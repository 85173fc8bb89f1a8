package org.scalinglaws.uncertainty;

import java.util.List;
import java.util.function.IntFunction;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.SentFit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.solve.Engine;
import org.scalinglaws.solve.Stop;

/** Tasks that fit again, each with the weights and losses of a number. */
final class Refits<L extends LossLaw> implements Engine.Tasks {
    /** Stands where the place of a stop stands, before the letters of a reason. */
    private static final int NO_LAW = -1;

    private static final List<Stop> STOPS = List.of(Stop.values());

    /** How many numbers stand before the point. */
    private static final int HEAD = 4;

    private final Fit<L> fit;
    private final int from;
    private final int count;
    private final Variation variation;
    private final Variation.Change change;

    Refits(Fit<L> fit, int from, int count, Variation variation) {
        this.fit = fit;
        this.from = from;
        this.count = count;
        this.variation = variation;
        this.change = variation.of(fit);
    }

    private record Parcel(SentFit fit, int from, int count, Variation variation)
            implements Engine.Sent {
        private static final long serialVersionUID = 1L;

        @Override
        public Engine.Tasks open() {
            return new Refits<LossLaw>(fit.open(), from, count, variation);
        }
    }

    @Override
    public Engine.Sent sent() {
        return new Parcel(SentFit.of(fit), from, count, variation);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public IntFunction<double[]> worker() {
        Refitter<L> refitter = new Refitter<>(fit);
        double[] ownWeights = fit.problem().weights().toArray();
        double[] ownLosses = fit.problem().runs().losses();
        double[] weights = new double[ownWeights.length];
        double[] losses = new double[ownLosses.length];

        // The scratch arrays belong to one thread and are filled anew for each task.
        return task -> {
            System.arraycopy(ownWeights, 0, weights, 0, weights.length);
            System.arraycopy(ownLosses, 0, losses, 0, losses.length);
            change.apply(from + task, weights, losses);
            try {
                return packed(existing(refitter.refit(weights, losses)));
            } catch (NoFitException none) {
                return packed(String.valueOf(none.getMessage()));
            }
        };
    }

    /** A point that is no law in the units of the runs is a failure, told where it was made. */
    private Refitter.Refit existing(Refitter.Refit refit) {
        fit.problem().at(refit.point()).law();
        return refit;
    }

    private static double[] packed(Refitter.Refit refit) {
        if (refit.stop() == Stop.INTERRUPTED) {
            return new double[0];
        }
        double[] numbers = new double[HEAD + refit.point().length];
        numbers[0] = STOPS.indexOf(refit.stop());
        numbers[1] = refit.evaluations();
        numbers[2] = refit.otherBasin() ? 1 : 0;
        numbers[3] = refit.value();
        System.arraycopy(refit.point(), 0, numbers, HEAD, refit.point().length);
        return numbers;
    }

    private static double[] packed(String reason) {
        double[] numbers = new double[1 + reason.length()];
        numbers[0] = NO_LAW;
        for (int i = 0; i < reason.length(); i++) {
            numbers[1 + i] = reason.charAt(i);
        }
        return numbers;
    }

    /** Whether a task's numbers say that there is no law. */
    static boolean isFailure(double[] numbers) {
        return numbers[0] == NO_LAW;
    }

    Replicate.Failure failure(int task, double[] numbers) {
        StringBuilder reason = new StringBuilder();
        for (int i = 1; i < numbers.length; i++) {
            reason.append((char) numbers[i]);
        }
        return new Replicate.Failure(from + task, reason.toString());
    }

    Replicate<L> replicate(int task, double[] numbers) {
        double[] point = new double[numbers.length - HEAD];
        System.arraycopy(numbers, HEAD, point, 0, point.length);
        return new Replicate<>(
                from + task,
                fit.problem().at(point).law(),
                numbers[3],
                STOPS.get((int) numbers[0]),
                (int) numbers[1],
                numbers[2] == 1);
    }
}
