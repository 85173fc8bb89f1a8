package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;

class AveragedCurveTest {
    private static final Factor X = Factor.named("x");

    /** Those that are fitted in no time. */
    private static final List<LawFamily<?>> QUICK = AveragedCurve.forms(X).subList(0, 3);

    private static double truth(double x) {
        return 0.6 + 40 / Math.pow(x, 0.35);
    }

    private static Dataset curve(int rows, double noise) {
        SplittableRandom random = new SplittableRandom(3);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double x = 1e5 * Math.pow(2, i);
            double off = noise * (random.nextDouble() - 0.5);
            runs.add(Run.of(Recipe.of(Map.of(X, x)), Loss.nats(truth(x) * Math.exp(off))));
        }
        return Dataset.of(runs);
    }

    @Test
    void theFormThatForetoldTheEndOfTheCurveHasTheMostWeight() {
        AveragedCurve average = AveragedCurve.of(curve(14, 0.004), X, QUICK);
        assertThat(average.chosen().name()).isEqualTo("power");
        assertThat(average.shares().get(1).weight()).isGreaterThan(0.8);
        assertThat(average.shares().stream().mapToDouble(AveragedCurve.Share::weight).sum())
                .isCloseTo(1, within(1e-12));

        // The power law without a floor is far off there.
        Recipe beyond = Recipe.of(Map.of(X, 4e10));
        double off = Math.log(average.loss(beyond) / truth(4e10));
        double ofPower = Math.log(average.shares().get(0).fit().law().loss(beyond) / truth(4e10));
        assertThat(Math.abs(off)).isLessThan(0.02).isLessThan(0.2 * Math.abs(ofPower));
        assertThat(average.toString()).contains("power-without-floor", "roll-out error");
    }

    @Test
    void anExactCurveIsForetoldByItsForm() {
        AveragedCurve average = AveragedCurve.of(curve(10, 0), X, QUICK);
        Recipe beyond = Recipe.of(Map.of(X, 1e9));
        assertThat(average.loss(beyond)).isCloseTo(truth(1e9), within(1e-6));
    }

    @Test
    void aFormWithTooManyNumbersForHalfOfTheCurveTakesNoPart() {
        AveragedCurve average = AveragedCurve.of(curve(4, 0.001), X, QUICK);
        assertThat(average.shares()).hasSize(1);
        assertThat(average.shares().get(0).weight()).isEqualTo(1);
        Dataset three = curve(3, 0.001);
        assertThatThrownBy(() -> AveragedCurve.of(three, X, QUICK))
                .isInstanceOf(NoFitException.class)
                .hasMessage("no form has fewer numbers than half of the 3 rows");
    }

    @Test
    void aMeasuredCurveIsForetoldBetterThanByTheUsualForms() {
        Dataset curve =
                Dataset.readCsv(SharedData.file("revisiting_benchmark_lang.csv"), "y")
                        .where("task", "log_perplexity")
                        .where("model", "6 Enc, 6 Dec");
        AveragedCurve average = AveragedCurve.of(curve.where("split", "fit"), X, QUICK);
        Run beyond = curve.where("split", "extrapolate").run(0);
        double off = Math.log(average.loss(beyond.recipe()) / beyond.loss().nats());
        for (AveragedCurve.Share share : average.shares().subList(0, 2)) {
            double alone = share.fit().law().loss(beyond.recipe());
            assertThat(Math.abs(off))
                    .as(share.name())
                    .isLessThan(Math.abs(Math.log(alone / beyond.loss().nats())));
        }
        assertThat(average.chosen().fit().law()).isNotInstanceOf(PowerLaw.class);
    }
}
