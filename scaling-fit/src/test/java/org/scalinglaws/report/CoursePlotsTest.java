package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveForecast;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.health.Health;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.multiplier.Comparison;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.score.Scores;
import org.scalinglaws.score.TwoSteps;

class CoursePlotsTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);

    private static List<Row> of(PlotTable table, Mark mark) {
        return table.rows().stream().filter(row -> row.mark() == mark).toList();
    }

    /** Two recipes, of which the new one learns twice as much from a token, and a score. */
    private static Dataset runs() {
        StringJoiner csv = new StringJoiner("\n").add("params,tokens,loss,recipe,acc");
        int row = 0;
        for (String recipe : List.of("old", "new")) {
            for (double params : new double[] {2e7, 8e7, 3.2e8}) {
                for (double tokens : new double[] {1e9, 8e9, 6.4e10}) {
                    double noise = 1 + 0.002 * Math.sin(7.3 * row++);
                    double worth = recipe.equals("new") ? 2 * tokens : tokens;
                    double loss = noise * LAW.loss(params, worth);
                    double score = 0.25 + 0.7 / (1 + Math.exp(4 * (loss - 2.7)));
                    csv.add(params + "," + tokens + "," + loss + "," + recipe + "," + score);
                }
            }
        }
        return Dataset.readCsv("runs.csv", new StringReader(csv.toString()));
    }

    private static Curve curve() {
        double[] steps = IntStream.range(0, 40).mapToDouble(i -> 100.0 * (i + 1)).toArray();
        double[] losses = IntStream.range(0, 40).mapToDouble(i -> 2 + 20 / steps[i]).toArray();
        return Curve.of(steps, losses);
    }

    @Test
    void whatIsToComeIsExtrapolatedFromTheNewestStep() {
        PlotTable table = CoursePlots.learning(curve(), CurveForecast.of(curve()), 16_000);
        List<Row> ahead = of(table, Mark.EXTRAPOLATED);
        assertThat(of(table, Mark.LINE)).hasSize(40);
        assertThat(ahead.get(0).x()).isEqualTo(4000);
        assertThat(ahead.get(ahead.size() - 1).x()).isEqualTo(16_000);
        assertThat(ahead).allMatch(row -> row.interval().isPresent());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoursePlots.learning(curve(), CurveForecast.of(curve()), 4000))
                .withMessage("until must be after step 4K, got 4000.0");
    }

    @Test
    void everyEpochIsABarByItsName() {
        PlotTable table =
                CoursePlots.epochs(Curve.of(new double[] {1, 2, 4}, new double[] {3, 2.5, 2.4}));
        assertThat(table.x().places()).containsExactly("1", "2", "4");
        assertThat(of(table, Mark.BAR)).extracting(Row::estimate).containsExactly(3.0, 2.5, 2.4);
    }

    @Test
    void gainsOfADoublingAddUpToTheFallOfTheLoss() {
        Health health = Health.of(runs());
        List<Row> bars = of(CoursePlots.doublings(health), Mark.BAR);
        double first = health.steps().get(0).loss().nats();
        double last = health.steps().get(2).loss().nats();
        double sum = bars.stream().mapToDouble(Row::estimate).sum();
        assertThat(2 * sum).isCloseTo(first - last, within(1e-9));
        assertThat(bars.get(0).estimate()).isGreaterThan(bars.get(1).estimate());
        assertThat(of(CoursePlots.sizes(health), Mark.POINT)).hasSize(3);
    }

    @Test
    void aMultiplierIsDrawnAtTheLossesThatBothReached() {
        PlotTable table =
                CoursePlots.multipliers(
                        Comparison.of(runs(), "recipe").against("old").multipliers(),
                        LossUnit.NATS);
        assertThat(of(table, Mark.LINE))
                .hasSize(5)
                .allMatch(row -> row.group().equals("new") && row.estimate() > 1);
        assertThat(of(table, Mark.GUIDE)).allMatch(row -> row.estimate() == 1);
    }

    @Test
    void aScoreGoesOnWhereTheRunsEnd() {
        Scores scores = Scores.of(runs(), "acc").withChoices(4);
        TwoSteps chain = scores.fit();
        PlotTable table =
                CoursePlots.scores(scores, chain, List.of(chain.at(Recipe.of(7e9, 1e12))));
        Row forecast = of(table, Mark.NAMED).get(0);
        List<Row> beyond = of(table, Mark.EXTRAPOLATED);
        assertThat(beyond.get(beyond.size() - 1).x()).isEqualTo(forecast.x());
        assertThat(beyond.get(beyond.size() - 1).estimate())
                .isCloseTo(forecast.estimate(), within(0.5));
        assertThat(of(table, Mark.POINT)).hasSize(18);
    }

    @Test
    void whatBindsStandsAtAHundredPerCentAndHasAPrice() {
        Decision decision =
                ConstrainedOptimal.of(LAW)
                        .limit(Resource.trainingCompute(), 1e22)
                        .limit(ModelSize.billions(70))
                        .leastLoss();
        List<Row> used = of(CoursePlots.limits(decision), Mark.BAR);
        List<Row> prices = of(CoursePlots.prices(decision), Mark.BAR);
        assertThat(used.get(0).group()).isEqualTo("binds");
        assertThat(used.get(0).estimate()).isCloseTo(100, within(1e-6));
        assertThat(used.get(1).group()).isEqualTo("leaves room");
        assertThat(prices.get(0).estimate()).isPositive();
        assertThat(prices.get(1).estimate()).isZero();
    }
}
