package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.DataPool.Source;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Resource;

/** Laws beyond two powers, pools of two sources and limits of several kinds, against random recipes. */
class AnyLawUnderLimitsTest {
    private static final List<LossLaw> LAWS =
            List.of(
                    PublishedLaws.KAPLAN_2020.law(),
                    PublishedLaws.BUSBRIDGE_2025_SUPERVISED.law(),
                    PublishedLaws.GADRE_2024_C4.law(),
                    PublishedLaws.MUENNIGHOFF_2023.law(),
                    recipe -> {
                        double n = recipe.model().parameters();
                        double d = recipe.tokens().count();
                        return 1.7
                                + 400 * Math.pow(n, -0.34)
                                + 410 * Math.pow(d, -0.28)
                                + 50 * Math.pow(n, -0.2) * Math.pow(d, -0.1);
                    });
    private static final Resource DAYS =
            Resource.days(Cluster.parse("1024xH100").withUtilisation(0.4));

    @Property(tries = 100)
    void noRandomRecipeWithinTheLimitsIsBetter(
            @ForAll @IntRange(min = 0, max = 4) int form, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double flops = Math.pow(10, random.nextDouble(18, 26));
        double middle = Math.sqrt(flops / 120);
        List<Limit> limits = new ArrayList<>(List.of(new Limit(Resource.compute(), flops)));
        if (random.nextBoolean()) {
            double days = DAYS.perTrainingFlop() * flops * Math.exp(random.nextDouble(-2, 1));
            limits.add(new Limit(DAYS, days));
        }
        if (random.nextBoolean()) {
            double most = middle * Math.exp(random.nextDouble(-2, 2));
            limits.add(new Limit(Resource.parameters(Counting.TOTAL), most));
        }
        double served = random.nextBoolean() ? 20 * middle * Math.exp(random.nextDouble(-3, 3)) : 0;
        boolean pooled = form == 3 || random.nextBoolean();
        @Nullable DataPool pool = pooled ? pool(random, 20 * middle) : null;

        ConstrainedOptimal planner = ConstrainedOptimal.of(LAWS.get(form));
        for (Limit limit : limits) {
            planner = planner.limit(limit.resource(), limit.most());
        }
        planner = served > 0 ? planner.serving(Tokens.of(served)) : planner;
        planner = pool == null ? planner : planner.with(pool);
        Decision decision = planner.leastLoss();
        DoubleBinaryOperator loss = Data.of(LossSurface.of(LAWS.get(form)), pool).quick();
        for (int i = 0; i < 3000; i++) {
            double reach = i % 3 == 0 ? 8 : i % 3 == 1 ? 1 : 0.05;
            double n =
                    decision.plan().model().parameters()
                            * Math.exp(random.nextDouble(-reach, reach));
            double most = pool == null ? Double.POSITIVE_INFINITY : pool.most();
            for (Limit limit : limits) {
                double rest = limit.most() - limit.resource().use(0, 2 * n * served, n, 0);
                double each = 6 * n * limit.resource().perTrainingFlop();
                most = Math.min(most, rest < 0 ? 0 : each > 0 ? rest / each : most);
            }
            if (most >= 1 && n >= 1) {
                assertThat(loss.applyAsDouble(n, most))
                        .as("%s parameters, %s tokens, %s", n, most, decision)
                        .isGreaterThanOrEqualTo(decision.plan().loss().nats() - 1e-12);
            }
        }
    }

    /** Two valleys about as deep, one on either side of where the second source comes in. */
    @Test
    void theDeeperOfTwoValleysIsFoundOnTheOtherSideOfAKink() {
        noRandomRecipeWithinTheLimitsIsBetter(4, -20);
    }

    @Test
    void whereTheSmallestModelIsTheLargestAllowedItIsTheAnswer() {
        Decision decision =
                ConstrainedOptimal.of(LAWS.get(1))
                        .withLeast(ModelSize.billions(1))
                        .limit(ModelSize.billions(1))
                        .limit(Resource.compute(), 1.2e20)
                        .leastLoss();
        assertThat(decision.plan().model().parameters()).isCloseTo(1e9, withinPercentage(1e-9));
        assertThat(decision.plan().tokens().count()).isCloseTo(2e10, withinPercentage(1e-9));
    }

    private static DataPool pool(SplittableRandom random, double middle) {
        double unique = middle * Math.exp(random.nextDouble(-5, 1));
        Source first = new Source("first", Tokens.of(unique), 1);
        Source second =
                new Source(
                        "second",
                        Tokens.of(unique * random.nextDouble(0.01, 3)),
                        random.nextDouble(0.2, 2));
        DataPool pool = DataPool.of(random.nextBoolean() ? List.of(first) : List.of(first, second));
        return switch (random.nextInt(3)) {
            case 0 -> pool.withMostEpochs(1);
            case 1 -> pool.withMostEpochs(random.nextDouble(1, 10));
            default -> pool;
        };
    }

    /** The best recipe sees all of the good tokens, once, and none of the poor ones. */
    @Test
    void whereTheBestSourceEndsTheLawHasAKinkAndPricesAreThoseOfSolvingAgain() {
        DataPool pool =
                DataPool.of(
                                List.of(
                                        new Source("good", Tokens.billions(6), 1),
                                        new Source("poor", Tokens.billions(9), 0.3)))
                        .withMostEpochs(1);
        double flops = 1.2e19;
        Decision decision = solved(pool, flops);
        assertThat(decision.plan().tokens().count()).isCloseTo(6e9, withinPercentage(1e-6));
        double loss = decision.plan().loss().nats();
        double step = 1e-5;
        double compute = loss - solved(pool, flops * (1 + step)).plan().loss().nats();
        assertThat(decision.shadowPrices().get("compute") * flops)
                .isCloseTo(compute / step, withinPercentage(1e-2));
        double good =
                loss
                        - solved(pool.with("good", Tokens.of(6e9 * (1 + step))), flops)
                                .plan()
                                .loss()
                                .nats();
        assertThat(decision.shadowPrices().get("good") * 6e9)
                .isCloseTo(good / step, withinPercentage(1e-2));
        assertThat(decision.binding()).containsExactly("compute", "good");
        assertThat(decision.shadowPrices().get("poor")).isZero();
    }

    private static Decision solved(DataPool pool, double flops) {
        return ConstrainedOptimal.of(LAWS.get(1))
                .with(pool)
                .limit(Resource.compute(), flops)
                .leastLoss();
    }
}
