package org.scalinglaws.text;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Require;

/**
 * What a model reaches that knows nothing but how frequent each token is: the least that a trained model
 * must beat.
 *
 * @param token the most frequent of the training part, the lowest of several
 * @param accuracy how often the next token is that one, as a share of the held-out part
 * @param entropy the mean of {@code -ln p} over the held-out part, nats a token, with {@code p = (n + 1)
 *     / (N + V)} for a token that n of the N tokens of the training part are
 */
public record Unigram(int token, double accuracy, double entropy) {
    /**
     * Learns it on one part and measures it on another.
     *
     * @param training what the frequencies are of
     * @param heldOut what they are held against
     * @param vocabulary V, how many tokens there are
     * @return the baseline
     * @throws IllegalArgumentException when a part is empty or has a token that is not below V
     */
    public static Unigram of(TokenIds training, TokenIds heldOut, int vocabulary) {
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        Require.count("tokens of a vocabulary", vocabulary, 1, Character.MAX_VALUE + 1);
        if (training.size() == 0 || heldOut.size() == 0) {
            throw new IllegalArgumentException("both parts of a text must have tokens");
        }
        long[] seen = counts(training, vocabulary);
        long[] met = counts(heldOut, vocabulary);
        int most = 0;
        double sum = 0;
        for (int token = 0; token < vocabulary; token++) {
            most = seen[token] > seen[most] ? token : most;
            double share = (seen[token] + 1.0) / (training.size() + (double) vocabulary);
            sum -= met[token] * Math.log(share);
        }
        return new Unigram(most, met[most] / (double) heldOut.size(), sum / heldOut.size());
    }

    private static long[] counts(TokenIds tokens, int vocabulary) {
        long[] counts = new long[vocabulary];
        tokens.stream()
                .forEach(
                        token -> {
                            if (token >= vocabulary) {
                                throw new IllegalArgumentException(
                                        "a token must be below " + vocabulary + ", got " + token);
                            }
                            counts[token]++;
                        });
        return counts;
    }
}
