package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * A quotient of cubics without any bound, as NIST prints it: a law with poles that a search must not
 * put between two runs.
 *
 * @see <a href="https://www.itl.nist.gov/div898/strd/nls/data/thurber.shtml">Thurber's study of
 *     electron mobility, with certified numbers</a>
 */
class ThurberTest {
    private static final Factor X = Factor.named("x");

    /** The logarithm of density and the mobility, in turn. */
    private static final double[] MEASURED = {
        -3.067, 80.574, -2.981, 84.248, -2.921, 87.264, -2.912, 87.195, -2.840, 89.076, -2.797,
        89.608, -2.702, 89.868, -2.699, 90.101, -2.633, 92.405, -2.481, 95.854, -2.363, 100.696,
        -2.322, 101.060, -1.501, 401.672, -1.460, 390.724, -1.274, 567.534, -1.212, 635.316, -1.100,
        733.054, -1.046, 759.087, -0.915, 894.206, -0.714, 990.785, -0.566, 1090.109, -0.545,
        1080.914, -0.400, 1122.643, -0.309, 1178.351, -0.109, 1260.531, -0.103, 1273.514, 0.010,
        1288.339, 0.119, 1327.543, 0.377, 1353.863, 0.790, 1414.509, 0.963, 1425.208, 1.006,
        1421.384, 1.115, 1442.962, 1.572, 1464.350, 1.841, 1468.705, 2.047, 1447.894, 2.200,
        1457.628
    };

    private static final double[] CERTIFIED = {
        1.2881396800E+03,
        1.4910792535E+03,
        5.8323836877E+02,
        7.5416644291E+01,
        9.6629502864E-01,
        3.9797285797E-01,
        4.9727297349E-02
    };

    private static final LawFamily<FormulaLaw> QUOTIENT =
            LawFamily.ofExpression(
                    "thurber",
                    List.of(X),
                    IntStream.rangeClosed(1, 7)
                            .mapToObj(j -> Parameter.real("b" + j, "parameter " + j))
                            .toList(),
                    "(b1 + b2*x + b3*x^2 + b4*x^3) / (1 + b5*x + b6*x^2 + b7*x^3)");

    private static Dataset runs() {
        List<Run> runs = new ArrayList<>();
        for (int at = 0; at < MEASURED.length; at += 2) {
            Recipe recipe = Recipe.of(Map.of(X, MEASURED[at]));
            runs.add(Run.of(recipe, Loss.nats(MEASURED[at + 1])));
        }
        return Dataset.of(runs);
    }

    /** From NIST's two starts, and from none. */
    @ParameterizedTest
    @ValueSource(strings = {"1000 1000 400 40 0.7 0.3 0.03", "1300 1500 500 75 1 0.4 0.05", ""})
    void theCertifiedNumbersAreReachedWithoutABoxAndWithoutAPole(String start) {
        double[] numbers =
                start.isEmpty()
                        ? new double[0]
                        : List.of(start.split(" ")).stream()
                                .mapToDouble(Double::parseDouble)
                                .toArray();
        Fit<FormulaLaw> fit =
                Fitter.of(QUOTIENT)
                        .withObjective(Objective.squares())
                        .withStart(numbers)
                        .fit(runs());
        assertThat(2 * fit.objective()).isCloseTo(5.6427082397E+03, withinPercentage(1e-7));
        double[] found = QUOTIENT.values(fit.law());
        for (int j = 0; j < CERTIFIED.length; j++) {
            assertThat(found[j]).isCloseTo(CERTIFIED[j], withinPercentage(1e-6));
        }
        assertThat(fit.solution().stop().isOptimum()).isTrue();
        assertThat(Checks.inspect(fit)).noneMatch(finding -> finding.check().equals("pole"));
    }
}
