package org.scalinglaws.lab;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random source of text whose entropy rate is known. The next word depends on the two before it,
 * through many features of unequal weight, so that a larger model always finds something more to
 * learn:
 *
 * <pre>
 *   ln P(x | a, b) = -s ln(rank of x) + g sum over k of w(k) u(k, a, b) v(k, x) - ln Z(a, b)
 *   u(k, a, b) = tanh(p(k, a) + q(k, b)),   w(k) = k^-d / sqrt(sum over j of j^-2d)</pre>
 *
 * <p>p and q are uniform between -r and r, and v has mean 0 and variance 1; all are drawn once, from
 * the seed. Pairs of words are the states of a Markov chain. Their stationary shares pi give the
 * entropy rate: the sum over pairs of pi(a, b) times the entropy of what follows. Immutable.
 */
final class Source {
    /** The source of the study. */
    static final Source STANDARD = of(new Settings(64, 1, 1000, 0.9, 2.5, 2, 1));

    private static final String CONSONANTS = "bdfghklmnprstvwz";
    private static final String VOWELS = "aeio";
    private static final double STILL = 1e-16;
    private static final int MOST_STEPS = 10_000;

    private final Settings settings;
    private final double[] probabilities;
    private final double[] pairs;

    private Source(Settings settings, double[] probabilities, double[] pairs) {
        this.settings = settings;
        this.probabilities = probabilities;
        this.pairs = pairs;
    }

    /**
     * What a source is drawn from.
     *
     * @param words how many words there are, at most 64
     * @param zipf s: how fast words get rarer with their rank
     * @param features how many features a pair of words has
     * @param decay d: how fast the weights of the features fall
     * @param strength g: scales what all features add to a logit
     * @param reach r: the larger, the less a feature is a sum over its two words
     * @param seed decides p, q and v
     */
    record Settings(
            int words,
            double zipf,
            int features,
            double decay,
            double strength,
            double reach,
            long seed) {}

    /** Draws a source and finds its stationary shares. */
    static Source of(Settings settings) {
        if (settings.words < 2 || settings.words > CONSONANTS.length() * VOWELS.length()) {
            throw new IllegalArgumentException(
                    "a source must have 2 to 64 words, got " + settings.words);
        }
        double[] probabilities = probabilities(settings);
        return new Source(settings, probabilities, stationary(probabilities, settings.words));
    }

    private static double[] probabilities(Settings settings) {
        int words = settings.words;
        double[] logits = new double[words * words * words];
        Arrays.setAll(logits, i -> -settings.zipf * StrictMath.log(i % words + 1.0));
        double power =
                IntStream.rangeClosed(1, settings.features)
                        .mapToDouble(k -> StrictMath.pow(k, -2 * settings.decay))
                        .sum();
        SplittableRandom random = new SplittableRandom(settings.seed);
        for (int k = 1; k <= settings.features; k++) {
            double weight = StrictMath.pow(k, -settings.decay) / Math.sqrt(power);
            addFeature(logits, settings, settings.strength * weight, random);
        }
        for (int pair = 0; pair < logits.length; pair += words) {
            Softmax.of(logits, pair, pair + words);
        }
        return logits;
    }

    private static void addFeature(
            double[] logits, Settings settings, double weight, SplittableRandom random) {
        int words = settings.words;
        double[] first = uniform(words, settings.reach, random);
        double[] second = uniform(words, settings.reach, random);
        double[] next = uniform(words, Math.sqrt(3), random);
        for (int pair = 0; pair < words * words; pair++) {
            double feature = weight * Softmax.tanh(first[pair / words] + second[pair % words]);
            for (int x = 0; x < words; x++) {
                logits[pair * words + x] += feature * next[x];
            }
        }
    }

    private static double[] uniform(int size, double reach, SplittableRandom random) {
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> reach * (2 * random.nextDouble() - 1));
        return numbers;
    }

    /** Steps of the chain until the shares of its pairs stand still. */
    private static double[] stationary(double[] probabilities, int words) {
        double[] shares = new double[words * words];
        Arrays.fill(shares, 1.0 / shares.length);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = new double[shares.length];
            for (int i = 0; i < probabilities.length; i++) {
                int pair = i / words;
                next[pair % words * words + i % words] += shares[pair] * probabilities[i];
            }
            double moved = 0;
            for (int pair = 0; pair < shares.length; pair++) {
                moved = Math.max(moved, Math.abs(next[pair] - shares[pair]));
            }
            shares = next;
            if (moved < STILL) {
                return shares;
            }
        }
        throw new ArithmeticException("the shares of the source did not settle");
    }

    Settings settings() {
        return settings;
    }

    /** What the source says in the long run. */
    Continuations continuations() {
        return Continuations.of(pairs, probabilities);
    }

    /** What a perfect model would predict, pair by pair. */
    double[] predictions() {
        return probabilities.clone();
    }

    /** The entropy rate, nats per token: no model has less expected loss. */
    double entropyRate() {
        return continuations().loss(probabilities);
    }

    /** The loss of a model that knows only how frequent each word is, nats per token. */
    double unigramEntropy() {
        double[] alone = continuations().wordShares();
        double[] predicted = new double[probabilities.length];
        Arrays.setAll(predicted, i -> alone[i % alone.length]);
        return continuations().loss(predicted);
    }

    /** All words, the most frequent first by their Zipf weights; also in the order of the alphabet. */
    List<String> words() {
        return IntStream.range(0, settings.words)
                .mapToObj(
                        rank ->
                                ""
                                        + CONSONANTS.charAt(rank / VOWELS.length())
                                        + VOWELS.charAt(rank % VOWELS.length()))
                .toList();
    }

    /** Text from the chain's long run: words with a space between them. */
    String text(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = words();
        int words = settings.words;
        int pair = pick(pairs, 0, pairs.length, random.nextDouble());
        StringBuilder text = new StringBuilder(3 * length);
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : " ").append(names.get(pair / words));
            int next = pick(probabilities, pair * words, (pair + 1) * words, random.nextDouble());
            pair = pair % words * words + next - pair * words;
        }
        return text.toString();
    }

    private static int pick(double[] shares, int from, int to, double point) {
        double left = point;
        for (int i = from; i < to; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return to - 1;
    }
}
