package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;

class RedrawnCurvesTest {
    private static final int STUDIES = 24;
    private static final int REDRAWN = 60;

    private static double[] exponents(Dataset checkpoints) {
        return new RedrawnCurves(checkpoints, DrawnCurves.RUN)
                .powers(1, REDRAWN).stream().mapToDouble(powers -> powers[0]).sorted().toArray();
    }

    /** By redrawn sizes intervals were twice as wide as exponents scatter, and held every truth. */
    @Test
    void intervalsOfTheExponentAreAsWideAsItScatters() {
        double[] estimates = new double[STUDIES];
        double[] widths = new double[STUDIES];
        int held = 0;
        for (int study = 0; study < STUDIES; study++) {
            Dataset checkpoints = new DrawnCurves(EnvelopeTest.LAW, 12, 30).noisy(0.005, study);
            estimates[study] = EnvelopeTest.read(Envelope.DEFAULT, checkpoints).size().exponent();
            double[] redrawn = exponents(checkpoints);
            double lower = redrawn[REDRAWN / 20];
            double upper = redrawn[REDRAWN - 1 - REDRAWN / 20];
            widths[study] = upper - lower;
            held += lower <= EnvelopeTest.EXPONENT && EnvelopeTest.EXPONENT <= upper ? 1 : 0;
        }
        double ideal = 2 * 1.645 * Math.sqrt(StatUtils.variance(estimates));
        assertThat(StatUtils.percentile(widths, 50) / ideal).isBetween(0.6, 1.5);
        assertThat(held).isGreaterThan((int) (0.65 * STUDIES));
    }

    @Test
    void curvesWithoutNoiseAreDrawnAsTheyAre() {
        Dataset checkpoints = new DrawnCurves(EnvelopeTest.LAW, 8, 40).exact();
        double exponent = EnvelopeTest.read(Envelope.DEFAULT, checkpoints).size().exponent();
        for (double drawn : exponents(checkpoints)) {
            assertThat(drawn).isEqualTo(exponent, within(1e-4));
        }
    }

    @Test
    void aSeedGivesTheSameCurvesAndAnotherOthers() {
        RedrawnCurves curves =
                new RedrawnCurves(
                        new DrawnCurves(EnvelopeTest.LAW, 8, 20).noisy(0.005, 3), DrawnCurves.RUN);
        List<double[]> once = curves.powers(7, 5);
        List<double[]> again = curves.powers(7, 5);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i)).isEqualTo(once.get(i));
        }
        assertThat(Arrays.equals(once.get(0), curves.powers(8, 1).get(0))).isFalse();
    }
}
