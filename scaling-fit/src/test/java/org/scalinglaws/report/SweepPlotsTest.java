package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Optimum;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.simulate.SimulatedRuns;

class SweepPlotsTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final IsoFlop STUDY = study();

    private static IsoFlop study() {
        List<Compute> budgets = Stream.of(1e18, 1e19, 1e20).map(Compute::flops).toList();
        return IsoFlop.of(
                SimulatedRuns.isoFlop(LAW, budgets, 9, 4).withNoise(0.002).withSeed(5).dataset());
    }

    private static List<Row> of(PlotTable table, String group) {
        return table.rows().stream().filter(row -> row.group().equals(group)).toList();
    }

    @Test
    void eachApproachHasItsBestSizeOnEveryCurve() {
        PlotTable table = SweepPlots.vertices(STUDY);
        List<Optimum> vertices = STUDY.approach2().optima();
        List<Row> rows = of(table, "best by " + STUDY.approach2().approach());
        assertThat(rows).hasSize(3);
        for (int place = 0; place < 3; place++) {
            assertThat(rows.get(place).x()).isEqualTo(vertices.get(place).parameters());
            assertThat(rows.get(place).estimate()).isEqualTo(vertices.get(place).loss());
        }
        List<Row> own = of(table, "best by " + STUDY.approach3().approach());
        double truth =
                ComputeOptimal.of(STUDY.fit()).plan(Compute.flops(1e19)).model().parameters();
        assertThat(own.get(1).x()).isCloseTo(truth, within(1e-6 * truth));
        assertThat(table.rows().stream().filter(row -> row.mark() == Mark.LINE)).hasSize(3 * 25);
    }

    @Test
    void aFrontierGoesThroughItsBudgetsToTheIntervalAtTheTarget() {
        SideBySide comparison = SideBySide.of(STUDY, Compute.flops(1e22));
        PlotTable table = SweepPlots.sizes(comparison);
        for (SideBySide.Row row : comparison.rows()) {
            List<Row> line = of(table, row.allocation().approach());
            Row last = line.get(line.size() - 1);
            assertThat(last.x()).isEqualTo(1e22);
            assertThat(last.mark()).isEqualTo(Mark.EXTRAPOLATED);
            assertThat(line.get(0).x()).isEqualTo(1e18);
            List<Row> points = of(table, row.allocation().approach() + ", intervals");
            assertThat(points).hasSize(row.allocation().optima().size() + 1);
            assertThat(points.get(points.size() - 1).interval()).contains(row.parameters());
        }
        Row vertex = of(table, STUDY.approach2().approach() + ", intervals").get(0);
        assertThat(vertex.interval())
                .contains(STUDY.approach2().optima().get(0).parametersInterval());
    }

    @Test
    void tokensAndParamsOfAnApproachSpendTheBudget() {
        SideBySide comparison = SideBySide.of(STUDY, Compute.flops(1e21));
        List<Row> sizes = of(SweepPlots.sizes(comparison), STUDY.approach3().approach());
        List<Row> tokens = of(SweepPlots.tokens(comparison), STUDY.approach3().approach());
        for (int place = 0; place < sizes.size(); place++) {
            double flops = 6 * sizes.get(place).estimate() * tokens.get(place).estimate();
            assertThat(flops / sizes.get(place).x()).isCloseTo(1, within(1e-9));
        }
    }

    /** A target inside the sweep leaves nothing to extrapolate to. */
    @Test
    void aTargetInsideTheSweepEndsTheLineAtTheLargestBudget() {
        PlotTable table = SweepPlots.sizes(SideBySide.of(STUDY, Compute.flops(1e19)));
        assertThat(table.rows()).allMatch(row -> row.x() <= 1e20 * (1 + 1e-12));
    }
}
