package org.scalinglaws.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Cost;
import org.scalinglaws.resource.Prices;

class SweepCostTest {
    private static final IsoFlopSweep SWEEP =
            IsoFlopSweep.aroundRatio(20, IsoFlopSweep.budgets(Compute.flops(1e21), 8, 4, 4), 8, 4);
    private static final Cluster CLUSTER = Cluster.parse("8xH100").withUtilisation(0.4);
    private static final Prices PRICES = new Prices(2.5, 1.1, 400);

    /** By hand: 1e21 / (989.4e12 * 0.4 * 3600) = 701.9 accelerator-hours at 2.5 each. */
    @Test
    void allRunsCostWhatTheirComputeCosts() {
        Cost total = SweepCost.of(SWEEP, CLUSTER, PRICES).total();
        assertThat(total.acceleratorHours()).isCloseTo(701.9, within(0.05));
        assertThat(total.days()).isCloseTo(701.9 / 8 / 24, within(0.001));
        assertThat(total.money()).isCloseTo(1754.7, within(0.1));
    }

    @Test
    void theBudgetsAddUpAndTheLongestRunIsOneOfTheGreatest() {
        SweepCost cost = SweepCost.of(SWEEP, CLUSTER, PRICES);
        assertThat(cost.budgets()).hasSize(4);
        assertThat(cost.budgets().stream().mapToDouble(Cost::money).sum())
                .isCloseTo(cost.total().money(), withinPercentage(1e-10));
        assertThat(cost.longest().days() * 8)
                .isCloseTo(cost.budgets().get(3).days(), withinPercentage(1e-10));
        assertThat(cost.budgets().get(3).money() / cost.total().money())
                .isCloseTo(SWEEP.shareOfLargest(), within(1e-12));
    }

    @Test
    void moneyAndDaysLimitASweep() {
        IsoFlopSweep affordable = SWEEP.within(PRICES.computeForMoney(CLUSTER, 500));
        assertThat(affordable.curves()).hasSize(3);
        assertThat(SweepCost.of(affordable, CLUSTER, PRICES).total().money())
                .isLessThanOrEqualTo(500);
        List<Compute> week = IsoFlopSweep.budgets(CLUSTER.computeInDays(7), 8, 4, 4);
        assertThat(
                        SweepCost.of(IsoFlopSweep.aroundRatio(20, week, 8, 4), CLUSTER, PRICES)
                                .total()
                                .days())
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void aCostPrintsAsATable() {
        assertThat(SweepCost.of(SWEEP, CLUSTER, PRICES))
                .hasToString(
                        """
                                FLOP a run  runs  params from        to  tokens from        to   share      days     hours     money       kWh
                                  1.471e18     8       27.68M    442.8M       553.5M    8.856B   1.2 %   0.04301     8.257     20.64     6.358
                                  5.882e18     8       55.35M    885.6M       1.107B    17.71B   4.7 %     0.172     33.03     82.57     25.43
                                  2.353e19     8       110.7M    1.771B       2.214B    35.42B  18.8 %    0.6881     132.1     330.3     101.7
                                  9.412e19     8       221.4M    3.542B       4.428B    70.85B  75.3 %     2.752     528.5    1.321K     406.9
                               1e21 in all    32                                                           3.656     701.9    1.755K     540.5
                           the longest run     1                                                          0.3441     66.06     165.1     50.87
                        """);
    }

    @Test
    void aSweepOfNothingHasNoCost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SweepCost.of(new IsoFlopSweep(List.of()), CLUSTER, PRICES))
                .withMessage("compute in FLOP must be positive and finite, got 0");
    }
}
