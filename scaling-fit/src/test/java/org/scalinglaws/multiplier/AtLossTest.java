package org.scalinglaws.multiplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/** What two laws need for one loss. */
class AtLossTest {
    private static final ChinchillaLaw OLD = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Loss LOSS = Loss.nats(2.6);

    /** A parameter and a token of the second law count 1.3 times those of the first. */
    private static final ChinchillaLaw NEW =
            new ChinchillaLaw(
                    1.8, 480 * Math.pow(1.3, -0.35), 0.35, 2100 * Math.pow(1.3, -0.37), 0.37);

    private static Ensemble<ChinchillaLaw> laws(ChinchillaLaw law, long seed) {
        List<Compute> budgets = Stream.of(1e18, 1e19, 1e20).map(Compute::flops).toList();
        Dataset runs =
                SimulatedRuns.isoFlop(law, budgets, 8, 4).withNoise(0.002).withSeed(seed).dataset();
        return Bootstrap.pairs(200, seed).of(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
    }

    @Test
    void bothFactorsOfTwoLawsMultiply() {
        Worth worth = AtLoss.of(OLD, NEW, LOSS).worth().orElseThrow();
        assertThat(worth.estimate()).isCloseTo(1.69, within(1e-9));
        assertThat(worth.interval()).isEmpty();
        Worth back = AtLoss.of(NEW, OLD, LOSS).worth().orElseThrow();
        assertThat(back.estimate() * worth.estimate()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aLossBelowAFloorHasNoMultiplier() {
        AtLoss row = AtLoss.of(OLD, new ChinchillaLaw(1.5, 480, 0.35, 2100, 0.37), Loss.nats(1.7));
        assertThat(row.reference()).isEmpty();
        assertThat(row.recipe()).isPresent();
        assertThat(row.worth()).isEmpty();
    }

    @Test
    void ensemblesHoldTheRatioAndAnExchangeTurnsItOver() {
        Ensemble<ChinchillaLaw> old = laws(OLD, 1);
        Ensemble<ChinchillaLaw> other = laws(NEW, 2);
        Worth worth = AtLoss.of(old, other, LOSS, 0.95).worth().orElseThrow();
        assertThat(worth.interval().orElseThrow().contains(1.69)).isTrue();
        assertThat(worth.interval().orElseThrow().contains(worth.estimate())).isTrue();
        Worth back = AtLoss.of(other, old, LOSS, 0.95).worth().orElseThrow();
        assertThat(back.interval().orElseThrow().lower())
                .isCloseTo(1 / worth.interval().orElseThrow().upper(), within(1e-9));
    }

    /** Near the floor some laws of the ensembles never reach the loss: nothing bounds the ratio. */
    @Test
    void whereManyLawsNeverReachTheLossTheRatioHasNoInterval() {
        Ensemble<ChinchillaLaw> old = laws(OLD, 1);
        double floor = old.estimate().e();
        AtLoss row = AtLoss.of(old, laws(NEW, 2), Loss.nats(floor + 1e-3), 0.9);
        assertThat(row.worth().flatMap(Worth::interval)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtLoss.of(old, old, LOSS, 1.5))
                .withMessageContaining("level");
    }
}
