package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.Choice;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.ProfileLikelihood;

class DoubtPlotsTest {
    private static final Compute BUDGET = Compute.flops(1e21);
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37),
                            List.of(1e18, 1e19, 1e20).stream().map(Compute::flops).toList(),
                            7,
                            4)
                    .withNoise(0.003)
                    .dataset();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);
    private static final Ensemble<ChinchillaLaw> ENSEMBLE = Bootstrap.pairs(50, 1).of(FIT);

    private static List<Row> of(PlotTable table, Mark mark) {
        return table.rows().stream().filter(row -> row.mark() == mark).toList();
    }

    @Test
    void aCloudHasAPointForEachLawAndTheFitByItsName() {
        PlotTable table =
                DoubtPlots.cloud(
                        ENSEMBLE,
                        Axis.linear("alpha"),
                        ChinchillaLaw::alpha,
                        Axis.linear("beta"),
                        ChinchillaLaw::beta);
        assertThat(of(table, Mark.POINT)).hasSize(ENSEMBLE.members().size());
        assertThat(of(table, Mark.NAMED))
                .containsExactly(
                        Row.of("the fit", Mark.NAMED, FIT.law().alpha(), FIT.law().beta()));
    }

    @Test
    void everyPlanOfACloudSpendsTheBudget() {
        PlotTable table = DoubtPlots.plans(ENSEMBLE, law -> ComputeOptimal.of(law).plan(BUDGET));
        assertThat(of(table, Mark.POINT))
                .isNotEmpty()
                .allSatisfy(
                        row ->
                                assertThat(6 * row.x() * row.estimate() / 1e21)
                                        .isCloseTo(1, within(1e-9)));
    }

    @Test
    void aProfileCrossesOneHeightAtBothEndsOfItsInterval() {
        ProfileLikelihood<ChinchillaLaw> profiles = ProfileLikelihood.of(FIT);
        Interval ends = profiles.interval(0.9, ChinchillaLaw::alpha);
        PlotTable table = DoubtPlots.profile(profiles, "alpha", ChinchillaLaw::alpha, 0.9);
        List<Row> line = of(table, Mark.LINE);
        assertThat(line.get(0).x()).isLessThan(ends.lower());
        assertThat(line.get(line.size() - 1).x()).isGreaterThan(ends.upper());
        assertThat(at(line, ends.lower())).isCloseTo(at(line, ends.upper()), within(0.05));
        assertThat(of(table, Mark.GUIDE)).hasSize(4);
    }

    private static double at(List<Row> line, double x) {
        int next = 1;
        while (line.get(next).x() < x) {
            next++;
        }
        Row one = line.get(next - 1);
        Row other = line.get(next);
        double share = (x - one.x()) / (other.x() - one.x());
        return one.estimate() + share * (other.estimate() - one.estimate());
    }

    @Test
    void aFixedNumberHasNoProfile() {
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(
                        () -> DoubtPlots.profile(ProfileLikelihood.of(FIT), "two", law -> 2, 0.9))
                .withMessage("two has no profile to draw: its interval is [2, 2]");
    }

    @Test
    void coverageStandsAtItsQuantityInPerCent() {
        PlotTable table =
                DoubtPlots.coverage(
                        List.of(
                                new Coverage.Row("bootstrap", "alpha", 0.9, 80, 10, 10, 0),
                                new Coverage.Row("bootstrap", "beta", 0.9, 95, 3, 2, 0)));
        assertThat(table.x().places()).containsExactly("alpha", "beta");
        assertThat(of(table, Mark.POINT)).extracting(Row::x).containsExactly(0.0, 1.0);
        assertThat(of(table, Mark.POINT)).extracting(Row::estimate).containsExactly(80.0, 95.0);
        assertThat(of(table, Mark.GUIDE)).allMatch(row -> row.estimate() == 90);
    }

    @Test
    void theBestCandidateHasTheShortestBar() {
        Map<String, Recipe> candidates = new LinkedHashMap<>();
        candidates.put("small", Recipe.of(2e8, 1e21 / 6 / 2e8));
        candidates.put("right", Recipe.of(3e9, 1e21 / 6 / 3e9));
        PlotTable table = DoubtPlots.regret(Choice.of(ENSEMBLE, 0.95, candidates), LossUnit.NATS);
        List<Row> bars = of(table, Mark.BAR);
        assertThat(bars.get(1).estimate()).isLessThan(bars.get(0).estimate());
        assertThat(bars.get(0).interval().orElseThrow().upper())
                .isGreaterThanOrEqualTo(bars.get(0).estimate());
    }

    @Test
    void anAuditHasAPointForEveryMove() {
        Audit audit = Audit.of(IsoFlop.of(RUNS), BUDGET);
        long moves = audit.variants().stream().mapToLong(each -> each.moves().size()).sum();
        PlotTable table = DoubtPlots.audit(audit);
        assertThat(of(table, Mark.POINT)).hasSize((int) moves);
        assertThat(of(table, Mark.GUIDE))
                .allMatch(row -> row.x() == audit.recommended().model().parameters());
    }
}
