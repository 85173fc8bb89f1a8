package org.scalinglaws.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * A small neural language model and its gradients.
 *
 * <pre>
 *   x = [e(a); e(b)],  h1 = tanh(x W1 + c1),  ...,  ln P(. | a, b) = h W + c - ln Z</pre>
 *
 * <p>One batch is worked on at a time, in matrices that are made once. For one thread.
 */
final class Network {
    private final Shape shape;
    private final DMatrixRMaj embedding;
    private final DMatrixRMaj embeddingSlope;
    private final List<Layer> layers = new ArrayList<>();
    private final DMatrixRMaj input = new DMatrixRMaj();
    private final DMatrixRMaj inputSlope = new DMatrixRMaj();

    /** An affine map, its gradients, and what comes out of it for the rows of a batch. */
    private static final class Layer {
        private final DMatrixRMaj weights;
        private final DMatrixRMaj bias;
        private final DMatrixRMaj weightSlope;
        private final DMatrixRMaj biasSlope;
        private final DMatrixRMaj output = new DMatrixRMaj();
        private final DMatrixRMaj outputSlope = new DMatrixRMaj();

        private Layer(int inputs, int outputs, double reach, SplittableRandom random) {
            this.weights = uniform(inputs, outputs, reach, random);
            this.bias = new DMatrixRMaj(1, outputs);
            this.weightSlope = new DMatrixRMaj(inputs, outputs);
            this.biasSlope = new DMatrixRMaj(1, outputs);
        }

        private void forward(DMatrixRMaj in) {
            output.reshape(in.numRows, weights.numCols);
            CommonOps_DDRM.mult(in, weights, output);
            int at = 0;
            for (int row = 0; row < output.numRows; row++) {
                for (int j = 0; j < output.numCols; j++) {
                    output.data[at++] += bias.data[j];
                }
            }
        }

        private void backward(DMatrixRMaj in, DMatrixRMaj inSlope) {
            CommonOps_DDRM.multTransA(in, outputSlope, weightSlope);
            Arrays.fill(biasSlope.data, 0);
            int at = 0;
            for (int row = 0; row < outputSlope.numRows; row++) {
                for (int j = 0; j < outputSlope.numCols; j++) {
                    biasSlope.data[j] += outputSlope.data[at++];
                }
            }
            inSlope.reshape(in.numRows, in.numCols);
            CommonOps_DDRM.multTransB(outputSlope, weights, inSlope);
        }
    }

    Network(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.shape = shape;
        this.embedding = uniform(shape.words(), shape.width(), Math.sqrt(3), random);
        this.embeddingSlope = new DMatrixRMaj(shape.words(), shape.width());
        int inputs = Shape.WINDOW * shape.width();
        for (int i = 0; i < shape.layers(); i++) {
            layers.add(new Layer(inputs, shape.hidden(), Math.sqrt(3.0 / inputs), random));
            inputs = shape.hidden();
        }
        layers.add(new Layer(inputs, shape.words(), 0, random));
    }

    private static DMatrixRMaj uniform(
            int rows, int columns, double reach, SplittableRandom random) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = reach * (2 * random.nextDouble() - 1);
        }
        return matrix;
    }

    Shape shape() {
        return shape;
    }

    /** All weights, matrix by matrix; what is written into them changes the model. */
    List<double[]> weights() {
        List<double[]> all = new ArrayList<>(List.of(embedding.data));
        for (Layer layer : layers) {
            all.add(layer.weights.data);
            all.add(layer.bias.data);
        }
        return all;
    }

    /** The gradient of the last batch's mean loss, in the order of the weights. */
    List<double[]> slopes() {
        List<double[]> all = new ArrayList<>(List.of(embeddingSlope.data));
        for (Layer layer : layers) {
            all.add(layer.weightSlope.data);
            all.add(layer.biasSlope.data);
        }
        return all;
    }

    /** Mean loss of the words from a place on, nats; leaves the gradient in the slopes. */
    double learn(int[] text, int from, int batch) {
        forward(text, from, batch);
        Layer last = last();
        int words = shape.words();
        last.outputSlope.reshape(batch, words);
        double loss = 0;
        double share = 1.0 / batch;
        for (int row = 0; row < batch; row++) {
            int start = row * words;
            int next = start + text[from + row];
            double score = last.output.data[next];
            loss += Softmax.of(last.output.data, start, start + words) - score;
            for (int j = start; j < start + words; j++) {
                last.outputSlope.data[j] = share * last.output.data[j];
            }
            last.outputSlope.data[next] -= share;
        }
        backward(text, from);
        return loss / batch;
    }

    private void forward(int[] text, int from, int batch) {
        input.reshape(batch, Shape.WINDOW * shape.width());
        for (int row = 0; row < batch; row++) {
            for (int i = 0; i < Shape.WINDOW; i++) {
                embed(text[from + row - Shape.WINDOW + i], Shape.WINDOW * row + i);
            }
        }
        forward();
    }

    private void forward() {
        DMatrixRMaj in = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            layer.forward(in);
            in = layer.output;
            if (i + 1 < layers.size()) {
                for (int j = 0; j < in.getNumElements(); j++) {
                    in.data[j] = Softmax.tanh(in.data[j]);
                }
            }
        }
    }

    private void backward(int[] text, int from) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            if (i == 0) {
                layer.backward(input, inputSlope);
            } else {
                DMatrixRMaj out = layers.get(i - 1).output;
                DMatrixRMaj slope = layers.get(i - 1).outputSlope;
                layer.backward(out, slope);
                for (int j = 0; j < out.getNumElements(); j++) {
                    slope.data[j] *= 1 - out.data[j] * out.data[j];
                }
            }
        }
        Arrays.fill(embeddingSlope.data, 0);
        int width = shape.width();
        int at = 0;
        for (int row = 0; row < inputSlope.numRows; row++) {
            for (int place = from + row - Shape.WINDOW; place < from + row; place++) {
                int word = text[place] * width;
                for (int j = 0; j < width; j++) {
                    embeddingSlope.data[word + j] += inputSlope.data[at++];
                }
            }
        }
    }

    /** What the model predicts to follow each pair of words: V probabilities for each of V^2 pairs. */
    double[] predictions() {
        int words = shape.words();
        int each = words * words;
        double[] all = new double[words * each];
        for (int a = 0; a < words; a++) {
            // Rows b = 0, 1, ... of the batch read the words a and b.
            input.reshape(words, Shape.WINDOW * shape.width());
            for (int b = 0; b < words; b++) {
                embed(a, 2 * b);
                embed(b, 2 * b + 1);
            }
            forward();
            double[] logits = last().output.data;
            for (int b = 0; b < words; b++) {
                Softmax.of(logits, b * words, (b + 1) * words);
            }
            System.arraycopy(logits, 0, all, a * each, each);
        }
        return all;
    }

    /** Writes the embedding of a word into the input, at a place counted in words. */
    private void embed(int word, int place) {
        int width = shape.width();
        System.arraycopy(embedding.data, word * width, input.data, place * width, width);
    }

    private Layer last() {
        return layers.get(layers.size() - 1);
    }
}
