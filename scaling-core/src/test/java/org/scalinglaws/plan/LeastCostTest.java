package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

/** The least cost of a target loss for a model of a smallest size that is served. */
class LeastCostTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();

    private static Decision leastCompute(double least, double served, double target) {
        return ConstrainedOptimal.of(PublishedLaws.BESIROGLU_2024)
                .withLeast(ModelSize.of(least))
                .serving(Tokens.of(served))
                .leastCost(Loss.nats(target), Resource.compute());
    }

    /** The least of 6 N D + 2 N T over a grid of sizes, each with the tokens that reach the loss. */
    private static double leastOfGrid(double least, double served, double target) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 20_000; i++) {
            double size = least * Math.exp(i * 7e-4);
            double rest = target - LAW.e() - LAW.a() * Math.pow(size, -LAW.alpha());
            double tokens = rest > 0 ? Math.pow(LAW.b() / rest, 1 / LAW.beta()) : Double.NaN;
            double flops = 6 * size * tokens + 2 * size * served;
            best = flops < best ? flops : best;
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({
        "1e8,  1e11, 2.94", "1e8,  1e13, 2.5", "1e9,  1e11, 2.48", "1e9, 1e12, 2.32",
        "7e9,  1e13, 2.27", "7e9,  1e13, 2.2", "7e9,  1e12, 3.9", "3e10, 1e13, 1.95",
        "3e10, 1e13, 2.7", "7e10, 1e13, 3.99", "7e10, 1e11, 2.03", "1e8, 1e11, 3.81"
    })
    void whereServingTakesNearlyAllTheCheapestIsFoundToo(
            double least, double served, double target) {
        Decision decision = leastCompute(least, served, target);
        double flops = decision.cost().orElseThrow().amount();
        assertThat(flops).isLessThanOrEqualTo(leastOfGrid(least, served, target) * (1 + 1e-12));
        assertThat(decision.plan().loss().nats()).isCloseTo(target, within(1e-12));
        assertThat(flops)
                .isCloseTo(
                        decision.plan().compute().flops()
                                + decision.serving().orElseThrow().flops(),
                        withinPercentage(1e-10));
    }

    @Property(tries = 60)
    void everyPlainQuestionHasAnAnswerThatReachesItsTarget(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double least = Math.pow(10, random.nextDouble(6, 12));
        double served = Math.pow(10, random.nextDouble(9, 17));
        double target = random.nextDouble(1.9, 6);
        Decision decision = leastCompute(least, served, target);
        assertThat(decision.plan().loss().nats())
                .as("seed %d", seed)
                .isCloseTo(target, within(1e-12));
        assertThat(decision.plan().model().parameters())
                .isGreaterThanOrEqualTo(least * (1 - 1e-12));
    }

    @Test
    void noLimitIsBlamedThatAllowsMoreThanItTakes() {
        Cluster cluster = Cluster.parse("1024xH100").withUtilisation(0.4);
        Site site = new Site(cluster, new Prices(2, 1.1, 400));
        ChinchillaLaw steep =
                new ChinchillaLaw(
                        0.430336260028516,
                        193.55292758882726,
                        0.27879868834394134,
                        5065.817403639958,
                        0.20858185020799724);
        ConstrainedOptimal planner =
                ConstrainedOptimal.of(steep)
                        .limit(Resource.days(cluster), 2.6615100038373E-4)
                        .limit(Resource.money(site), 59.08)
                        .serving(Tokens.of(2.4818e13));
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.leastCost(Loss.nats(1e4), Resource.money(site)))
                .withMessageContaining("no budget is as poor as a loss of 10K nats")
                .withMessageEndingWith("within the limits");
    }

    @Test
    void aTargetJustBeyondALimitIsSaidSo() {
        Decision free = ConstrainedOptimal.of(LAW).leastCost(Loss.nats(2.2), Resource.compute());
        double just = free.cost().orElseThrow().amount() * (1 - 1e-6);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(
                        () ->
                                ConstrainedOptimal.of(LAW)
                                        .limit(Resource.compute(), just)
                                        .leastCost(Loss.nats(2.2), Resource.compute()))
                .withMessageContaining("FLOP, a little more than the ")
                .withMessageEndingWith(" FLOP allowed");
    }

    @Test
    void numbersBeyondReckoningAreNoExceptionOfAnotherLibrary() {
        Cluster idle = Cluster.parse("1000000xH100").withUtilisation(Double.MIN_VALUE);
        Site training = new Site(idle, new Prices(2, 1, 1));
        Site serving = new Site(Cluster.parse("64xH100").withUtilisation(0.3), new Prices(2, 1, 1));
        InferenceAware planner = InferenceAware.of(LAW, Tokens.of(1e12));
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> planner.leastMoney(Loss.nats(2.5), training, serving))
                .withMessage(
                        "the law or the limits lead to numbers beyond those that can be reckoned"
                                + " with");
    }

    @Test
    void moreThanTenThousandPointsAreRefusedAndNotTried() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ComputeOptimal.of(LAW)
                                        .frontier()
                                        .plans(
                                                Compute.flops(1e20),
                                                Compute.flops(1e21),
                                                Integer.MAX_VALUE))
                .withMessage("number of points must be from 2 to 10000, got 2147483647");
    }
}
