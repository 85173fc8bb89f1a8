package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final Source SMALL = Source.of(new Source.Settings(5, 1, 20, 0.9, 2, 2, 3));

    @Test
    void withoutFeaturesWordsAreIndependentAndTheEntropyIsThatOfTheirZipfWeights() {
        Source flat = Source.of(new Source.Settings(4, 1, 0, 0.9, 0, 2, 1));
        double[] shares = {12 / 25.0, 6 / 25.0, 4 / 25.0, 3 / 25.0};
        double entropy = Arrays.stream(shares).map(p -> -p * Math.log(p)).sum();
        assertThat(flat.entropyRate()).isCloseTo(entropy, offset(1e-12));
        assertThat(flat.unigramEntropy()).isCloseTo(entropy, offset(1e-12));
        assertThat(flat.continuations().wordShares()).containsExactly(shares, within(1e-12));
    }

    @Test
    void contextTakesUncertaintyAway() {
        assertThat(Source.STANDARD.entropyRate())
                .isLessThan(Source.STANDARD.unigramEntropy() - 0.5);
        assertThat(Source.STANDARD.unigramEntropy()).isLessThan(Math.log(64));
    }

    /** The entropy of blocks grows by the entropy rate with each word once they are longer than two. */
    @Test
    void theEntropyRateIsWhatOneMoreWordAddsToABlock() {
        double[] next = SMALL.predictions();
        double[] pairs = pairs(next, 5);
        double two = 0;
        double three = 0;
        for (int pair = 0; pair < 25; pair++) {
            two -= pairs[pair] * Math.log(pairs[pair]);
            for (int x = 0; x < 5; x++) {
                double block = pairs[pair] * next[pair * 5 + x];
                three -= block * Math.log(block);
            }
        }
        assertThat(SMALL.entropyRate()).isCloseTo(three - two, offset(1e-12));
    }

    /** Shares of pairs by many steps of the chain from one pair. */
    private static double[] pairs(double[] next, int words) {
        double[] shares = new double[words * words];
        shares[0] = 1;
        for (int step = 0; step < 1000; step++) {
            double[] later = new double[shares.length];
            for (int i = 0; i < next.length; i++) {
                later[i / words % words * words + i % words] += shares[i / words] * next[i];
            }
            shares = later;
        }
        return shares;
    }

    @Test
    void aTextHasTheEntropyThatTheSourceHas() {
        Corpus corpus = Corpus.of(SMALL.text(400_000, 11));
        assertThat(corpus.vocabulary()).isEqualTo(SMALL.words());
        double loss =
                Continuations.in(corpus.training(0, 360_000), 0, 360_000, 5)
                        .loss(SMALL.predictions());
        // The standard deviation of ln P is about 0.8, so that of the mean is 0.0014.
        assertThat(loss).isCloseTo(SMALL.entropyRate(), offset(0.006));
    }

    @Test
    void noPredictionBeatsTheSourceInTheLongRun() {
        double[] other = SMALL.predictions();
        other[7] += 0.1 * other[8];
        other[8] -= 0.1 * other[8];
        assertThat(SMALL.continuations().loss(other)).isGreaterThan(SMALL.entropyRate());
    }

    @Test
    void textIsWordsOfTwoLettersAndItsSeedDecidesIt() {
        assertThat(SMALL.words()).isEqualTo(List.of("ba", "be", "bi", "bo", "da"));
        assertThat(Source.STANDARD.words()).doesNotHaveDuplicates().isSorted().hasSize(64);
        assertThat(SMALL.text(4, 1)).matches("([bd][aeio] ){3}[bd][aeio]");
        assertThat(SMALL.text(100, 1))
                .isEqualTo(SMALL.text(100, 1))
                .isNotEqualTo(SMALL.text(100, 2));
    }

    @Test
    void frequentWordsAreThoseOfHighRank() {
        double[] shares = Source.STANDARD.continuations().wordShares();
        double first = IntStream.range(0, 8).mapToDouble(i -> shares[i]).sum();
        double last = IntStream.range(56, 64).mapToDouble(i -> shares[i]).sum();
        assertThat(first).isGreaterThan(8 * last);
        assertThat(Arrays.stream(shares).sum()).isCloseTo(1, offset(1e-12));
    }

    @Test
    void aSourceHasAWordForEachSyllable() {
        assertThatThrownBy(() -> Source.of(new Source.Settings(65, 1, 1, 1, 1, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a source must have 2 to 64 words, got 65");
    }
}
