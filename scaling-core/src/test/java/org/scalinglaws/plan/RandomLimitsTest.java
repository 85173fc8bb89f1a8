package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.scalinglaws.plan.ConstrainedOptimalTest.CLUSTER;
import static org.scalinglaws.plan.ConstrainedOptimalTest.SITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Resource;

/** Plans under limits of all kinds that are near one another, so that any of them may bind. */
class RandomLimitsTest {
    /** A law, and limits of all kinds that are near one another, so that any of them may bind. */
    private record Scenario(
            LossLaw law,
            List<Limit> limits,
            double served,
            Optional<DataPool> pool,
            Optional<ModelSize> least) {
        static Scenario of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            ChinchillaLaw law =
                    new ChinchillaLaw(
                            random.nextDouble(0, 2.5),
                            Math.exp(random.nextDouble(4, 8)),
                            random.nextDouble(0.2, 0.5),
                            Math.exp(random.nextDouble(4, 8)),
                            random.nextDouble(0.2, 0.5));
            double flops = Math.pow(10, random.nextDouble(19, 25));
            Plan best = ComputeOptimal.of(law).plan(Compute.flops(flops));
            double n = best.model().parameters();
            double d = best.tokens().count();
            List<Limit> limits = new ArrayList<>();
            limits.add(new Limit(Resource.compute(), flops));
            if (random.nextBoolean()) {
                Resource days = Resource.days(CLUSTER);
                limits.add(new Limit(days, near(random, days.perTrainingFlop() * flops)));
            }
            if (random.nextBoolean()) {
                Resource money = Resource.money(SITE);
                limits.add(new Limit(money, near(random, money.perTrainingFlop() * flops)));
            }
            if (random.nextBoolean()) {
                limits.add(new Limit(Resource.parameters(Counting.TOTAL), near(random, n)));
            }
            if (random.nextBoolean()) {
                limits.add(new Limit(Resource.tokens(), near(random, d)));
            }
            double served = random.nextBoolean() ? near(random, d) : 0;
            Optional<DataPool> pool = Optional.empty();
            if (random.nextBoolean()) {
                double epochs = random.nextBoolean() ? 4 : Double.POSITIVE_INFINITY;
                pool =
                        Optional.of(
                                DataPool.of(Tokens.of(near(random, d) / 2)).withMostEpochs(epochs));
            }
            Optional<ModelSize> least =
                    random.nextInt(4) == 0
                            ? Optional.of(ModelSize.of(n * random.nextDouble(0.05, 0.3)))
                            : Optional.empty();
            return new Scenario(law, limits, served, pool, least);
        }

        private static double near(SplittableRandom random, double middle) {
            return middle * Math.exp(random.nextDouble(-1.2, 1.2));
        }

        /** The planner with one number of the scenario changed; -1 for none. */
        ConstrainedOptimal planner(int changed, double times) {
            ConstrainedOptimal planner = ConstrainedOptimal.of(law);
            for (int j = 0; j < limits.size(); j++) {
                Limit limit = limits.get(j);
                planner =
                        planner.limit(limit.resource(), limit.most() * (j == changed ? times : 1));
            }
            if (served > 0) {
                double tokens = served * (changed == limits.size() ? times : 1);
                planner = planner.serving(Tokens.of(tokens));
            }
            if (pool.isPresent()) {
                double factor = changed == limits.size() + 1 ? times : 1;
                double unique = pool.get().unique() * factor;
                planner = planner.with(pool.get().with(Decision.UNIQUE_TOKENS, Tokens.of(unique)));
            }
            if (least.isPresent()) {
                double factor = changed == limits.size() + 2 ? times : 1;
                planner = planner.withLeast(ModelSize.of(least.get().parameters() * factor));
            }
            return planner;
        }

        /** The place of a number by its name in the decision. */
        int place(String name) {
            for (int j = 0; j < limits.size(); j++) {
                if (limits.get(j).resource().name().equals(name)) {
                    return j;
                }
            }
            return limits.size()
                    + List.of(
                                    Decision.SERVED_TOKENS,
                                    Decision.UNIQUE_TOKENS,
                                    Decision.LEAST_PARAMETERS)
                            .indexOf(name);
        }

