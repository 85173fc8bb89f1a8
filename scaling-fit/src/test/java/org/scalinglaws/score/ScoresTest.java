package org.scalinglaws.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.ScoreStudy;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Spread;

class ScoresTest {
    private static final Recipe LARGE =
            Recipe.of(Map.of(Factor.PARAMETERS, 7e9, Factor.TOKENS, 2e11));

    private static final Dataset RUNS = ScoreStudy.truth().runs(20, 1000, new SplittableRandom(11));

    private static Dataset table(String... rows) {
        String csv = "params,tokens,loss,acc\n" + String.join("\n", rows);
        return Dataset.readCsv("scores.csv", new StringReader(csv));
    }

    @Test
    void withoutNoiseTheChainIsTheTruth() {
        ScoreStudy truth = ScoreStudy.truth();
        Dataset exact = truth.exact(20);
        TwoSteps chain = Scores.of(exact, "accuracy").withChoices(4).withCeiling(0.95).fit();
        ScoreForecast forecast = chain.at(LARGE);
        assertThat(forecast.loss().estimate()).isCloseTo(truth.loss(LARGE), withinPercentage(1e-4));
        assertThat(forecast.score().estimate()).isCloseTo(truth.score(LARGE), within(1e-5));
        SigmoidLaw law = (SigmoidLaw) chain.score().law();
        assertThat(law.floor()).isEqualTo(0.25);
        assertThat(law.middle()).isCloseTo(2.75, withinPercentage(1e-3));
    }

    @Test
    void intervalsHoldWhatWasSimulated() {
        TwoSteps chain =
                Scores.of(RUNS, "accuracy").withChoices(4).withItems(1000).withLevel(0.9).fit();
        ScoreForecast forecast = chain.at(LARGE);
        double truth = ScoreStudy.truth().score(LARGE);
        assertThat(forecast.score().interval().orElseThrow().contains(truth)).isTrue();
        assertThat(forecast.score().newRun().orElseThrow().width())
                .isGreaterThan(forecast.score().interval().orElseThrow().width());
        assertThat(forecast.direct()).isPresent();
        assertThat(forecast.gap()).isPresent();
    }

    /** The rows of a replicate are the same in both steps: what goes together in a run stays together. */
    @Test
    void theDeltaMethodAgreesWithAPairsBootstrapOfBothSteps() {
        Dataset runs = ScoreStudy.truth().runs(40, 1000, new SplittableRandom(3));
        TwoSteps chain =
                Scores.of(runs, "accuracy")
                        .withLaw(LawFamilies.parse("power:flops"))
                        .withChoices(4)
                        .withCeiling(0.95)
                        .fit();
        Bootstrap pairs = Bootstrap.pairs(200, 5);
        Spread<LossLaw> losses = pairs.of(fit(chain.loss())).map(law -> law);
        Spread<LossLaw> scores = pairs.of(fit(chain.score())).map(law -> law);
        double[] drawn = new double[200];
        for (int i = 0; i < drawn.length; i++) {
            LossLaw first = losses.ofReplicate(i).orElseThrow();
            LossLaw second = scores.ofReplicate(i).orElseThrow();
            drawn[i] = second.loss(Recipe.of(Map.of(Factor.named("loss"), first.loss(LARGE))));
        }
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double squares = Arrays.stream(drawn).map(value -> Math.pow(value - mean, 2)).sum();
        double bootstrap = Math.sqrt(squares / (drawn.length - 1));

        double width = chain.at(LARGE).score().interval().orElseThrow().width();
        assertThat(width / (2 * 1.97)).isCloseTo(bootstrap, withinPercentage(25));
    }

    @SuppressWarnings("unchecked")
    private static Fit<LossLaw> fit(Fit<?> fit) {
        return (Fit<LossLaw>) fit;
    }

    @Test
    void percentsAreSharesWithTheirSign() {
        Dataset percents =
                table("1e8,2e9,3.5,30%", "2e8,4e9,3.2,35.5 %", "4e8,8e9,3,0.42", "8e8,1e10,2.9,");
        double[] shares = Scores.of(percents, "acc").shares();
        assertThat(shares[0]).isCloseTo(0.3, within(1e-15));
        assertThat(shares[1]).isCloseTo(0.355, within(1e-15));
        assertThat(shares[2]).isEqualTo(0.42);
        assertThat(shares[3]).isNaN();
    }

