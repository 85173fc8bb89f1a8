package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.limited.TransferLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class AdviserTest {
    private static Curve curve(
            int count, double noise, IntToDoubleFunction loss, IntToDoubleFunction held) {
        SplittableRandom random = new SplittableRandom(17);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double one = loss.applyAsDouble(i) * Math.exp(noise * random.nextGaussian());
            double other = held.applyAsDouble(i) * Math.exp(noise * random.nextGaussian());
            points.add(Point.of(100.0 * (i + 1), one).withValidationLoss(other));
        }
        return new Curve("run", points);
    }

    private static double healthy(int i) {
        return 2 + 2 * Math.pow(i + 1, -0.4);
    }

    private static Advice advise(Curve curve) {
        return Adviser.usual().advise(curve);
    }

    @Test
    void aHealthyRunGoesOn() {
        Advice advice = advise(curve(100, 0.003, AdviserTest::healthy, AdviserTest::healthy));
        assertThat(advice.action()).isEqualTo(Advice.Action.GO_ON);
        assertThat(advice.toString()).startsWith("go on: twice the steps gain about ");
    }

    @Test
    void aTrainingLossOfOneAndAHalfAgainstThreeIsOverfitting() {
        Curve curve =
                curve(
                        60,
                        0.005,
                        i -> 4.5 - 3.0 * i / 59,
                        i -> i < 30 ? 4.6 - 2.6 * i / 30 : 2 + (i - 30) / 29.0);
        assertThat(curve.losses()[59]).isBetween(1.48, 1.52);
        assertThat(curve.validationLosses()[59]).isBetween(2.95, 3.05);
        Advice advice = advise(curve);
        assertThat(advice.action()).isEqualTo(Advice.Action.STOP);
        assertThat(advice.cause()).isEqualTo(Advice.Cause.OVERFITTING);
        assertThat(advice.reason())
                .startsWith("overfitting: the validation loss rises since step ");
        assertThat(advice.since()).isBetween(2800.0, 3400.0);
        assertThat(advise(curve.upTo(3600)).cause()).isEqualTo(Advice.Cause.OVERFITTING);
        assertThat(advise(curve.upTo(2900)).cause()).isEqualTo(Advice.Cause.HEALTHY);
    }

    @Test
    void aValidationLossFarAboveATrainingLossThatFallsIsOverfitting() {
        Curve curve = curve(60, 0.003, i -> 3.0 - 1.5 * i / 59, i -> 3.0);
        assertThat(advise(curve).cause()).isEqualTo(Advice.Cause.OVERFITTING);
        assertThat(advise(curve).reason()).contains("above the training loss");
    }

    @Test
    void bothLossesRisingIsDivergence() {
        IntToDoubleFunction rises =
                i -> healthy(Math.min(i, 50)) * Math.exp(Math.max(0, i - 50) / 40.0);
        Advice advice = advise(curve(70, 0.003, rises, rises));
        assertThat(advice.cause()).isEqualTo(Advice.Cause.DIVERGING);
        assertThat(advice.action()).isEqualTo(Advice.Action.LOWER_RATE);
    }

    @Test
    void aLossThatIsNoNumberIsDivergence() {
        Advice advice = advise(curve(50, 0.003, i -> i < 48 ? healthy(i) : Double.NaN, i -> 3));
        assertThat(advice)
                .hasToString(
                        "lower rate: the loss is no number since step 4.9K; go back to a checkpoint"
                                + " before it and lower the rate");
        assertThat(advice.since()).isEqualTo(4900);
    }

    @Test
    void oneSpikeIsNoTroubleAndThreeAre() {
        Curve one = curve(100, 0.003, i -> healthy(i) * (i == 60 ? 1.3 : 1), AdviserTest::healthy);
        assertThat(advise(one).cause()).isEqualTo(Advice.Cause.HEALTHY);
        Curve three =
                curve(100, 0.003, i -> healthy(i) * (i % 25 == 24 ? 1.3 : 1), AdviserTest::healthy);
        assertThat(advise(three).cause()).isEqualTo(Advice.Cause.SPIKES);
        assertThat(advise(three).figure()).isEqualTo(3);
    }

    @Test
    void aLevelLossAsksForALowerRateWhereItIsHighAndElseForAnEnd() {
        IntToDoubleFunction level = i -> 2 + 2 * Math.exp(-i / 5.0);
        Curve curve = curve(150, 0.003, level, level);
        assertThat(advise(curve).action()).isEqualTo(Advice.Action.STOP);
        assertThat(advise(curve).cause()).isEqualTo(Advice.Cause.CONVERGED);

        List<Point> high = curve.points().stream().map(p -> p.withLearningRate(3e-4)).toList();
        assertThat(advise(new Curve("run", high)).action()).isEqualTo(Advice.Action.LOWER_RATE);
        List<Point> low =
                curve.points().stream()
                        .map(p -> p.withLearningRate(p.step() < 1000 ? 3e-4 : 3e-5))
                        .toList();
        assertThat(advise(new Curve("run", low)).action()).isEqualTo(Advice.Action.STOP);
    }

    @Test
    void longerTrainingOnRepeatedDataDoesNotHelp() {
        IntToDoubleFunction level = i -> 2.4 + 2 * Math.exp(-i / 5.0);
        Advice advice = advise(curve(150, 0.003, AdviserTest::healthy, level));
        assertThat(advice.cause()).isEqualTo(Advice.Cause.REPEATED_DATA);
        assertThat(advice.reason()).startsWith("training longer does not help");
    }

    @Test
    void patienceCountsCheckpointsWithoutANewBest() {
        Curve curve = Curve.of(new double[] {1, 2, 3, 4}, new double[] {3, 2, 2.1, 2.05});
        Adviser patient = Adviser.usual().withPatience(2);
        assertThat(patient.advise(curve))
                .hasToString("stop: no training loss of 2 checkpoints is below the 2 of step 2");
        assertThat(patient.advise(curve.upTo(3)).action()).isEqualTo(Advice.Action.GO_ON);
    }

    @Test
    void aRunStopsWhenWhatIsLeftCostsMoreThanItGains() {
        Curve curve = curve(100, 0.002, AdviserTest::healthy, AdviserTest::healthy);
        Adviser adviser = Adviser.usual().withEnd(20_000);
        assertThat(adviser.withPrice(1e6).advise(curve).action()).isEqualTo(Advice.Action.GO_ON);
        Advice dear = adviser.withPrice(1e4).advise(curve);
        assertThat(dear.cause()).isEqualTo(Advice.Cause.PRICE);
        assertThat(dear.reason()).startsWith("the 10K steps left are expected to gain 0.0");
    }

    @Test
    void tuningComesFirstWhereItsDataIsWorthMoreThanWhatIsLeft() {
        TransferLaw law = new TransferLaw(4.1e14, 0.076, 9.6e13, 0.095, 1.9e4, 0.18, 0.38);
        Recipe recipe =
                Recipe.of(Map.of(Factor.PARAMETERS, 1e9, TransferLaw.TUNING_CHARACTERS, 1e9));
        double worth = law.effectiveData(recipe) / 1e6;
        Curve curve = curve(100, 0.002, AdviserTest::healthy, AdviserTest::healthy);
        Adviser adviser = Adviser.usual().withTuning(law, recipe, 1e6);
        assertThat(adviser.withEnd(1e4 + 0.9 * worth).advise(curve).action())
                .isEqualTo(Advice.Action.FINE_TUNE);
        assertThat(adviser.withEnd(1e4 + 1.1 * worth).advise(curve).action())
                .isEqualTo(Advice.Action.GO_ON);
    }

    @Test
    void aShortCurveSaysNothing() {
        assertThat(advise(Curve.of(new double[] {1, 2}, new double[] {3, 2})))
                .hasToString("go on: the curve is too short to say more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adviser.usual().withPatience(0))
                .withMessageContaining("checkpoints of patience");
    }
}
