package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every objective promises, for every one of the library. */
@ParameterizedClass(name = "{0}")
@MethodSource("members")
class ObjectiveContractTest {
    private static final double STEP = 1e-6;

    @Parameter Objective objective;

    static Stream<Objective> members() {
        return Objective.names().stream()
                .flatMap(
                        name ->
                                Stream.of("1e-3", "0.01", "0.1", "1.345")
                                        .map(delta -> name.replace("DELTA", delta))
                                        .distinct())
                .map(Objective::parse);
    }

    /** Residuals of all sizes that are no kink of a member. */
    private static DoubleStream residuals() {
        return DoubleStream.of(2.5e-4, 7.7e-3, 0.042, 0.31, 1.1, 1.7, 23)
                .flatMap(size -> DoubleStream.of(size, -size));
    }

    @Test
    void theSlopeIsTheDifferenceOfLosses() {
        residuals()
                .forEach(
                        r -> {
                            double above = objective.rho().loss(r + STEP);
                            double slope = (above - objective.rho().loss(r - STEP)) / (2 * STEP);
                            assertThat(objective.rho().slope(r)).isCloseTo(slope, within(1e-7));
                        });
    }

    /** To the last bit, also at the kinks. */
    @Test
    void manyRowsCostWhatEachDoes() {
        double[] rows =
                DoubleStream.concat(
                                residuals(),
                                DoubleStream.of(0, 1e-3, -0.01, Math.nextUp(0.1), 1.345, 1e-12))
                        .toArray();
        Rho rho = objective.rho();
        double[] losses = new double[rows.length];
        double[] slopes = new double[rows.length];
        double[] curvatures = new double[rows.length];
        Huber.ofAll(rho, rows, rows.length, losses, slopes, curvatures);
        for (int row = 0; row < rows.length; row++) {
            assertThat(losses[row]).isEqualTo(rho.loss(rows[row]));
            assertThat(slopes[row]).isEqualTo(rho.slope(rows[row]));
            assertThat(curvatures[row]).isEqualTo(rho.curvature(rows[row]));
        }
    }

    @Test
    void theCurvatureIsTheDifferenceOfSlopes() {
        residuals()
                .forEach(
                        r -> {
                            double above = objective.rho().slope(r + STEP);
                            double bend = (above - objective.rho().slope(r - STEP)) / (2 * STEP);
                            assertThat(objective.rho().curvature(r)).isCloseTo(bend, within(1e-7));
                        });
    }

    @Test
    void aResidualAndItsOppositeCostTheSame() {
        residuals()
                .forEach(
                        r -> {
                            assertThat(objective.rho().loss(-r)).isEqualTo(objective.rho().loss(r));
                            assertThat(objective.rho().slope(-r))
                                    .isEqualTo(-objective.rho().slope(r));
                            assertThat(objective.rho().curvature(-r))
                                    .isEqualTo(objective.rho().curvature(r));
                        });
    }

    @Test
    void noResidualCostsLessThanNone() {
        residuals()
                .forEach(
                        r ->
                                assertThat(objective.rho().loss(r))
                                        .isGreaterThan(objective.rho().loss(0)));
        assertThat(objective.rho().slope(0)).isZero();
    }

    @Test
    void theNameIsReadBackAndSaysWhetherResidualsAreOfLogLoss() {
        assertThat(Objective.parse(objective.name())).isEqualTo(objective);
        assertThat(objective)
                .hasToString(objective.name())
                .hasSameHashCodeAs(Objective.parse(objective.name()));
        assertThat(objective.residual().curvature())
                .isEqualTo(objective.name().startsWith("log") ? 1 : 0);
        assertThat(objective.residual().nats(0))
                .isEqualTo(objective.name().startsWith("log-") ? 0 : 1);
    }

    /** The threshold shrinks along the path, and its end is the objective or not to be told apart. */
    @Test
    void thePathLeadsToTheObjective() {
        for (double spread : new double[] {1e-9, 1e-4, 0.02, 3}) {
            List<Objective> path = objective.path(spread);
            Objective last = path.get(path.size() - 1);
            double farAway = 2 * spread;
            assertThat(last.rho().loss(farAway) - last.rho().loss(0))
                    .isCloseTo(
                            shareOf(last)
                                    * (objective.rho().loss(farAway) - objective.rho().loss(0)),
                            within(1e-10 * objective.rho().loss(farAway)));
            assertThat(path).allSatisfy(this::isOfTheSameKind);
        }
    }

    /** Absolute values end in a Huber function, which is lower by the factor delta. */
    private double shareOf(Objective last) {
        return last.rho().slope(Double.MAX_VALUE) / objective.rho().slope(Double.MAX_VALUE);
    }

    private void isOfTheSameKind(Objective stage) {
        assertThat(stage.residual()).isEqualTo(objective.residual());
        assertThat(stage.fitsScale()).isEqualTo(objective.fitsScale());
    }
}
