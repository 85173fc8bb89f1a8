package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** Two optima stay two however small the losses are. */
class SmallLossesTest {
    private static final Factor POWER = Factor.named("power");

    /** 3 b^2 unit where the power is 2, b unit where it is 1. */
    private record TwoSided(double unit, double b) implements LossLaw {
        @Override
        public double loss(Recipe recipe) {
            return unit * (recipe.value(POWER) == 2 ? 3 * b * b : b);
        }
    }

    private record Family(double unit) implements LawFamily<TwoSided> {
        @Override
        public String name() {
            return "two-sided";
        }

        @Override
        public List<Factor> factors() {
            return List.of(POWER);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("b", "a number", Scale.LINEAR, -3, 3));
        }

        @Override
        public TwoSided at(double... values) {
            return new TwoSided(unit, values[0]);
        }

        @Override
        public double[] values(TwoSided law) {
            return new double[] {law.b};
        }
    }

    private static Run run(double power, double loss) {
        return Run.of(Recipe.of(Map.of(POWER, power)), Loss.nats(loss));
    }

    /** 9 (1 - b^2)^2 + (0.5 - b)^2 has minima near 1 and -1, the second far higher. */
    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1, 1e-6, 1e-13, 1e-20})
    void theOtherOptimumIsSeen(double unit) {
        Dataset runs = Dataset.of(List.of(run(2, 3 * unit), run(1, 0.5 * unit)));
        Fit<TwoSided> fit =
                Fitter.of(new Family(unit)).withObjective(Objective.squares()).fit(runs);
        double b = fit.law().b();
        assertThat(b).isGreaterThan(0.5);
        assertThat(36 * b * (1 - b * b)).isCloseTo(2 * (b - 0.5), within(1e-9));
        assertThat(fit.solution().basins()).hasSize(2);
        assertThat(fit.solution().basins().get(1).value() / fit.objective()).isBetween(8.0, 10.0);
    }
}
