package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.law.single.ExponentialLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;

/** Losses and accuracies that others measured: forecasts beside what larger models had. */
class MeasuredScoresTest {
    private static final Factor MULTIPLIER = Factor.named("chinchilla_multiplier");

    private static Scores ladder(String loss) {
        Dataset runs =
                Dataset.readCsv(
                        SharedData.caseFile("public/15-rising-accuracy.csv"),
                        CsvFormat.DEFAULT.withLossColumn(loss));
        return Scores.of(runs, "hs_acc").withChoices(4).withItems(10_042);
    }

    @ParameterizedTest
    @CsvSource({
        "6887575552,  3945065873408, 1.9493e23, 2.4829, 2.4484",
        "13202396160, 5000088518656, 4.5669e23, 2.4379, 2.3787"
    })
    void lossesOfLargerModelsLieInTheirIntervals(
            double params, double tokens, double flops, double measured, double estimate) {
        Recipe recipe =
                Recipe.of(
                        Map.of(
                                Factor.PARAMETERS, params,
                                Factor.TOKENS, tokens,
                                Factor.FLOPS, flops));
        Reading loss = ladder("c4").fit().at(recipe).loss();
        assertThat(loss.estimate()).isCloseTo(estimate, within(1e-3));
        assertThat(loss.newRun().orElseThrow().contains(measured)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"c4, 0.02", "hs_bpb, 0.025"})
    void accuraciesOfTheLargestSizeAreForetoldByTheOthers(String loss, double off) {
        List<Withheld> rows = ladder(loss).withhold(run -> run.recipe().model().parameters() > 1e9);
        assertThat(rows)
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.isHeld()).isTrue())
                .allSatisfy(row -> assertThat(Math.abs(row.error())).isLessThan(off));
    }

    /**
     * Two sizes do not determine five numbers, and the optimum is a ridge: only a law of compute has
     * intervals.
     */
    @Test
    void twoSizesDetermineNoLawOfSizeAndTokens() {
        Scores scores = ladder("c4");
        List<Withheld> rows = scores.withhold(run -> run.recipe().model().parameters() > 7e8);
        assertThat(rows)
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.forecast().score().newRun()).isEmpty());
        List<Withheld> byCompute =
                scores.withLaw(LawFamilies.parse("power:flops"))
                        .withhold(run -> run.recipe().model().parameters() > 7e8);
        assertThat(byCompute)
                .allSatisfy(row -> assertThat(row.isHeld()).isTrue())
                .allSatisfy(row -> assertThat(Math.abs(row.error())).isLessThan(0.045));
    }

    /** Five runs for the loss, and the 1.4B model at 20 tokens a parameter beside them for the error. */
    @ParameterizedTest
    @CsvSource({
        "open_lm_1b, 32, 0.7103, 3.6365",
        "open_lm_7b,  1, 0.7320, 0.0464",
    })
    void errorsOfOverTrainedModelsAreOffAsTheirAuthorsPrint(
            String model, double multiplier, double lossOff, double errorOff) {
        Dataset all =
                Dataset.readCsv(
                                SharedData.file("gadre_overtraining.csv"),
                                CsvFormat.DEFAULT.withIgnored("flops"))
                        .where("dataset", "rpj");
        Dataset five =
                all.where("model", name -> name.matches("d=(96|512|576|1024)_.*"))
                        .where(
                                run ->
                                        run.recipe().value(MULTIPLIER) == 1
                                                || (run.recipe().value(MULTIPLIER) == 16
                                                        && run.recipe().model().parameters()
                                                                < 2e7));
        Dataset six =
                all.where(
                        run ->
                                has(five, run.loss().nats())
                                        || (run.recipe().value(MULTIPLIER) == 1
                                                && run.recipe().model().parameters() > 1e9
                                                && run.recipe().model().parameters() < 2e9));
        Fit<?> loss =
                Fitter.of(OverTrainingLaw.FAMILY).withObjective(Objective.squares()).fit(five);
        Dataset scored =
                six.with(
                        Factor.named("accuracy"),
                        run -> 1 - run.recipe().value(Factor.named("err_avg_17")));
        Fit<?> score =
                Scores.of(scored, "accuracy")
                        .withForm(ScoreForm.EXPONENTIAL)
                        .curve(OptionalDouble.empty());
        TwoSteps chain = TwoSteps.of(loss, score, 0.95);

        // k, gamma and epsilon of the references, to the digits that they print
        ExponentialLaw law = (ExponentialLaw) score.law();
        assertThat(law.a()).isCloseTo(2.20649, withinPercentage(1e-3));
        assertThat(law.rate()).isCloseTo(0.7145905, withinPercentage(1e-3));
        assertThat(1 - law.e()).isCloseTo(0.8569919, withinPercentage(1e-3));

        Dataset asked =
                all.where("model", model)
                        .where(run -> run.recipe().value(MULTIPLIER) == multiplier);
        assertThat(asked.size()).isEqualTo(1);
        ScoreForecast forecast = chain.at(asked.run(0).recipe());
        double measured = asked.run(0).loss().nats();
        double error = asked.run(0).recipe().value(Factor.named("err_avg_17"));
        assertThat(100 * Math.abs(forecast.loss().estimate() / measured - 1))
                .isCloseTo(lossOff, within(1e-4));
        assertThat(100 * Math.abs((1 - forecast.score().estimate()) / error - 1))
                .isCloseTo(errorOff, within(1e-4));
    }

    private static boolean has(Dataset runs, double loss) {
        return runs.stream().anyMatch(run -> run.loss().nats() == loss);
    }
}
