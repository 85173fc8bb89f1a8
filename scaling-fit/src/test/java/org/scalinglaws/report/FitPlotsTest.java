package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.simulate.SimulatedRuns;

class FitPlotsTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Dataset RUNS = runs();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);

    /** The twelfth run of all lost six per cent. */
    private static Dataset runs() {
        Dataset clean =
                SimulatedRuns.isoFlop(LAW, List.of(Compute.flops(1e18), Compute.flops(1e20)), 12, 4)
                        .withNoise(0.003)
                        .dataset();
        List<Run> runs = new ArrayList<>();
        clean.forEach(runs::add);
        Run strange = runs.get(11);
        runs.set(11, Run.of(strange.recipe(), Loss.nats(1.06 * strange.loss().nats())));
        return Dataset.of(runs);
    }

    private static List<Row> of(PlotTable table, Mark mark) {
        return table.rows().stream().filter(row -> row.mark() == mark).toList();
    }

    @Test
    void everyPlaceOfAContourHasItsLoss() {
        PlotTable table = FitPlots.contours(FIT, List.of());
        List<Row> lines =
                table.rows().stream().filter(row -> row.group().startsWith("loss ")).toList();
        assertThat(lines.stream().map(Row::group).distinct()).hasSize(8);
        for (Row row : lines) {
            double level = Double.parseDouble(row.group().substring(5));
            assertThat(FIT.law().loss(row.x(), row.estimate())).isCloseTo(level, within(1e-6));
        }
    }

    @Test
    void aPlanLiesOnItsBudgetAndTouchesAContourThere() {
        Plan plan = ComputeOptimal.of(FIT).plan(Compute.flops(1e21));
        PlotTable table = FitPlots.contours(FIT, List.of(plan));
        Row mark = of(table, Mark.NAMED).get(0);
        assertThat(mark.x()).isEqualTo(plan.model().parameters());
        assertThat(6 * mark.x() * mark.estimate()).isCloseTo(1e21, within(1e15));
        assertThat(of(table, Mark.GUIDE))
                .isNotEmpty()
                .allSatisfy(
                        row ->
                                assertThat(FIT.law().loss(row.x(), row.estimate()))
                                        .isGreaterThanOrEqualTo(plan.loss().nats() - 1e-12));
    }

    @Test
    void aContourIsExtrapolatedOutsideTheRuns() {
        double most =
                RUNS.stream().mapToDouble(r -> r.recipe().model().parameters()).max().orElse(0);
        PlotTable table = FitPlots.contours(FIT, List.of());
        assertThat(of(table, Mark.LINE)).allMatch(row -> row.x() <= most);
        assertThat(of(table, Mark.EXTRAPOLATED)).anyMatch(row -> row.x() > most);
    }

    @Test
    void aLawOfOtherFactorsHasNoContours() {
        Fit<?> fit = Fitter.of(LawFamilies.parse("power:params")).fit(RUNS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FitPlots.contours(fit, List.of()))
                .withMessageStartingWith(
                        "contours need a law of params and tokens alone, got one of ");
    }

    @Test
    void theStrangestRunIsNamedAndTheOthersAreDots() {
        PlotTable table = FitPlots.quantiles(FIT);
        List<Row> named = of(table, Mark.NAMED);
        assertThat(named.get(named.size() - 1).group()).isEqualTo("run 12");
        assertThat(named).allMatch(row -> Math.abs(row.estimate()) > 3.5);
        assertThat(of(table, Mark.POINT)).hasSize(24 - named.size());
        assertThat(of(table, Mark.POINT)).allMatch(row -> Math.abs(row.estimate()) <= 3.5);
    }

    @Test
    void quantilesAscendOnBothAxes() {
        List<Row> rows =
                FitPlots.quantiles(FIT).rows().stream()
                        .filter(row -> row.mark() != Mark.GUIDE)
                        .toList();
        for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).x()).isGreaterThan(rows.get(i - 1).x());
            assertThat(rows.get(i).estimate()).isGreaterThanOrEqualTo(rows.get(i - 1).estimate());
        }
    }
}
