package org.scalinglaws.lab;

import java.util.Arrays;

/**
 * How often each word follows each pair of words: in a text, or in all that a source would ever say.
 * A model that sees two words predicts one thing for a pair, so that this is all it takes to know its
 * loss on any amount of text. Pairs are in the order of their first word, then of their second.
 */
final class Continuations {
    private final int words;
    private final double[] shares;

    private Continuations(int words, double[] shares) {
        this.words = words;
        this.shares = shares;
    }

    /** What follows in a stretch of text; the first two words of it follow nothing. */
    static Continuations in(int[] text, int from, int to, int words) {
        double[] counts = new double[words * words * words];
        for (int place = from + 2; place < to; place++) {
            counts[(text[place - 2] * words + text[place - 1]) * words + text[place]]++;
        }
        double all = Math.max(1, to - from - 2.0);
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= all;
        }
        return new Continuations(words, counts);
    }

    /** What follows when pairs have these shares and these probabilities of the next word. */
    static Continuations of(double[] pairs, double[] probabilities) {
        int words = probabilities.length / pairs.length;
        double[] shares = new double[probabilities.length];
        Arrays.setAll(shares, i -> pairs[i / words] * probabilities[i]);
        return new Continuations(words, shares);
    }

    /** Mean -ln of the probability that was given to what follows, nats. */
    double loss(double[] predicted) {
        double loss = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                loss -= shares[i] * StrictMath.log(predicted[i]);
            }
        }
        return loss;
    }

    /** The share of words that are the likeliest of all by the prediction. */
    double accuracy(double[] predicted) {
        double right = 0;
        for (int pair = 0; pair < shares.length; pair += words) {
            int likeliest = pair;
            for (int i = pair; i < pair + words; i++) {
                likeliest = predicted[i] > predicted[likeliest] ? i : likeliest;
            }
            right += shares[likeliest];
        }
        return right;
    }

    /** The share of each word, whatever came before. */
    double[] wordShares() {
        double[] all = new double[words];
        for (int i = 0; i < shares.length; i++) {
            all[i % words] += shares[i];
        }
        return all;
    }
}
