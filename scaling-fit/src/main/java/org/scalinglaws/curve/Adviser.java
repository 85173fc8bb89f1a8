package org.scalinglaws.curve;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.scalinglaws.law.limited.TransferLaw;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Recipe;

/**
 * Advises on a running training by its curve alone, and by what it is told of the run.
 *
 * <pre>
 *   Advice advice = Adviser.usual().withEnd(20_000).advise(curve);</pre>
 *
 * @param leastGain the share of its loss that a run must gain when it goes on as long again; with less
 *     it stands still
 * @param end the last step of the run, where it is known
 * @param patience how many checkpoints may pass without a new best
 * @param stepsForANat how many steps a nat of loss is worth
 * @param tuningSteps how many steps tuning data is worth
 */
public record Adviser(
        double leastGain,
        OptionalDouble end,
        OptionalInt patience,
        OptionalDouble stepsForANat,
        OptionalDouble tuningSteps) {
    /** A doubling of steps that gains less than this share of the loss is none. */
    private static final double USUAL_GAIN = 0.005;

    /** Refuses a gain that is not positive, no patience and worths that are not positive. */
    public Adviser {
        Decimal.positive("least gain", leastGain);
        requireNonNull(end, "end");
        requireNonNull(patience, "patience");
        requireNonNull(stepsForANat, "stepsForANat");
        requireNonNull(tuningSteps, "tuningSteps");
        end.ifPresent(step -> Decimal.positive("last step", step));
        patience.ifPresent(
                count -> Require.count("checkpoints of patience", count, 1, Integer.MAX_VALUE));
        stepsForANat.ifPresent(steps -> Decimal.positive("steps for a nat", steps));
        tuningSteps.ifPresent(steps -> Decimal.nonNegative("steps that tuning is worth", steps));
    }

    /**
     * One who knows the curve alone; a doubling of steps must gain 0.5 % of the loss.
     *
     * @return an adviser
     */
    public static Adviser usual() {
        OptionalDouble none = OptionalDouble.empty();
        return new Adviser(USUAL_GAIN, none, OptionalInt.empty(), none, none);
    }

    /**
     * Another least gain.
     *
     * @param share of the loss, for a doubling of steps
     * @return a new adviser
     */
    public Adviser withLeastGain(double share) {
        return new Adviser(share, end, patience, stepsForANat, tuningSteps);
    }

    /**
     * The run ends at a step.
     *
     * @param step its last
     * @return a new adviser
     */
    public Adviser withEnd(double step) {
        OptionalDouble last = OptionalDouble.of(step);
        return new Adviser(leastGain, last, patience, stepsForANat, tuningSteps);
    }

    /**
     * Early stopping by patience.
     *
     * @param checkpoints how many may pass without a new best of the validation loss, or else of the
     *     training loss
     * @return a new adviser
     */
    public Adviser withPatience(int checkpoints) {
        OptionalInt count = OptionalInt.of(checkpoints);
        return new Adviser(leastGain, end, count, stepsForANat, tuningSteps);
    }

    /**
     * Early stopping by price: what is left of the run must be expected to gain more than its steps
     * are worth.
     *
     * @param stepsForANat how many steps one would give for a loss lower by 1
     * @return a new adviser, which also needs the end
     */
    public Adviser withPrice(double stepsForANat) {
        OptionalDouble steps = OptionalDouble.of(stepsForANat);
        return new Adviser(leastGain, end, patience, steps, tuningSteps);
    }

    /**
     * There is tuning data: a transfer law says what it is worth.
     *
     * @param law of transfer
     * @param recipe the model size and the tuning characters
     * @param charactersOfAStep how much text a step of the run reads
     * @return a new adviser, which also needs the end
     */
    public Adviser withTuning(TransferLaw law, Recipe recipe, double charactersOfAStep) {
        requireNonNull(law, "law");
        requireNonNull(recipe, "recipe");
        Decimal.positive("characters of a step", charactersOfAStep);
        double worth = law.effectiveData(recipe) / charactersOfAStep;
        return new Adviser(leastGain, end, patience, stepsForANat, OptionalDouble.of(worth));
    }

    /**
     * What to do now.
     *
     * @param curve so far
     * @return the gravest of what it shows
     */
    public Advice advise(Curve curve) {
        requireNonNull(curve, "curve");
        Evidence evidence = Evidence.of(curve);
        Optional<Advice> trouble =
                evidence.divergence().or(evidence::overfitting).or(evidence::spikes);
        return trouble.or(() -> Economy.tuning(this, curve))
                .or(() -> Economy.patience(this, curve))
                .or(() -> evidence.repeated(leastGain))
                .or(() -> evidence.converged(leastGain))
                .or(() -> Economy.price(this, curve))
                .orElseGet(evidence::healthy);
    }
}
