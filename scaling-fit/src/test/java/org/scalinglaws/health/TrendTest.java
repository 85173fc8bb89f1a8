package org.scalinglaws.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;

class TrendTest {
    private static final Planner PLANNER =
            ComputeOptimal.of(new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658));

    private static List<Dated> rows(double noise, SplittableRandom random) {
        List<Dated> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double log2 = 50 + i / 2.3 + noise * random.nextGaussian();
            rows.add(new Dated(2010 + i, Math.pow(2, log2)));
        }
        return rows;
    }

    @Test
    void aStatedTrendDoublesInItsTime() {
        Trend trend = Trend.stated(1e17, 2.3);
        assertThat(trend.flopsAt(2.3)).isCloseTo(2e17, within(1e6));
        assertThat(trend.flopsAt(23)).isCloseTo(1024e17, within(1e9));
        assertThat(trend.doubling(0.95)).isEmpty();
        List<Trend.Year> years = trend.years(1e6, 10, PLANNER);
        assertThat(years).hasSize(11);
        assertThat(years.get(0).plan().compute().flops()).isCloseTo(1e23, within(1e17));
        assertThat(years.get(0).plan().loss())
                .isEqualTo(PLANNER.plan(Compute.flops(1e6 * trend.flopsAt(0))).loss());
        for (int i = 1; i < years.size(); i++) {
            assertThat(years.get(i).plan().loss()).isLessThan(years.get(i - 1).plan().loss());
        }
    }

    @Test
    void aLossBecomesAffordableInTheYearThatItsComputeDoes() {
        Trend trend = Trend.stated(1e17, 2.3);
        Loss later = PLANNER.plan(Compute.flops(8e23)).loss();
        assertThat(trend.affordable(later, 1e6, PLANNER).orElseThrow())
                .isCloseTo(3 * 2.3, within(1e-6));
        assertThat(trend.affordable(Loss.nats(3), 1e6, PLANNER)).hasValue(0);
        assertThat(trend.affordable(Loss.nats(1.8), 1e6, PLANNER)).isEmpty();
    }

    @Test
    void rowsOfAKnownDoublingTimeGiveItBack() {
        Trend exact = Trend.fitted(rows(0, new SplittableRandom(1)));
        assertThat(exact.doublingYears()).isCloseTo(2.3, within(1e-9));
        assertThat(exact.now()).isEqualTo(2019);
        Trend two = Trend.fitted(List.of(new Dated(2016, 1e17), new Dated(2020, 4e17)));
        assertThat(two.doublingYears()).isCloseTo(2, within(1e-9));
        assertThat(two.doubling(0.9)).isEmpty();
        assertThat(two)
                .hasToString("4.000e+17 FLOPs for a unit of money, doubling every 2.00 years");
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(20261130);
        int doubling = 0;
        int later = 0;
        for (int i = 0; i < 1000; i++) {
            Trend trend = Trend.fitted(rows(0.3, random));
            doubling += trend.doubling(0.9).orElseThrow().contains(2.3) ? 1 : 0;
            double measured = Math.pow(2, 50 + 15 / 2.3 + 0.3 * random.nextGaussian());
            Interval there = trend.flopsAt(2025, 0.9).orElseThrow();
            later += there.contains(measured) ? 1 : 0;
        }
        assertThat(doubling).isBetween(870, 930);
        assertThat(later).isBetween(870, 930);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aDoublingTimeThatIsNotPositiveIsRefused(double years) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.stated(1e17, years))
                .withMessageStartingWith("doubling time in years must be positive and finite, got");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.stated(1e17, 2).years(years, 10, PLANNER))
                .withMessageStartingWith("money must be positive and finite, got");
    }

    @Test
    void tooFewRowsAndOnesThatDoNotGrowAreRefused() {
        Dated row = new Dated(2020, 1e17);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.fitted(List.of(row)))
                .withMessage("a doubling time needs 2 dated rows or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.fitted(List.of(row, row)))
                .withMessage("a doubling time needs rows of two years or more, all are of 2020");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trend.fitted(List.of(row, new Dated(2021, 5e16))))
                .withMessageStartingWith("what a unit of money buys must grow for a doubling time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dated(2020, 0))
                .withMessage("FLOPs of year 2020 must be positive and finite, got 0");
    }
}
