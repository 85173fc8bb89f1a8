package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.scalinglaws.isoflop.Inspection.Reason.EXACT_DUPLICATE;
import static org.scalinglaws.isoflop.Inspection.Reason.NONE;
import static org.scalinglaws.isoflop.Inspection.Reason.TOO_FEW_POINTS;
import static org.scalinglaws.isoflop.QualityControlTest.C;
import static org.scalinglaws.isoflop.QualityControlTest.LOSS;
import static org.scalinglaws.isoflop.QualityControlTest.SMALLEST;
import static org.scalinglaws.isoflop.QualityControlTest.run;
import static org.scalinglaws.isoflop.QualityControlTest.runs;
import static org.scalinglaws.isoflop.QualityControlTest.seven;
import static org.scalinglaws.isoflop.QualityControlTest.sweep;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;

class InspectionTest {
    private static final List<String> UNJUDGED = List.of("1e8,1e10,9,", "1e8,1e10,9,");

    @Test
    void runsWithoutABudgetAreNotJudgedAndKept() {
        Inspection inspection = QualityControl.DEFAULT.of(sweep(UNJUDGED, seven()));
        assertThat(inspection.reason(0)).isEqualTo(NONE);
        assertThat(inspection.isOutlier(1)).isFalse();
        assertThat(inspection.kept().runs().size()).isEqualTo(9);
        assertThat(inspection.findings())
                .extracting(Object::toString)
                .containsExactly(
                        "NOTE quality-control: 2 of 9 runs have no budget and are not judged");
    }

    @Test
    void aCleanSweepHasNoFindings() {
        assertThat(QualityControl.DEFAULT.of(sweep(seven())).findings()).isEmpty();
    }

    @Test
    void anInspectionIsATableOfBudgetsAndReasons() {
        Inspection inspection =
                QualityControl.DEFAULT.of(
                        sweep(
                                seven(),
                                run(SMALLEST, C, 1.01, LOSS),
                                runs(1e19, QualityControlTest::valley, 0, 1),
                                UNJUDGED.get(0)));
        assertThat(inspection)
                .hasToString(
                        """
                        made.csv: 7 of 10 runs kept at 1 of 2 budgets
                        1 of 11 runs has no budget and is not judged
                              budget  runs  kept  exact_duplicate  too_few_points
                                6e18     8     7                1               0
                                1e19     2     0                0               2"""
                                .stripIndent());
        assertThat(inspection.counts())
                .containsExactly(
                        Map.entry(EXACT_DUPLICATE, 1),
                        Map.entry(TOO_FEW_POINTS, 2),
                        Map.entry(NONE, 8));
        assertThat(inspection.findings())
                .extracting(Object::toString)
                .containsExactly(
                        "NOTE quality-control: 3 of 10 runs are left out: 1 exact_duplicate, 2"
                                + " too_few_points",
                        "WARNING quality-control: 1 of 2 budgets keeps no run: 1e19 FLOP",
                        "NOTE quality-control: 1 of 11 runs has no budget and is not judged");
        Sweep kept = inspection.kept();
        assertThat(kept.runs().size()).isEqualTo(8);
        assertThat(kept.budgets()).hasSize(1);
        assertThat(inspection.sweep().runs().size()).isEqualTo(11);
    }

    @Test
    void aSweepOfWhichNothingIsKeptSaysSo() {
        Inspection inspection =
                QualityControl.DEFAULT.of(
                        sweep(runs(C, QualityControlTest::valley, 0, 1, 2), UNJUDGED.get(0)));
        assertThat(inspection.findings())
                .extracting(Object::toString)
                .startsWith(
                        "NOTE quality-control: 3 of 3 runs are left out: 3 too_few_points",
                        "ERROR quality-control: no run of any budget is kept");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(inspection::kept)
                .withMessage(
                        "quality control keeps no run with a budget of made.csv: 3 too_few_points");
    }
}