        double room(double n) {
            double most = pool.map(DataPool::most).orElse(Double.POSITIVE_INFINITY);
            for (Limit limit : limits) {
                Resource resource = limit.resource();
                double rest = limit.most() - resource.use(0, 2 * n * served, n, 0);
                double each = resource.perTrainingFlop() * 6 * n + resource.perToken();
                most = Math.min(most, rest < 0 ? 0 : each > 0 ? rest / each : most);
            }
            return most;
        }
    }

    @Property(tries = 60)
    void noneOfTenThousandRandomRecipesWithinTheLimitsIsBetter(@ForAll long seed) {
        Scenario scenario = Scenario.of(seed);
        Decision decision = scenario.planner(-1, 1).leastLoss();
        SplittableRandom random = new SplittableRandom(seed);
        double best = decision.plan().loss().nats();
        double middle = decision.plan().model().parameters();
        Data data = Data.of(LossSurface.of(scenario.law), scenario.pool.orElse(null));
        double least = scenario.least.map(ModelSize::parameters).orElse(1.0);
        for (int i = 0; i < 10_000; i++) {
            double reach = i % 2 == 0 ? 3 : 0.1;
            double n = middle * Math.exp(random.nextDouble(-reach, reach));
            double most = scenario.room(n);
            if (n < least || !(most >= 1)) {
                continue;
            }
            double d = i % 3 == 0 ? most : most * Math.exp(-random.nextDouble(0, 2));
            assertThat(data.loss(n, d)).as("%s %s", n, d).isGreaterThanOrEqualTo(best - 1e-13);
        }
    }

    @Property(tries = 200)
    void limitsAreKeptAndWhatDoesNotBindBuysNothing(@ForAll long seed) {
        Decision decision = Scenario.of(seed).planner(-1, 1).leastLoss();
        for (Decision.Use use : decision.limits()) {
            if (use.name().equals(Decision.LEAST_PARAMETERS)) {
                assertThat(use.used()).isGreaterThanOrEqualTo(use.limit() * (1 - 1e-12));
            } else {
                assertThat(use.used()).isLessThanOrEqualTo(use.limit() * (1 + 1e-9));
            }
            assertThat(use.shadowPrice()).isGreaterThanOrEqualTo(0);
            if (!use.binding()) {
                assertThat(use.shadowPrice()).isZero();
            }
        }
        assertThat(decision.binding()).isNotEmpty();
    }

    @Property(tries = 200)
    void shadowPricesAgreeWithFiniteDifferences(@ForAll long seed) {
        Scenario scenario = Scenario.of(seed);
        Decision decision = scenario.planner(-1, 1).leastLoss();
        for (Decision.Use use : decision.limits()) {
            int place = scenario.place(use.name());
            double narrow = slope(scenario, place, 1e-4, decision) / use.limit();
            double wide = slope(scenario, place, 2e-4, decision) / use.limit();
            double slope = (4 * narrow - wide) / 3;
            if (Double.isNaN(slope)) {
                continue;
            }

            // A difference of losses of 20 nats over such a step keeps ten digits, not more.
            double rounding = 8 * Math.ulp(decision.plan().loss().nats()) / 1e-4;
            boolean demand =
                    use.name().equals(Decision.SERVED_TOKENS)
                            || use.name().equals(Decision.LEAST_PARAMETERS);
            assertThat(use.shadowPrice() * use.limit())
                    .as("%s of %s", use, decision)
                    .isCloseTo(
                            (demand ? -slope : slope) * use.limit(),
                            within(1e-10 + rounding + 1e-4 * Math.abs(slope * use.limit())));
        }
    }

    /** The loss that a larger limit saves, or NaN where other limits bind than before. */
    private static double slope(Scenario scenario, int place, double step, Decision at) {
        Decision more = scenario.planner(place, 1 + step).leastLoss();
        Decision less = scenario.planner(place, 1 - step).leastLoss();
        return more.binding().equals(at.binding()) && less.binding().equals(at.binding())
                ? (less.plan().loss().nats() - more.plan().loss().nats()) / (2 * step)
                : Double.NaN;
    }

    @Property(tries = 100)
    void moreOfAnythingNeverRaisesTheLoss(
            @ForAll long seed, @ForAll @DoubleRange(min = 1, max = 3) double times) {
        Scenario scenario = Scenario.of(seed);
        double loss = scenario.planner(-1, 1).leastLoss().plan().loss().nats();
        for (int j = 0; j < scenario.limits.size(); j++) {
            assertThat(scenario.planner(j, times).leastLoss().plan().loss().nats())
                    .isLessThanOrEqualTo(loss + 1e-13);
        }
    }

    @Property(tries = 60)
    void theLeastCostOfTheLeastLossIsTheBudget(@ForAll long seed) {
        Scenario scenario = Scenario.of(seed);
        Decision least = scenario.planner(-1, 1).leastLoss();
        Decision.Use compute = least.limits().get(0);
        Decision cheapest =
                scenario.planner(0, 1.5)
                        .leastCost(
                                Loss.nats(least.plan().loss().nats() * (1 + 1e-9)),
                                Resource.compute());
        assertThat(cheapest.plan().loss().nats())
                .isCloseTo(least.plan().loss().nats() * (1 + 1e-9), within(1e-12));
        assertThat(cheapest.cost().orElseThrow().amount())
                .isLessThanOrEqualTo(compute.used() * (1 + 1e-9));
        if (compute.binding() && compute.shadowPrice() * compute.limit() > 1e-4) {
            assertThat(cheapest.cost().orElseThrow().amount())
                    .isCloseTo(compute.used(), withinPercentage(1e-2));
        }
    }
}
