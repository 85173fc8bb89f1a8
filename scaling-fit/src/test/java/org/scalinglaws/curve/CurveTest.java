package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;

class CurveTest {
    private static Curve read(String text) {
        return Curve.readCsv("run.csv", new StringReader(text.replace('/', '\n')));
    }

    @Test
    void aFileIsReadByTheNamesThatLogsGive() {
        Curve curve =
                read(
                        "global_step,note,train/loss,Val Loss,lr,accuracy/1,x,5.0,5.1,3e-4,10%/"
                                .replace("train/loss", "train loss"));
        assertThat(curve.points())
                .containsExactly(
                        Point.of(1, 5)
                                .withValidationLoss(5.1)
                                .withLearningRate(3e-4)
                                .withAccuracy(0.1));
        assertThat(read("epoch;loss/1;5.0/2;4.0/").steps()).containsExactly(1, 2);
    }

    @Test
    void whatWasNotLoggedIsEmpty() {
        Curve curve = read("step,loss,val_loss/1,5.0,/2,4.0,4.1/");
        assertThat(curve.points().get(0).validationLoss()).isEmpty();
        assertThat(curve.validationLosses()).containsExactly(Double.NaN, 4.1);
        assertThat(curve.of(Point::validationLoss).losses()).containsExactly(4.1);
        assertThat(curve.learningRates()).containsOnly(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"nan", "NaN", "inf", "-Infinity"})
    void aLossThatIsNoNumberIsKeptAsDivergence(String cell) {
        Curve curve = read("step,loss/1,5.0/2," + cell + "/");
        assertThat(curve.last().isDiverged()).isTrue();
        assertThat(curve).hasToString("run.csv: 2 checkpoints to step 2, loss NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step,loss/1,5/3,4/2,3/ | run.csv:4: step must be greater than 3 of the checkpoint"
                        + " before, got 2",
                "step,loss/1,5/1,4/ | run.csv:3: step must be greater than 1 of the checkpoint"
                        + " before, got 1",
                "step,loss/1,5/2,-/ | run.csv:3: column 'loss': '-' is not a number",
                "step,loss/1,5/2,/ | run.csv:3: column 'loss': the cell is empty",
                "step,loss/x,5/ | run.csv:2: column 'step': 'x' is not a number",
                "step,loss/1,5/2/ | run.csv:3: the header has 2 columns and the row 1",
                "step,nats/1,5/ | run.csv:1: no column 'loss'; the columns are step, nats",
                "step,loss/ | run.csv: there is a header and no checkpoint",
                "step,loss,acc/1,5,40/ | run.csv:2: accuracy must lie between 0 and 1 or be written"
                        + " in percent, got 40",
                "step,loss,lr/1,5,-1/ | run.csv:2: learning rate must be zero or more and finite,"
                        + " got -1"
            })
    void badDataIsRefusedWithItsLine(String text, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(text))
                .withMessage(message);
    }

    @Test
    void aCurveOfNumbersHasRisingStepsToo() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Curve.of(new double[] {1, 1}, new double[] {3, 2}))
                .withMessage(
                        "checkpoint 2 of curve: step must be greater than 1 of the checkpoint"
                                + " before, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.of(new double[] {1}, new double[] {3, 2}))
                .withMessageContaining("losses");
    }

    @Test
    void smoothingKeepsAStraightLineAndTakesNoiseAway() {
        double[] steps = new double[60];
        Arrays.setAll(steps, i -> 100 * (i + 1));
        double[] straight = Arrays.stream(steps).map(s -> 4 - 0.2 * Math.log(s)).toArray();
        assertThat(Curve.of(steps, straight).smoothed(9).losses())
                .containsExactly(straight, within(1e-9));

        SplittableRandom random = new SplittableRandom(7);
        double[] noisy =
                Arrays.stream(straight).map(l -> l + 0.02 * random.nextGaussian()).toArray();
        double[] smooth = Curve.of(steps, noisy).smoothed(15).losses();
        double before = 0;
        double after = 0;
        for (int i = 0; i < steps.length; i++) {
            before += Math.pow(noisy[i] - straight[i], 2);
            after += Math.pow(smooth[i] - straight[i], 2);
        }
        assertThat(after).isLessThan(0.4 * before);
    }

    @Test
    void smoothingDoesNotReachAcrossADropOfTheRate() {
        List<Point> points = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            double loss = i <= 20 ? 3.0 : 2.5;
            points.add(Point.of(i, loss).withLearningRate(i <= 20 ? 3e-4 : 3e-5));
        }
        assertThat(new Curve("run", points).smoothed(11).losses())
                .containsExactly(new Curve("run", points).losses(), within(1e-12));
        List<Point> unknown = points.stream().map(p -> Point.of(p.step(), p.loss())).toList();
        assertThat(new Curve("run", unknown).smoothed(11).losses()[19]).isLessThan(2.95);
    }

    @Test
    void checkpointsAreBroughtToEqualCompute() {
        String csv =
                """
                params,tokens,loss,run
                1e6,1e8,4.0,a
                1e6,4e8,3.0,a
                2e6,1e8,3.6,b
                2e6,2e8,3.2,b
                """;
        Dataset runs = Dataset.readCsv("runs.csv", new StringReader(csv));
        Dataset equal =
                EqualCompute.of(runs, "run")
                        .at(List.of(Compute.flops(1.2e15), Compute.flops(2e15)));
        assertThat(equal.size()).isEqualTo(4);
        assertThat(equal.losses()[0]).isCloseTo(Math.sqrt(12), within(1e-12));
        assertThat(equal.losses()[1]).isEqualTo(3.6);
        assertThat(equal.column(Factor.TOKENS)[0]).isCloseTo(2e8, within(1.0));
        assertThat(equal.column(Factor.FLOPS)).containsExactly(1.2e15, 1.2e15, 2e15, 2e15);
        assertThat(equal.run(2).recipe().tokens().count() * 6e6).isCloseTo(2e15, within(1e6));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> EqualCompute.of(runs, "run").at(List.of(Compute.flops(1e20))))
                .withMessageStartingWith(
                        "no training run of runs.csv has checkpoints on both sides of");
    }

    @Test
    void aPointRefusesWhatCannotBe() {
        OptionalDouble none = OptionalDouble.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Point(-1, 2, none, none, none))
                .withMessage("step must be zero or more and finite, got -1");
    }
}
