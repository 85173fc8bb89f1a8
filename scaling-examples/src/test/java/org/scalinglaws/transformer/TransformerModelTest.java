package org.scalinglaws.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.Counting;

class TransformerModelTest {
    private static final String SHAPES = "org.scalinglaws.transformer.Shapes#all";

    @ParameterizedTest
    @MethodSource(SHAPES)
    void itHasTheWeightsThatItsShapeCountsByEveryRule(Transformer shape) {
        TransformerModel model = TransformerModel.of(shape, 1);

        for (Counting rule : Counting.values()) {
            assertThat(model.parameters(rule)).isEqualTo(shape.parameters(rule));
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void noLaterTokenChangesAnEarlierLoss(Transformer shape) {
        TransformerModel model = roughened(shape);
        int[] text = Shapes.text(shape, 5);
        float[] losses = model.losses(text, 0);

        for (int changed = 1; changed < text.length; changed++) {
            int[] other = text.clone();
            other[changed] = (text[changed] + 1) % shape.vocabulary();
            float[] changedLosses = model.losses(other, 0);
            for (int place = 0; place < losses.length; place++) {
                if (place + 1 < changed) {
                    assertThat(changedLosses[place]).isEqualTo(losses[place]);
                } else if (place + 1 == changed) {
                    assertThat(changedLosses[place]).isNotEqualTo(losses[place]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void everyEarlierTokenChangesTheLastLoss(Transformer shape) {
        TransformerModel model = roughened(shape);
        int[] text = Shapes.text(shape, 5);
        int last = shape.context() - 1;
        float loss = model.losses(text, 0)[last];

        for (int changed = 0; changed <= last; changed++) {
            int[] other = text.clone();
            other[changed] = (text[changed] + 1) % shape.vocabulary();
            assertThat(model.losses(other, 0)[last]).isNotEqualTo(loss);
        }
    }

    /** Each array of weights by itself, along a direction near its gradient, by four differences. */
    @ParameterizedTest
    @MethodSource(SHAPES)
    void gradientsAgreeWithCentralDifferences(Transformer shape) {
        TransformerModel model = roughened(shape);
        int[] text = Shapes.text(shape, 7);
        model.learn(text, 0, 1);

        SplittableRandom random = new SplittableRandom(11);
        for (Weights weights : model.weights()) {
            // A direction near the gradient, along which the loss changes most.
            float[][] direction = new float[weights.values().length][];
            double along = 0;
            double square = 0;
            for (int row = 0; row < direction.length; row++) {
                direction[row] = new float[weights.values()[row].length];
                for (int i = 0; i < direction[row].length; i++) {
                    float slope = weights.slope(row, i);
                    direction[row][i] = (float) ((0.5 + random.nextDouble()) * slope);
                    along += (double) slope * direction[row][i];
                    square += (double) direction[row][i] * direction[row][i];
                }
            }
            double step = 0.04 / Math.sqrt(square);

            // Four differences leave an error of the fourth power of the step.
            double near = loss(model, weights, direction, text, step);
            double far = loss(model, weights, direction, text, 2 * step);
            double measured = (8 * near - far) / (12 * step);

            assertThat(measured / along).isEqualTo(1, within(1e-3));
        }
    }

    @Test
    void theNextTokensProbabilityIsWhatItsLossSays() {
        TransformerModel model = roughened(Shapes.LLAMA);
        int[] text = Shapes.text(Shapes.LLAMA, 3);
        float[] losses = model.losses(text, 0);

        float[] next = model.next(text[0], text[1], text[2]);

        assertThat(-Math.log(next[text[3]])).isEqualTo(losses[2], within(1e-4));
        double sum = 0;
        for (float one : next) {
            sum += one;
        }
        assertThat(sum).isEqualTo(1, within(1e-5));
    }

    @Test
    void aLongPromptCountsByItsLastTokens() {
        TransformerModel model = roughened(Shapes.GPT);
        int[] text = Shapes.text(Shapes.GPT, 3);
        int[] longer = new int[text.length + 2];
        System.arraycopy(text, 0, longer, 3, text.length - 1);

        assertThat(model.next(longer)).isEqualTo(model.next(Arrays.copyOf(text, text.length - 1)));
    }

    @Test
    void anUntrainedModelIsNearlyAsUncertainAsItsVocabulary() {
        Transformer shape = Transformer.dense(2, 32, 2, 100, 32);
        double mean = 0;
        for (float loss : TransformerModel.of(shape, 1).losses(Shapes.text(shape, 2), 0)) {
            mean += loss / shape.context();
        }

        assertThat(mean).isEqualTo(Math.log(100), within(0.5));
    }

    @Test
    void shapesThatCannotBeTrainedAreRefused() {
        assertThatThrownBy(
                        () ->
                                TransformerModel.of(
                                        Shapes.GPT.withPositions(Transformer.Positions.RELATIVE),
                                        1))
                .hasMessage(
                        "positions that are trained here must be learned or weightless, got"
                                + " relative");
        assertThatThrownBy(
                        () -> TransformerModel.of(Shapes.GPT.withNorms(Transformer.Norms.NONE), 1))
                .hasMessage(
                        "norms that are trained here must be of the root mean square or of layers,"
                                + " got none");
        assertThatThrownBy(() -> TransformerModel.of(Shapes.GPT.withExperts(4, 2), 1))
                .hasMessage(
                        "a model that is trained here must be dense, got feed-forward 48, 2 of 4"
                                + " experts");
        assertThatThrownBy(() -> TransformerModel.of(Shapes.GPT, 1).next())
                .hasMessage("a prompt must have one token or more, got none");
    }

    /** A model whose biases and scales are not all alike, so that a slip in them is seen. */
    private static TransformerModel roughened(Transformer shape) {
        TransformerModel model = TransformerModel.of(shape, 3);
        SplittableRandom random = new SplittableRandom(4);
        for (Weights weights : model.weights()) {
            for (float[] row : weights.values()) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += (float) (0.3 * (random.nextDouble() - 0.5));
                }
            }
        }
        return model;
    }

    private static double loss(
            TransformerModel model, Weights weights, float[][] along, int[] text, double step) {
        return shifted(model, weights, along, text, step)
                - shifted(model, weights, along, text, -step);
    }

    private static double shifted(
            TransformerModel model, Weights weights, float[][] along, int[] text, double step) {
        float[][] values = weights.values();
        float[][] before = new float[values.length][];
        for (int row = 0; row < values.length; row++) {
            before[row] = values[row].clone();
            for (int i = 0; i < values[row].length; i++) {
                values[row][i] += (float) (step * along[row][i]);
            }
        }
        double sum = 0;
        for (float loss : model.losses(text, 0)) {
            sum += loss;
        }
        for (int row = 0; row < values.length; row++) {
            System.arraycopy(before[row], 0, values[row], 0, values[row].length);
        }
        return sum;
    }
}
