package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final int[] TEXT = {0, 3, 1, 4, 4, 2, 0, 3, 3, 1, 0};

    /** Weights that are not those of the start, where the last layer is zero. */
    private static Network stirred(Shape shape, long seed) {
        Network network = new Network(shape, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (double[] array : network.weights()) {
            for (int i = 0; i < array.length; i++) {
                array[i] += 0.6 * (2 * random.nextDouble() - 1);
            }
        }
        return network;
    }

    @Property(tries = 20)
    void slopesAreThoseOfCentralDifferences(
            @ForAll @IntRange(min = 1, max = 3) int layers,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll @IntRange(min = 1, max = 5) int hidden,
            @ForAll long seed) {
        Network network = stirred(new Shape(5, width, hidden, layers), seed);
        network.learn(TEXT, 2, 9);
        List<double[]> slopes = network.slopes().stream().map(double[]::clone).toList();
        for (int k = 0; k < slopes.size(); k++) {
            double[] weights = network.weights().get(k);
            for (int i = 0; i < weights.length; i++) {
                double kept = weights[i];
                weights[i] = kept + 1e-5;
                double above = network.learn(TEXT, 2, 9);
                weights[i] = kept - 1e-5;
                double below = network.learn(TEXT, 2, 9);
                weights[i] = kept;
                assertThat(slopes.get(k)[i])
                        .as("weight %d of array %d", i, k)
                        .isCloseTo((above - below) / 2e-5, offset(1e-8));
            }
        }
    }

    @Property(tries = 20)
    void aShapeCountsTheWeightsThatAModelHas(
            @ForAll @IntRange(min = 2, max = 9) int words,
            @ForAll @IntRange(min = 1, max = 7) int width,
            @ForAll @IntRange(min = 1, max = 7) int hidden,
            @ForAll @IntRange(min = 1, max = 4) int layers) {
        Shape shape = new Shape(words, width, hidden, layers);
        List<double[]> weights = new Network(shape, 1).weights();
        long all = weights.stream().mapToLong(array -> array.length).sum();
        assertThat(shape.parameters()).isEqualTo(all);
        assertThat(shape.nonEmbedding()).isEqualTo(all - weights.get(0).length);
        assertThat(shape.active()).isEqualTo(shape.nonEmbedding() + 2L * width);
    }

    @Test
    void aSmallShapeIsCountedByHand() {
        Shape shape = new Shape(64, 5, 3, 1);
        assertThat(shape.parameters()).isEqualTo(64 * 5 + (10 * 3 + 3) + (3 * 64 + 64));
        assertThat(shape.flopsPerToken()).isEqualTo(6 * (10 * 3 + 3 * 64));
        assertThat(shape).hasToString("5x3x1");
    }

    @Test
    void predictionsAreWhatLearningSees() {
        Network network = stirred(new Shape(5, 3, 4, 2), 8);
        double[] predicted = network.predictions();
        double loss = 0;
        for (int place = 2; place < TEXT.length; place++) {
            loss -= Math.log(predicted[(TEXT[place - 2] * 5 + TEXT[place - 1]) * 5 + TEXT[place]]);
        }
        assertThat(network.learn(TEXT, 2, 9)).isCloseTo(loss / 9, offset(1e-12));
        for (int pair = 0; pair < 25; pair++) {
            double sum = 0;
            for (int x = 0; x < 5; x++) {
                sum += predicted[pair * 5 + x];
            }
            assertThat(sum).isCloseTo(1, offset(1e-12));
        }
    }

    @Test
    void aNewModelKnowsNothing() {
        assertThat(new Network(new Shape(64, 4, 4, 1), 5).learn(new int[40], 2, 30))
                .isCloseTo(Math.log(64), offset(1e-12));
    }

    /** Worked by hand: the first step is the rate whatever the slope, the second weighs both. */
    @Test
    void adamStepsByTheRateAtFirstAndThenByItsMeans() {
        double[] weight = {1, 1};
        double[] slope = {0.5, -4};
        Adam adam = new Adam(List.of(weight), List.of(slope));
        adam.step(0.1);
        assertThat(weight[0]).isCloseTo(0.9, offset(1e-8));
        assertThat(weight[1]).isCloseTo(1.1, offset(1e-8));
        slope[0] = 0.25;
        slope[1] = 0;
        adam.step(0.1);
        double mean = (0.9 * 0.05 + 0.1 * 0.25) / (1 - 0.81);
        double square = (0.99 * 0.0025 + 0.01 * 0.0625) / (1 - 0.9801);
        assertThat(weight[0]).isCloseTo(0.9 - 0.1 * mean / Math.sqrt(square), offset(1e-8));
    }

    @Test
    void tanhIsThatOfTheLibraryAndNeverLeavesItsRange() {
        for (double x : new double[] {0, 1e-30, -1e-9, 0.3, -2, 19, 800, -1e300}) {
            assertThat(Softmax.tanh(x)).isCloseTo(StrictMath.tanh(x), offset(2e-16));
        }
    }

    @Test
    void probabilitiesOfHugeLogitsAreFinite() {
        double[] logits = {1e300, 1e300, -1e300, 7};
        assertThat(Softmax.of(logits, 0, 3)).isEqualTo(1e300);
        assertThat(logits).containsExactly(0.5, 0.5, 0, 7);
    }

    @Test
    void aShapeNeedsOneOfEach() {
        assertThatThrownBy(() -> new Shape(64, 0, 3, 1))
                .hasMessage(
                        "a model needs 2 words and 1 of all else, got 64 words, width 0, 3 units in 1"
                                + " layers");
    }
}
