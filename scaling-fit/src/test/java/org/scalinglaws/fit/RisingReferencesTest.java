package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.joint.PowerProductLaw;
import org.scalinglaws.law.single.OffsetPowerLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;

/** Best sizes over compute, accuracies over a loss, and an offset power, by other software. */
class RisingReferencesTest {
    private static Dataset runs(String name, String column) {
        return Dataset.readCsv(
                SharedData.caseFile("public/" + name + ".csv"),
                CsvFormat.DEFAULT.withLossColumn(column));
    }

    @Test
    void theBestSizeOfASweepIsAPowerOfCompute() {
        Fit<PowerProductLaw> fit =
                Fitter.of(PowerProductLaw.family(Factor.FLOPS))
                        .withObjective(Objective.logSquares())
                        .fit(runs("12-rising-n-opt", "params"));
        assertThat(fit.law().powers().get(0).exponent()).isCloseTo(0.5241, withinPercentage(0.01));
        assertThat(fit.law().loss(Recipe.of(Map.of(Factor.FLOPS, 1e20))))
                .isCloseTo(1.255e9, withinPercentage(0.05));
    }

    @Test
    void anAccuracyIsASigmoidOfABitsPerByte() {
        Fit<SigmoidLaw> fit =
                Fitter.of(SigmoidLaw.family(Factor.named("hs_bpb")))
                        .withObjective(Objective.squares())
                        .fit(runs("15-rising-accuracy", "hs_acc"));
        assertThat(fit.objective()).isCloseTo(1.0255e-4, withinPercentage(0.01));
    }

    @Test
    void anOffsetPowerIsFoundWithoutAStart() {
        Fit<OffsetPowerLaw> fit =
                Fitter.of(OffsetPowerLaw.familyWithoutFloor(Factor.named("x")))
                        .withObjective(Objective.logSquares())
                        .fit(runs("32-offset-power", "y"));
        assertThat(fit.law().a()).isCloseTo(9199.3, withinPercentage(0.01));
        assertThat(fit.law().offset()).isCloseTo(31.295, withinPercentage(0.01));
        assertThat(fit.law().alpha()).isCloseTo(0.95425, withinPercentage(0.01));
        assertThat(fit.objective()).isCloseTo(3.3678e-5, withinPercentage(0.01));
    }
}
