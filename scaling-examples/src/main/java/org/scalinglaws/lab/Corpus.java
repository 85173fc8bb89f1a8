package org.scalinglaws.lab;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeSet;

/**
 * A text as tokens: one for each word, numbered in the order of the alphabet. The first nine tenths
 * are for training, the last tenth is held out. Immutable.
 */
final class Corpus {
    private static final double TRAINED = 0.9;

    private final List<String> vocabulary;
    private final int[] tokens;
    private final int cut;

    private Corpus(List<String> vocabulary, int[] tokens, int cut) {
        this.vocabulary = vocabulary;
        this.tokens = tokens;
        this.cut = cut;
    }

    /** Reads words between spaces and line ends. */
    static Corpus of(String text) {
        List<String> vocabulary = vocabulary(text);
        Map<String, Integer> numbers = new HashMap<>();
        vocabulary.forEach(word -> numbers.put(word, numbers.size()));
        StringTokenizer words = new StringTokenizer(text);
        int[] tokens = new int[words.countTokens()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = numbers.getOrDefault(words.nextToken(), -1);
        }
        return new Corpus(vocabulary, tokens, (int) (TRAINED * tokens.length));
    }

    private static List<String> vocabulary(String text) {
        TreeSet<String> known = new TreeSet<>();
        StringTokenizer words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            known.add(words.nextToken());
        }
        return List.copyOf(known);
    }

    /** All words, in the order of their numbers. */
    List<String> vocabulary() {
        return vocabulary;
    }

    /** How many tokens there are to train on. */
    int trainingTokens() {
        return cut;
    }

    /** How many tokens are held out. */
    int heldOutTokens() {
        return tokens.length - cut;
    }

    /** What follows what in the held-out text. */
    Continuations heldOut() {
        return Continuations.in(tokens, cut, tokens.length, vocabulary.size());
    }

    /** Training tokens from a place on; after the last comes the first again. */
    int[] training(int from, int length) {
        int[] stretch = new int[length];
        Arrays.setAll(stretch, i -> tokens[(int) (((long) from + i) % cut)]);
        return stretch;
    }
}
