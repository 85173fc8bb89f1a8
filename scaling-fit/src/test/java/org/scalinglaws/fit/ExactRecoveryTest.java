package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.testing.RandomSweep;

@Tag("once")
class ExactRecoveryTest {
    private static final int LAWS = 500;
    private static final long SEED = 20240417;

    private record Recovery(RandomSweep sweep, Fit<ChinchillaLaw> fit) {
        static Recovery of(RandomSweep sweep) {
            return new Recovery(sweep, Fitter.of(ChinchillaLaw.FAMILY).fit(sweep.runs(0, 1)));
        }

        /** The greatest error of a parameter: relative, or absolute where the truth is 0. */
        double error() {
            double[] expected = ChinchillaLaw.FAMILY.values(sweep.law());
            double[] got = ChinchillaLaw.FAMILY.values(fit.law());
            double error = 0;
            for (int j = 0; j < got.length; j++) {
                double size = expected[j] == 0 ? 1 : expected[j];
                error = Math.max(error, Math.abs(got[j] - expected[j]) / size);
            }
            return error;
        }
    }

    @Test
    void fiveHundredRandomLawsAreRecoveredFromRunsWithoutNoise() {
        SplittableRandom source = new SplittableRandom(SEED);
        List<RandomSweep> sweeps =
                Stream.generate(() -> RandomSweep.draw(source.split())).limit(LAWS).toList();
        List<Recovery> recoveries = sweeps.parallelStream().map(Recovery::of).toList();
        List<Recovery> failures =
                recoveries.stream().filter(recovery -> !(recovery.error() <= 1e-7)).toList();
        System.out.printf(
                "%d of %d laws recovered with seed %d, worst error %.1e%n",
                LAWS - failures.size(),
                LAWS,
                SEED,
                recoveries.stream().mapToDouble(Recovery::error).max().orElseThrow());
        assertThat(failures).isEmpty();
    }
}
