package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** A sample of many runs reaches all of their design, and leads to the law of them all. */
class SampleTest {
    private static final int ROWS = 6_000;
    private static final List<Factor> BOTH = List.of(Factor.PARAMETERS, Factor.TOKENS);
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.7, 400, 0.34, 2000, 0.36);

    private static double[] powers(SplittableRandom random, double least, double most) {
        return random.doubles(ROWS, least, most).map(log -> Math.pow(10, log)).toArray();
    }

    private static Dataset runs(double noise, double outliers) {
        SplittableRandom random = new SplittableRandom(3);
        double[] params = powers(random, 7, 10);
        double[] tokens = powers(random, 9, 12);
        double[] losses = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double off = random.nextDouble() < outliers ? 1 : noise * random.nextGaussian();
            losses[row] = LAW.loss(Recipe.of(params[row], tokens[row])) * Math.exp(off);
        }
        return Dataset.of(params, tokens, losses);
    }

    @Test
    void everyQuarterOfTheDesignHasItsShare() {
        Dataset sample = Sample.of(runs(0, 0), BOTH);
        assertThat(sample.size()).isEqualTo(Sample.ROWS);
        long small = sample.where(run -> run.recipe().value(Factor.PARAMETERS) < 3.2e8).size();
        long smallAndShort =
                sample.where(
                                run ->
                                        run.recipe().value(Factor.PARAMETERS) < 3.2e8
                                                && run.recipe().value(Factor.TOKENS) < 3.2e10)
                        .size();
        assertThat(small).isBetween(490L, 540L);
        assertThat(smallAndShort).isBetween(235L, 285L);
        assertThat(Sample.of(runs(0, 0), BOTH).losses()).isEqualTo(sample.losses());
    }

    @Test
    void valuesThatHaveNoLogarithmAndFactorsThatAreTheSameAreTakenToo() {
        double[] values = new double[ROWS];
        Arrays.setAll(values, row -> row - 100);
        double[] losses = new double[ROWS];
        Arrays.fill(losses, 2);
        Factor x = Factor.named("x");
        Dataset line = Dataset.of(x, values, losses);
        assertThat(Sample.of(line, List.of(x)).size()).isEqualTo(Sample.ROWS);
        Dataset same = Dataset.of(x, losses, losses);
        assertThat(Sample.of(same, List.of(x)).size()).isEqualTo(Sample.ROWS);
    }

    /** A law with a number taken from the fit is never better than the fit. */
    @Test
    void noRestrictionOfManyRunsEndsLower() {
        Dataset runs = runs(0.01, 0.1);
        Fit<ChinchillaLaw> free = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        double[] values = ChinchillaLaw.FAMILY.values(free.law());
        for (int j = 0; j < values.length; j++) {
            String name = ChinchillaLaw.FAMILY.parameters().get(j).name();
            Fit<ChinchillaLaw> held =
                    Fitter.of(ChinchillaLaw.FAMILY).withFixed(name, values[j]).fit(runs);
            assertThat(held.objective()).isGreaterThanOrEqualTo(free.objective() * (1 - 1e-10));
        }
        assertThat(free.solution().basins().get(0).starts()).isGreaterThan(2);
    }

    @Test
    void outliersAmongManyRunsDoNotMoveTheLawFar() {
        LossLaw law = Fitter.of(ChinchillaLaw.FAMILY).fit(runs(0.002, 0.1)).law();
        Recipe far = Recipe.of(1e11, 1e13);
        assertThat(law.loss(far) / LAW.loss(far)).isBetween(0.99, 1.01);
    }
}