    @Test
    void aScoreOutsideOfZeroToOneNamesItsRow() {
        Dataset percents = table("1e8,2e9,3.5,0.3", "2e8,4e9,3.2,35.5");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Scores.of(percents, "acc"))
                .withMessage(
                        "row 2 of scores.csv: score 'acc' must lie between 0 and 1, or be in percent"
                                + " with its sign, got 35.5");
        Dataset text = table("1e8,2e9,3.5,30%", "2e8,4e9,3.2,good");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Scores.of(text, "acc"))
                .withMessageContaining("row 2 of scores.csv: score 'acc'")
                .withMessageEndingWith("got 'good'");
    }

    @Test
    void aFloorAtTheCeilingAndItemsBelowOneAreRefused() {
        Scores scores = Scores.of(RUNS, "accuracy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.withFloor(0.5).withCeiling(0.5))
                .withMessage("the floor of a score must lie below its ceiling, got 0.5 and 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.withItems(-3))
                .withMessage("items must be positive and finite, got -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.withForm(ScoreForm.EXPONENTIAL).withCeiling(0.9))
                .withMessage("an exponential of the loss has no ceiling, got 0.9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreForm.parse("sigmoidal"))
                .withMessageContaining("sigmoid");
        String csv = "params,tokens,loss,acc,items\n1e8,2e9,3.5,0.3,100\n2e8,4e9,3.2,0.4,-100";
        Dataset counted = Dataset.readCsv("scores.csv", new StringReader(csv));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Scores.of(counted, "acc"))
                .withMessage("row 2 of scores.csv: items must be positive, got -100");
    }

    @Test
    void withoutItemsANoteSaysThatScoresDoNotWeigh() {
        Scores scores = Scores.of(RUNS, "accuracy").withChoices(4);
        TwoSteps chain = scores.fit();
        assertThat(scores.findings(chain, List.of()))
                .extracting(Finding::toString)
                .containsExactly(
                        "NOTE score-weights: every 'accuracy' weighs the same: with a column items,"
                                + " or the number of items stated, scores weigh by their binomial"
                                + " noise");
        Scores counted = scores.withItems(1000);
        assertThat(counted.findings(counted.fit(), List.of())).isEmpty();
    }

    @Test
    void aScoreBeyondItsRunsIsSaid() {
        Scores scores = Scores.of(RUNS, "accuracy").withItems(1000).withFloor(0.25);
        Recipe huge = Recipe.of(Map.of(Factor.PARAMETERS, 1e12, Factor.TOKENS, 2e13));
        TwoSteps exponential = scores.withForm(ScoreForm.EXPONENTIAL).fit();
        assertThat(scores.findings(exponential, List.of(exponential.at(huge))))
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).contains("which no model can have"))
                .anySatisfy(
                        message ->
                                assertThat(message)
                                        .contains(
                                                "below the least of the losses that were scored"));
    }

    @Test
    void anErrorInPlaceOfAnAccuracyIsSaid() {
        Factor accuracy = Factor.named("accuracy");
        Scores scores =
                Scores.of(RUNS.with(accuracy, run -> 1 - run.recipe().value(accuracy)), "accuracy");
        assertThat(scores.findings(scores.fit(), List.of()))
                .extracting(Finding::toString)
                .anySatisfy(
                        text ->
                                assertThat(text)
                                        .startsWith(
                                                "ERROR wrong-direction: 'accuracy' rises with the loss"
                                                        + " (correlation "));
    }

    @Test
    void scoresThatDoNotDifferHaveNoCurve() {
        Scores scores = Scores.of(RUNS.with(Factor.named("accuracy"), run -> 0.0), "accuracy");
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(scores::fit)
                .withMessageStartingWith("a curve needs scores that differ, and 'accuracy' of ")
                .withMessageEndingWith(" is always 0");
    }

    @Test
    void runsAtChanceAreSaid() {
        Dataset chance =
                RUNS.with(
                        Factor.named("accuracy"),
                        run -> 0.25 + 0.005 * Math.sin(1e3 * run.loss().nats()));
        Scores scores = Scores.of(chance, "accuracy").withItems(1000).withChoices(4);
        TwoSteps chain = scores.fit();
        assertThat(scores.findings(chain, List.of()))
                .extracting(Finding::check)
                .contains("near-chance");
    }

    @Test
    void aPowerOfComputeIsAFirstStepToo() {
        Scores scores =
                Scores.of(RUNS, "accuracy")
                        .withChoices(4)
                        .withLaw(LawFamilies.parse("power:flops"));
        List<Withheld> rows = scores.withhold(run -> run.recipe().model().parameters() > 1e9);
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(Math.abs(row.error())).isLessThan(0.1));
    }
}
