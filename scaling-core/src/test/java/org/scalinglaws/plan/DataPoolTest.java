package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.plan.DataPool.Source;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class DataPoolTest {
    private static final DataPool THREE =
            DataPool.of(
                    List.of(
                            new Source("web", Tokens.billions(400), 1),
                            new Source("books", Tokens.billions(50), 1.5),
                            new Source("spam", Tokens.trillions(1), 0.2)));

    @Property(tries = 300)
    void oneSourceIsTheDataOfTheLawOfRepetition(
            @ForAll @DoubleRange(min = 0.01, max = 100) double epochs) {
        DataConstrainedLaw law = PublishedLaws.MUENNIGHOFF_2023.law();
        Recipe recipe =
                Recipe.of(ModelSize.billions(1), Tokens.of(epochs * 25e9))
                        .with(Factor.UNIQUE_TOKENS, 25e9);
        assertThat(DataPool.of(Tokens.billions(25)).effectiveTokens(epochs * 25e9))
                .isCloseTo(law.effectiveTokens(recipe), withinPercentage(1e-10));
    }

    @Property(tries = 200)
    void noOtherMixOfTheSameTokensIsWorthMore(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double tokens = 50e9 * Math.exp(random.nextDouble(-2, 5));
        double best = THREE.effectiveTokens(tokens);
        for (int i = 0; i < 200; i++) {
            double[] shares = {random.nextDouble(), random.nextDouble(), random.nextDouble() * 0.3};
            double sum = shares[0] + shares[1] + shares[2];
            double worth = 0;
            for (int k = 0; k < 3; k++) {
                Source source = THREE.sources().get(k);
                double seen = tokens * shares[k] / sum;
                worth +=
                        source.quality()
                                * new DataPool(
                                                List.of(new Source("one", source.unique(), 1)),
                                                THREE.rD(),
                                                THREE.rN(),
                                                Double.POSITIVE_INFINITY)
                                        .effectiveTokens(seen);
            }
            assertThat(worth).isLessThanOrEqualTo(best * (1 + 1e-12));
        }
    }

    @Property(tries = 200)
    void theWorthOfTheNextTokenIsTheSlopeOfTheEffectiveTokens(
            @ForAll @DoubleRange(min = 8, max = 14) double log10Tokens) {
        double tokens = Math.pow(10, log10Tokens);
        double step = tokens * 1e-5;
        double slope =
                (THREE.effectiveTokens(tokens + step) - THREE.effectiveTokens(tokens - step))
                        / (2 * step);
        assertThat(THREE.worthOfNext(tokens)).isCloseTo(slope, within(1e-4));
    }

    @Property(tries = 200)
    void tokensOfAllSourcesAddUp(
            @ForAll @DoubleRange(min = 8, max = 13) double log10Tokens,
            @ForAll @DoubleRange(min = 1, max = 8) double most) {
        DataPool pool = THREE.withMostEpochs(most);
        double tokens = Math.min(Math.pow(10, log10Tokens), pool.most());
        double sum = 0;
        for (Source source : pool.sources()) {
            double epochs = pool.epochs(tokens).get(source.name());
            assertThat(epochs).isBetween(0.0, most * (1 + 1e-9));
            sum += epochs * source.unique().count();
        }
        assertThat(sum).isCloseTo(tokens, withinPercentage(1e-9));
    }

    @Test
    void theBestTokensComeFirstAndThePoorestWhenTheOthersAreWornOut() {
        assertThat(THREE.sources())
                .extracting(Source::name)
                .containsExactly("books", "web", "spam");
        assertThat(THREE.epochs(25e9))
                .containsExactly(entry("books", 0.5), entry("web", 0.0), entry("spam", 0.0));
        assertThat(THREE.worthOfNext(25e9)).isEqualTo(1.5);
        double booksUntilWeb = 1 + THREE.rD() * Math.log(1.5);
        double tokens = 50e9 * booksUntilWeb + 100e9;
        assertThat(THREE.epochs(tokens).get("books")).isCloseTo(booksUntilWeb, within(1e-9));
        assertThat(THREE.epochs(tokens).get("web")).isCloseTo(0.25, within(1e-9));
        assertThat(THREE.epochs(tokens).get("spam")).isZero();
        assertThat(THREE.uniqueSeen(tokens)).isCloseTo(150e9, within(1.0));
        assertThat(THREE.distinctTokens(tokens)).isCloseTo(175e9, within(1.0));
    }

    @Test
    void oneEpochTakesTheSourcesInOrderOfTheirQuality() {
        DataPool once = THREE.withMostEpochs(1);
        assertThat(once.effectiveTokens(450e9)).isCloseTo(475e9, within(1e-3));
        assertThat(once.effectiveTokens(1450e9)).isCloseTo(675e9, within(1e-3));
        assertThat(once.worthOfNext(1000e9)).isEqualTo(0.2);
    }

    @Test
    void moreThanThePoolAllowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> THREE.withMostEpochs(2).effectiveTokens(3e12))
                .withMessage("tokens seen must be positive and at most 2.9T, got 3T");
    }

    @Test
    void badPoolsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPool.of(List.of()))
                .withMessage("a pool needs one or more sources of distinct names, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> THREE.withMostEpochs(0.5))
                .withMessage("most epochs must be 1 or more, got 0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Source("web", Tokens.billions(1), 0))
                .withMessage("quality of web must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> THREE.with("code", Tokens.billions(1)))
                .withMessage("the pool has no source 'code'; there are [books, web, spam]");
    }
}
