package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import org.junit.jupiter.api.Test;

class TrendCommandTest {
    private static Answer trend(String options) {
        return call(("trend " + options).split(" ", -1));
    }

    @Test
    void aFixedSumBuysMoreEachYear() {
        assertThat(trend("--doubling 2.3y --money 1e6 --years 2 --target-loss 1.95").out())
                .isEqualTo(
                        """
                              year      FLOPs  params N  tokens D     loss  95 % of FLOPs
                                 0  7.000e+23       80B     1.46T   1.9686  -
                                 1  9.462e+23     93.3B     1.69T   1.9607  -
                                 2  1.279e+24      109B     1.96T   1.9531  -
                          7.000e+17 FLOPs for a unit of money, doubling every 2.30 years
                          plans and losses by law besiroglu-2024
                          a loss of 1.95 is affordable in year 2.4
                        """);
        assertThat(trend("--doubling 2.3 --money 1e6 --target-loss 1.8").out())
                .contains("a loss of 1.8 does not become affordable within 200 years");
    }

    @Test
    void datedRowsGiveIntervals() {
        Answer answer =
                trend("--dated 2016=1e17 --dated 2018=2.3e17 --dated 2020=4e17 --money 1e6 --json");
        assertThat(answer.json().get("doublingYears").asDouble()).isCloseTo(2, within(1e-9));
        assertThat(answer.json().get("years").get(0).get("year").asDouble()).isEqualTo(2020);
        assertThat(answer.json().get("years").get(0).get("flopsInterval").size()).isEqualTo(2);
    }

    @Test
    void whatNoTrendFollowsFromIsRefused() {
        refused("--doubling 0y --money 1e6", "doubling time in years must be positive");
        refused("--doubling 2y --money -1", "money must be positive and finite, got -1");
        refused("--dated 2016=1e17 --money 1", "a doubling time needs 2 dated rows or more, got 1");
        refused("--dated 2016 --money 1", "--dated must be YEAR=FLOPS, got '2016'");
        refused("--doubling soon --money 1", "--doubling must be years such as 2.3y, got 'soon'");
        refused("--money 1", "a trend needs --doubling or two --dated rows or more");
    }

    private static void refused(String options, String message) {
        Answer answer = trend(options);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains(message);
    }
}
