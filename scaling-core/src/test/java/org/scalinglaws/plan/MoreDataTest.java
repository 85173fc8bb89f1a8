package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.DataPool.Source;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/** More distinct tokens of any source never hurt. */
class MoreDataTest {
    private static final ChinchillaLaw BESIROGLU = PublishedLaws.BESIROGLU_2024.law();

    private static DataPool webAndBooks(double web, double books) {
        return DataPool.of(
                List.of(
                        new Source("web", Tokens.of(web), 1),
                        new Source("books", Tokens.of(books), 1.5)));
    }

    private static DataPool anyPool(SplittableRandom random, double tokens) {
        int count = random.nextInt(1, 5);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double unique = tokens / count * Math.exp(random.nextDouble(-4, 1.5));
            double quality = i == 0 ? 1 : Math.exp(random.nextDouble(-1.5, 1.5));
            sources.add(new Source("source " + i, Tokens.of(unique), quality));
        }
        DataPool pool = DataPool.of(sources);
        return random.nextInt(3) == 0 ? pool.withMostEpochs(random.nextDouble(1, 6)) : pool;
    }

    @Property(tries = 60)
    void neverRaiseTheLossAndNeverHaveANegativePrice(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ChinchillaLaw law =
                new ChinchillaLaw(
                        random.nextDouble(0, 2.5),
                        Math.exp(random.nextDouble(4, 8)),
                        random.nextDouble(0.2, 0.5),
                        Math.exp(random.nextDouble(4, 8)),
                        random.nextDouble(0.2, 0.5));
        double flops = Math.pow(10, random.nextDouble(19, 26));
        DataPool pool =
                anyPool(random, ComputeOptimal.of(law).plan(Compute.flops(flops)).tokens().count());
        ConstrainedOptimal planner = ConstrainedOptimal.of(law).limit(Resource.compute(), flops);
        Decision decision = planner.with(pool).leastLoss();
        double loss = decision.plan().loss().nats();

        assertThat(decision.shadowPrices().values())
                .as("seed %d", seed)
                .allMatch(price -> price >= 0);
        for (Source source : pool.sources()) {
            double more = source.unique().count() * random.nextDouble(1, 5);
            DataPool larger = pool.with(source.name(), Tokens.of(more));
            assertThat(planner.with(larger).leastLoss().plan().loss().nats())
                    .as("seed %d, %s", seed, source.name())
                    .isLessThanOrEqualTo(loss * (1 + 1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {6e9, 8e9, 1e10, 1.2e10})
    void priceIsWhatALittleMoreBuys(double books) {
        ConstrainedOptimal planner =
                ConstrainedOptimal.of(BESIROGLU).limit(Resource.compute(), 1e21);
        Decision decision = planner.with(webAndBooks(30e9, books)).leastLoss();
        double more =
                planner.with(webAndBooks(30e9, books * 1.001)).leastLoss().plan().loss().nats();
        double bought = (decision.plan().loss().nats() - more) / (books * 0.001);
        assertThat(decision.shadowPrices().get("books"))
                .isCloseTo(bought, within(1e-3 * bought + 1e-16));
        assertThat(bought).isPositive();
    }

    @Property(tries = 60)
    void noOtherMixOfTheSameTokensHasLessLoss(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double books = 5e9 * Math.exp(random.nextDouble(-1, 2));
        double web = 30e9 * Math.exp(random.nextDouble(-1, 1));
        double tokens = (books + web) * Math.exp(random.nextDouble(-1, 2));
        double size = 1e9 * Math.exp(random.nextDouble(0, 5));
        DataPool pool = webAndBooks(web, books);
        double loss =
                DataLimited.of(BESIROGLU, pool)
                        .loss(Recipe.of(ModelSize.of(size), Tokens.of(tokens)))
                        .nats();
        for (int i = 0; i <= 200; i++) {
            double ofBooks = tokens * i / 200;
            assertThat(lossOf(pool, size, ofBooks, tokens - ofBooks))
                    .as("seed %d, %d of 200 parts books", seed, i)
                    .isGreaterThanOrEqualTo(loss * (1 - 1e-12));
        }
    }

    /** The loss by the formulas of {@link DataPool} and {@link Repeated}, for a mix that is given. */
    private static double lossOf(DataPool pool, double size, double ofBooks, double ofWeb) {
        Source books = pool.sources().get(0);
        Source web = pool.sources().get(1);
        double distinct =
                books.quality() * Math.min(ofBooks, books.unique().count())
                        + web.quality() * Math.min(ofWeb, web.unique().count());
        double effective = worth(books, ofBooks, pool.rD()) + worth(web, ofWeb, pool.rD());
        double useful =
                Math.min(
                        size,
                        ComputeOptimal.of(BESIROGLU)
                                .frontier()
                                .sizeFor(Tokens.of(distinct))
                                .parameters());
        double excess = (size / useful - 1) / pool.rN();
        double sized = useful + useful * pool.rN() * (1 - Math.exp(-excess));
        return BESIROGLU.loss(Recipe.of(ModelSize.of(sized), Tokens.of(effective)));
    }

    private static double worth(Source source, double seen, double rD) {
        double unique = source.unique().count();
        double again = Math.max(0, seen - unique) / unique;
        return source.quality()
                * (Math.min(seen, unique) + unique * rD * (1 - Math.exp(-again / rD)));
    }

    @Test
    void aModelThatIsTooLargeForItsDataSeesNewTokensBeforeBetterOldOnes() {
        DataPool pool = webAndBooks(30e9, 3e9);
        Data.Pooled data = Data.Pooled.of(LossSurface.of(BESIROGLU), pool);
        Mix small = data.mix(1e8, 15e9);
        Mix large = data.mix(1e12, 15e9);
        assertThat(small.epochs(0)).isCloseTo(pool.epochs(15e9).get("books"), within(1e-12));
        assertThat(large.epochs(0)).isLessThan(small.epochs(0));
        assertThat(large.distinct()).isGreaterThan(small.distinct());
        assertThat(large.effective()).isLessThan(small.effective());
        assertThat(large.seen(0) + large.seen(1)).isCloseTo(15e9, withinPercentage(1e-10));
    }
}
