package org.scalinglaws.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.Compute;

class PricesTest {
    private static final Cluster CLUSTER = Cluster.parse("1024xA100").withUtilisation(0.45);

    /**
     * The model card of Llama 2 prints GPU hours, 400 W and tonnes of CO2. One product of building
     * and grid, 423.5 g for a kWh of the accelerators, gives all three rows to one in their last
     * digit; the second row is the first, rounded and doubled.
     */
    @ParameterizedTest
    @CsvSource({"184320, 31.22", "368640, 62.44", "1720320, 291.42"})
    void carbonDioxideAgreesWithTheModelCardOfLlama2(double hours, double tonnes) {
        Prices prices = new Prices(1, 1, 423.5);
        Cost cost = prices.cost(CLUSTER, CLUSTER.computeInHours(hours));
        assertThat(cost.co2Kilograms() / 1000).isCloseTo(tonnes, within(0.01));
    }

    /** A model card on Hugging Face that prints its sum: 7 L40S of 350 W, 377.8 h, PUE 1.53. */
    @Test
    void energyAndCarbonDioxideAgreeWithASumPrintedElsewhere() {
        Cluster cluster = Cluster.parse("7xL40S");
        Cost cost = new Prices(1, 1.53, 120).cost(cluster, cluster.computeInDays(377.8 / 24));
        assertThat(cost.energyKilowattHours()).isCloseTo(1416.183, within(0.001));
        assertThat(cost.co2Kilograms()).isCloseTo(169.942, within(0.001));
    }

    /** By hand: 1000 hours of one accelerator of 400 W at 2.5 an hour. */
    @Test
    void everyUnitIsWhatItsNameSays() {
        Cluster one = Cluster.parse("1xA100");
        Cost cost = new Prices(2.5, 1.25, 400).cost(one, one.computeInHours(1000));
        assertThat(cost.acceleratorHours()).isCloseTo(1000, within(1e-9));
        assertThat(cost.days()).isCloseTo(1000 / 24.0, within(1e-9));
        assertThat(cost.money()).isCloseTo(2500, within(1e-9));
        assertThat(cost.energyKilowattHours()).isCloseTo(500, within(1e-9));
        assertThat(cost.co2Kilograms()).isCloseTo(200, within(1e-9));
        assertThat(cost)
                .hasToString(
                        "41.67 days, 1K accelerator-hours, 2.5K of money, 500 kWh, 200 kg CO2");
    }

    /** The run of Narayanan et al. (2021), see ClusterTest, at prices of our own. */
    @Test
    void aCostPrintsItsPartsToFourDigits() {
        Cluster cluster = CLUSTER.withUtilisation(140.0 / 312);
        assertThat(new Prices(2, 1.1, 400).cost(cluster, Compute.flops(8 * 175e9 * 300e9)))
                .hasToString(
                        "33.91 days, 833.3K accelerator-hours, 1.667M of money, 366.7K kWh, 146.7K"
                                + " kg CO2");
    }

    @Property
    void moneyAndEnergyBuyTheComputeThatCostsThem(
            @ForAll @DoubleRange(min = 0, max = 10) double log10,
            @ForAll @DoubleRange(min = 0.01, max = 100) double price,
            @ForAll @DoubleRange(min = 1, max = 3) double building) {
        double amount = Math.pow(10, log10);
        Prices prices = new Prices(price, building, 400);
        assertThat(prices.money(CLUSTER, prices.computeForMoney(CLUSTER, amount)))
                .isCloseTo(amount, withinPercentage(1e-10));
        assertThat(prices.energyKilowattHours(CLUSTER, prices.computeForEnergy(CLUSTER, amount)))
                .isCloseTo(amount, withinPercentage(1e-10));
    }

    @Property
    void moneyAndEnergyGrowWithTheWorkAndNotWithTheCluster(
            @ForAll @DoubleRange(min = 15, max = 27) double log10) {
        Prices prices = new Prices(2, 1.1, 300);
        Compute work = Compute.flops(Math.pow(10, log10));
        Cost one = prices.cost(CLUSTER, work);
        Cost wide = prices.cost(CLUSTER.withCount(4096), work);
        Cost twice = prices.cost(CLUSTER, Compute.flops(2 * work.flops()));
        assertThat(wide.money()).isEqualTo(one.money());
        assertThat(wide.energyKilowattHours()).isEqualTo(one.energyKilowattHours());
        assertThat(wide.days()).isCloseTo(one.days() / 4, withinPercentage(1e-12));
        assertThat(twice.money()).isCloseTo(2 * one.money(), withinPercentage(1e-12));
        assertThat(twice.co2Kilograms()).isCloseTo(2 * one.co2Kilograms(), withinPercentage(1e-12));
    }

    @Test
    void moneyNeedsNoPowerButEnergyDoes() {
        Prices prices = new Prices(4.2, 1.1, 0);
        Cluster pod = Cluster.parse("64xTPU-v5p");
        Compute work = Compute.flops(1e22);
        assertThat(prices.money(pod, work)).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prices.cost(pod, work))
                .withMessage("TPU-v5p has no published power; give it by withWatts");
        Cluster measured = Cluster.of(pod.accelerator().withWatts(450), 64);
        assertThat(prices.cost(measured, work).co2Kilograms()).isZero();
        assertThat(prices.cost(measured, work).energyKilowattHours()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1.1 | 400 | price per accelerator-hour must be positive and finite, got 0",
                "1 | 0.9 | 400 | power usage effectiveness must be 1 or more and finite, got 0.9",
                "1 | NaN | 400 | power usage effectiveness must be 1 or more and finite, got NaN",
                "1 | 1.1 | -1 | grid intensity in g/kWh must be zero or more and finite, got -1"
            })
    void badPricesAreRefused(double price, double building, double grid, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prices(price, building, grid))
                .withMessage(message);
    }

    @Test
    void badBudgetsAreRefused() {
        Prices prices = new Prices(2, 1.1, 300);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prices.computeForMoney(CLUSTER, 0))
                .withMessage("money must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> prices.computeForEnergy(CLUSTER, Double.NaN))
                .withMessage("energy in kWh must be positive and finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cost(-1, 1, 1, 1, 1))
                .withMessage("days must be zero or more and finite, got -1");
    }

    @Test
    void moneyCarriesTheNameOfItsCurrencyWhereItHasOne() {
        Prices prices = new Prices(2, 1.1, 0);
        assertThat(prices.text(1_667_000)).isEqualTo("1.667M of money");
        assertThat(prices.withCurrency("EUR").text(1_667_000)).isEqualTo("1.667M EUR");

        Cluster cluster = Cluster.parse("8xH100");
        Site euro = new Site(cluster, prices.withCurrency("EUR"));
        assertThat(Resource.money(euro).text(2500)).isEqualTo("2.5K EUR");
        assertThat(Resource.money(new Site(cluster, prices)).text(2500)).isEqualTo("2.5K of money");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Resource.money(euro, new Site(cluster, prices.withCurrency("USD"))))
                .withMessage(
                        "training and serving must be paid in one currency, got 'EUR' and 'USD'");
    }
}
