package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

class DataLimitedTest {
    private static final ChinchillaLaw LAW = PublishedLaws.MUENNIGHOFF_2023_BASE.law();
    private static final DataLimited PLANNER =
            DataLimited.of(LAW, DataPool.of(Tokens.billions(25)));

    /** Both losses as the code of Muennighoff et al. (2023) prints them for U = 25e9. */
    @Test
    void lossesOfRepeatedDataAreThoseOfThePapersCode() {
        assertThat(PLANNER.loss(Recipe.of(ModelSize.billions(6.34), Tokens.billions(242))).nats())
                .isCloseTo(2.2256440889984477, within(1e-12));
        assertThat(PLANNER.loss(Recipe.of(ModelSize.billions(8.67), Tokens.billions(178))).nats())
                .isCloseTo(2.2269634075087867, within(1e-12));
    }

    @Test
    void belowTheWallThePlanIsTheOneWithoutLimit() {
        Compute budget = Compute.flops(1e19);
        Plan limited = PLANNER.plan(budget);
        Plan free = ComputeOptimal.of(LAW).plan(budget);
        assertThat(limited.model().parameters())
                .isCloseTo(free.model().parameters(), withinPercentage(1e-5));
        assertThat(limited.loss().nats()).isCloseTo(free.loss().nats(), within(1e-14));
    }

    @Test
    void theWallIsWhereTheBestRecipeSeesEveryTokenOnce() {
        double size = ComputeOptimal.of(LAW).frontier().sizeFor(Tokens.billions(25)).parameters();
        assertThat(PLANNER.wall().flops()).isCloseTo(6 * size * 25e9, withinPercentage(1e-10));
        Compute at = PLANNER.wall();
        assertThat(PLANNER.plan(at).tokens().count()).isCloseTo(25e9, withinPercentage(1e-4));
        Compute beyond = Compute.flops(PLANNER.wall().flops() * 1.1);
        assertThat(PLANNER.decide(beyond).epochs()).isGreaterThan(1.01);
    }

    @Test
    void theWallOfALawThatReadsUniqueTokensIsTheSame() {
        DataLimited own =
                DataLimited.of(PublishedLaws.MUENNIGHOFF_2023, DataPool.of(Tokens.billions(25)));
        assertThat(own.wall().flops()).isCloseTo(PLANNER.wall().flops(), withinPercentage(1e-4));
    }

    @Test
    void aFurtherEpochIsWorthLessEachTime() {
        ModelSize model = ModelSize.billions(7);
        DataLimited.Epoch second = PLANNER.furtherEpoch(Recipe.of(model, Tokens.billions(25)));
        DataLimited.Epoch tenth = PLANNER.furtherEpoch(Recipe.of(model, Tokens.billions(225)));
        assertThat(second.worth()).isEqualTo(1);
        assertThat(tenth.worth()).isCloseTo(Math.exp(-8 / 15.387756), within(1e-12));
        assertThat(second.gain()).isGreaterThan(tenth.gain()).isPositive();
        assertThat(tenth)
                .hasToString(
                        "after 9 epochs the next token is worth 0.595 of a new one; a further epoch"
                                + " takes the loss from 2.22444 to 2.2202 nats");
    }

    @Test
    void aPoolOfSourcesPricesEachOfThem() {
        DataPool pool =
                DataPool.of(
                        List.of(
                                new DataPool.Source("web", Tokens.billions(20), 1),
                                new DataPool.Source("books", Tokens.billions(5), 1.3)));
        Decision decision = DataLimited.of(LAW, pool).decide(Compute.flops(1e22));
        assertThat(decision.binding()).containsExactly("trainingCompute", "books", "web");
        double price = decision.shadowPrices().get("books");
        double step = 5e5;
        double more =
                DataLimited.of(LAW, pool.with("books", Tokens.of(5e9 + step)))
                        .plan(Compute.flops(1e22))
                        .loss()
                        .nats();
        double less =
                DataLimited.of(LAW, pool.with("books", Tokens.of(5e9 - step)))
                        .plan(Compute.flops(1e22))
                        .loss()
                        .nats();
        assertThat(price).isCloseTo((less - more) / (2 * step), withinPercentage(1e-2));
        assertThat(price).isGreaterThan(decision.shadowPrices().get("web"));
    }

    @Test
    void atMostOneEpochStopsAtTheWall() {
        Plan plan = PLANNER.withMostEpochs(1).plan(Compute.flops(1e22));
        assertThat(plan.tokens()).isEqualTo(Tokens.billions(25));
        assertThat(plan.loss().nats())
                .isGreaterThan(PLANNER.plan(Compute.flops(1e22)).loss().nats());
    }

    @Test
    void afterTooManyEpochsNothingBuysAnything() {
        Decision worn = DataLimited.of(LAW, DataPool.of(Tokens.of(1))).decide(Compute.flops(1e21));
        assertThat(worn.shadowPrices().get("trainingCompute")).isZero();
        assertThat(worn.plan().loss().nats())
                .isCloseTo(
                        DataLimited.of(LAW, DataPool.of(Tokens.of(1)))
                                .plan(Compute.flops(1e18))
                                .loss()
                                .nats(),
                        within(1e-9));
    }
}
