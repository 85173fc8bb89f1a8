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
        return Stream.of(
                Objective.logHuber(1e-3),
                Objective.logHuber(0.1),
                Objective.logSquares(),
                Objective.log1pSquares(),
                Objective.logAbsolute(),
                Objective.logHuberLikelihood(1e-3),
                Objective.logHuberLikelihood(1.345),
                Objective.huber(0.01),
                Objective.squares(),
                Objective.absolute());
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
                            double above = objective.loss(r + STEP);
                            double slope = (above - objective.loss(r - STEP)) / (2 * STEP);
                            assertThat(objective.slope(r)).isCloseTo(slope, within(1e-7));
                        });
    }

    @Test
    void theCurvatureIsTheDifferenceOfSlopes() {
        residuals()
                .forEach(
                        r -> {
                            double above = objective.slope(r + STEP);
                            double bend = (above - objective.slope(r - STEP)) / (2 * STEP);
                            assertThat(objective.curvature(r)).isCloseTo(bend, within(1e-7));
                        });
    }

    @Test
    void aResidualAndItsOppositeCostTheSame() {
        residuals()
                .forEach(
                        r -> {
                            assertThat(objective.loss(-r)).isEqualTo(objective.loss(r));
                            assertThat(objective.slope(-r)).isEqualTo(-objective.slope(r));
                            assertThat(objective.curvature(-r)).isEqualTo(objective.curvature(r));
                        });
    }

    @Test
    void noResidualCostsLessThanNone() {
        residuals().forEach(r -> assertThat(objective.loss(r)).isGreaterThan(objective.loss(0)));
        assertThat(objective.slope(0)).isZero();
    }

    @Test
    void theNameIsReadBackAndSaysWhetherResidualsAreOfLogLoss() {
        assertThat(Objective.parse(objective.name())).isEqualTo(objective);
        assertThat(objective).hasToString(objective.name()).hasSameHashCodeAs(objective.name());
        assertThat(objective.logarithmic()).isEqualTo(objective.name().startsWith("log"));
        assertThat(objective.offset()).isEqualTo(objective.name().startsWith("log1p-") ? 1 : 0);
    }

    /** The threshold shrinks along the path, and its end is the objective or not to be told apart. */
    @Test
    void thePathLeadsToTheObjective() {
        for (double spread : new double[] {1e-9, 1e-4, 0.02, 3}) {
            List<Objective> path = objective.path(spread);
            Objective last = path.get(path.size() - 1);
            double farAway = 2 * spread;
            assertThat(last.loss(farAway) - last.loss(0))
                    .isCloseTo(
                            shareOf(last) * (objective.loss(farAway) - objective.loss(0)),
                            within(1e-10 * objective.loss(farAway)));
            assertThat(path).allSatisfy(this::isOfTheSameKind);
        }
    }

    /** Absolute values end in a Huber function, which is lower by the factor delta. */
    private double shareOf(Objective last) {
        return last.slope(Double.MAX_VALUE) / objective.slope(Double.MAX_VALUE);
    }

    private void isOfTheSameKind(Objective stage) {
        assertThat(stage.logarithmic()).isEqualTo(objective.logarithmic());
        assertThat(stage.offset()).isEqualTo(objective.offset());
        assertThat(stage.fitsScale()).isEqualTo(objective.fitsScale());
    }
}
