package org.scalinglaws.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.curve.Point;
import org.scalinglaws.curve.StudyCurve;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.report.PlotTable.Mark;
import org.scalinglaws.report.PlotTable.Row;

class CurvePlotsTest {
    private static final int STEPS = 2000;
    private static final int WARM_UP = 200;
    private static final SizedAnnealingLaw TRUTH =
            new SizedAnnealingLaw(1.8, 120, 0.28, 0.4, 0.5, 4, 0.99);
    private static final CurveStudy STUDY =
            CurveStudy.of(
                    List.of(
                            curve(2e7, 0.1, 1),
                            curve(2e7, 0.5, 1.004),
                            curve(1e8, 0.1, 0.997),
                            curve(1e8, 0.3, 1.002),
                            curve(4e8, 0.2, 0.999)));

    /** Ten checkpoints of a cosine that ends at a share of its peak, all off by a factor. */
    private static StudyCurve curve(double size, double end, double off) {
        Schedule schedule = Schedule.cosine(1e-3, 1e-3 * end, STEPS - WARM_UP).withWarmUp(WARM_UP);
        List<Point> points = new ArrayList<>();
        for (int step = 200; step <= STEPS; step += 200) {
            double loss = 4;
            if (step > WARM_UP) {
                loss = TRUTH.loss(size, schedule.after(WARM_UP), step - WARM_UP);
            }
            points.add(Point.of(step, off * loss));
        }
        return new StudyCurve(size, schedule, new Curve("size " + size + " to " + end, points));
    }

    private static List<Row> of(String group) {
        return Plots.curves(STUDY).rows().stream()
                .filter(row -> row.group().equals(group))
                .toList();
    }

    @Test
    void everyCurveHasItsCheckpointsAfterTheWarmUpAndTheLawAtEach() {
        for (StudyCurve curve : STUDY.curves()) {
            String name = curve.curve().name();
            List<Row> points = of(name);
            List<Row> line = of(name + ", law");
            assertThat(points).hasSize(9).allMatch(row -> row.mark() == Mark.POINT);
            assertThat(line).hasSize(9).allMatch(row -> row.mark() == Mark.LINE);
            for (int i = 0; i < 9; i++) {
                Point measured = curve.curve().points().get(i + 1);
                assertThat(points.get(i).x()).isEqualTo(measured.step());
                assertThat(points.get(i).estimate()).isEqualTo(measured.loss());
                assertThat(line.get(i).x()).isEqualTo(measured.step());
                assertThat(line.get(i).estimate())
                        .isEqualTo(STUDY.loss(curve, (int) measured.step()))
                        .isCloseTo(measured.loss(), within(0.01 * measured.loss()));
            }
        }
    }

    @Test
    void thePictureHasStepsOnALogarithmicAxisAndNothingElse() {
        PlotTable table = Plots.curves(STUDY);
        assertThat(table.rows()).hasSize(5 * 2 * 9);
        assertThat(table.x().logarithmic()).isTrue();
        assertThat(table.x().name()).isEqualTo("step");
        assertThat(table.y().name()).isEqualTo("loss, nats per token");
        assertThatNullPointerException().isThrownBy(() -> Plots.curves(null)).withMessage("study");
    }
}
