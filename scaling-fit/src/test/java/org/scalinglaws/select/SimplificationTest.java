package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class SimplificationTest {
    private static final List<Compute> BUDGETS =
            Stream.of(1e18, 1e19, 1e20, 1e21).map(Compute::flops).toList();

    private static List<Simplification> tests(LossLaw law) {
        Evidence evidence =
                Evidence.of(SimulatedRuns.isoFlop(law, BUDGETS, 8, 8).withNoise(0.002).dataset());
        return Simplification.of(RollOut.of(evidence), 199, 7);
    }

    private static List<String> refused(LossLaw law) {
        return tests(law).stream()
                .filter(Simplification::isRefused)
                .map(Simplification::claim)
                .toList();
    }

    @Test
    void whatTheTruthNeedsIsRefusedToFallAway() {
        assertThat(refused(new ChinchillaLaw(1.8, 480, 0.34, 12000, 0.45)))
                .containsExactly("E = 0", "alpha = beta");
        assertThat(refused(new CoupledLaw(1.6, 900, 0.45, 6000, 0.48, 0.6))).contains("gamma = 1");
    }

    @Test
    void whatTheTruthDoesNotNeedIsAllowedToFallAway() {
        List<Simplification> tests = tests(new ChinchillaLaw(0, 40, 0.16, 60, 0.16));
        assertThat(tests)
                .extracting(Simplification::claim)
                .containsExactly("E = 0", "alpha = beta", "gamma = 1");
        assertThat(tests).noneMatch(Simplification::isRefused);
    }

    @Test
    void theSameSeedGivesTheSameChances() {
        LossLaw law = new ChinchillaLaw(1.8, 480, 0.34, 2100, 0.37);
        assertThat(tests(law)).isEqualTo(tests(law));
    }
}
