package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.forecast.Forecaster;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.simulate.SimulatedRuns;

class PlotsTest {
    private static final double[] BUDGETS = {1e18, 4e18, 1.6e19, 6.4e19, 2.56e20};
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37),
                            Arrays.stream(BUDGETS).mapToObj(Compute::flops).toList(),
                            7,
                            4)
                    .withNoise(0.003)
                    .dataset();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);
    private static final Forecaster FORECASTER = Forecast.of(RUNS);
    private static final List<Forecast> PATH = Plots.path(FORECASTER, RUNS, Compute.flops(2.56e21));

    private static List<Row> of(PlotTable table, String group) {
        return table.rows().stream().filter(row -> row.group().equals(group)).toList();
    }

    @Test
    void aPathGoesFromTheLeastRunToTheBudgetInEqualRatios() {
        assertThat(PATH).hasSize(25);
        assertThat(PATH.get(0).recipe().compute().flops()).isCloseTo(1e18, within(1e12));
        assertThat(PATH.get(24).recipe().compute().flops()).isCloseTo(2.56e21, within(1e15));
    }

    @Test
    void lossAgainstComputeHasEveryRunAndBothIntervals() {
        PlotTable table = Plots.loss(RUNS, PATH);
        assertThat(of(table, "runs")).hasSize(35).allMatch(row -> row.mark() == Mark.POINT);
        List<Row> mean = of(table, "best size, mean");
        List<Row> run = of(table, "a new run");
        for (int i = 0; i < mean.size(); i++) {
            Interval law = mean.get(i).interval().orElseThrow();
            assertThat(law.contains(mean.get(i).estimate())).isTrue();
            assertThat(run.get(i).interval().orElseThrow().lower()).isLessThan(law.lower());
            boolean beyond = mean.get(i).x() > 2.57e20;
            assertThat(mean.get(i).mark()).isEqualTo(beyond ? Mark.EXTRAPOLATED : Mark.LINE);
        }
    }

    @Test
    void sizesAndTokensSpendTheBudget() {
        PlotTable table = Plots.sizes(RUNS, PATH);
        List<Row> sizes = of(table, "best params N*");
        List<Row> tokens = of(table, "best tokens D*");
        for (int i = 0; i < sizes.size(); i++) {
            double spent = 6 * sizes.get(i).estimate() * tokens.get(i).estimate();
            assertThat(spent / sizes.get(i).x()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void everyBudgetOfThreeSizesHasItsRunsAndTheLawAtThem() {
        PlotTable table = Plots.budgets(FIT);
        List<Row> first = of(table, "1e18 FLOP");
        assertThat(first).filteredOn(row -> row.mark() == Mark.POINT).hasSize(7);
        Row end = first.get(0);
        assertThat(end.estimate())
                .isCloseTo(FIT.law().loss(end.x(), 1e18 / 6 / end.x()), within(1e-9));
    }

    @Test
    void runsOfUnequalComputeAreNoBudget() {
        Dataset scattered =
                SimulatedRuns.grid(
                                new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37),
                                Stream.of(1e7, 1.7e7, 3e7, 5.3e7).map(ModelSize::of).toList(),
                                Stream.of(1e9, 1.3e9, 2e9, 4.1e9).map(Tokens::of).toList())
                        .withNoise(0.003)
                        .dataset();
        assertThat(Plots.budgets(Fitter.of(ChinchillaLaw.FAMILY).fit(scattered)).rows()).isEmpty();
    }

    @Test
    void residualsAreInPercentOfWhatTheLawSays() {
        PlotTable table = Plots.residuals(FIT, Factor.TOKENS);
        Row run = of(table, "runs").get(3);
        double law = FIT.law().loss(RUNS.run(3).recipe());
        assertThat(run.x()).isEqualTo(RUNS.run(3).recipe().tokens().count());
        assertThat(run.estimate()).isCloseTo(100 * (RUNS.losses()[3] / law - 1), within(1e-9));
    }

    @Test
    void withheldRunsStandAtTheirDistance() {
        PlotTable table = Plots.rollOut(FORECASTER.rollOut());
        assertThat(table.rows().size()).isEqualTo(2 + FORECASTER.rollOut().misses().size());
        assertThat(table.rows().get(2).x()).isPositive();
    }

    @Test
    void aTableIsCsvForAnyPlottingLibrary() {
        assertThat(Plots.residuals(FIT, Factor.TOKENS).table().csv())
                .startsWith(
                        "group,mark,tokens,\"measured above the law, %\",lower,upper\nthe law,guide,");
    }
}
