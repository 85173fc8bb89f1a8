package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.recipe.Recipe;

/** Many runs of any size and length stand near each other by chance, and are neither budgets nor twins. */
class DenseRunsTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.7, 400, 0.34, 2000, 0.36);

    private static Dataset runs(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        double[] params = new double[rows];
        double[] tokens = new double[rows];
        double[] losses = new double[rows];
        for (int row = 0; row < rows; row++) {
            params[row] = Math.pow(10, random.nextDouble(7, 10));
            tokens[row] = params[row] * Math.pow(10, random.nextDouble(0.5, 2.5));
            double noise = Math.exp(0.004 * random.nextGaussian());
            losses[row] = LAW.loss(Recipe.of(params[row], tokens[row])) * noise;
        }
        return Dataset.of(params, tokens, losses);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 2_000, 6_000})
    void noCheckTakesThemForBudgetsOrTwins(int rows) {
        List<Finding> findings = Checks.inspect(Fitter.of(ChinchillaLaw.FAMILY).fit(runs(rows)));
        assertThat(findings)
                .noneMatch(finding -> finding.check().equals(CheckName.FEW_BUDGETS.id()))
                .noneMatch(finding -> finding.check().equals(CheckName.TWINS.id()));
    }
}
