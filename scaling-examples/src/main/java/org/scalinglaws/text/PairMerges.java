package org.scalinglaws.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding, learnt: again and again the pair of tokens that stands side by side most often
 * becomes a token of its own. Of pairs that are equally frequent the one with the lower first token goes
 * first, then the one with the lower second, so that nothing is left to chance.
 *
 * <p>Each distinct chunk of the text is counted once and weighs as often as it occurs. The counts of
 * pairs are kept up to date chunk by chunk, and a heap holds what each count once was: a count only
 * falls, so that the top is right as soon as it is up to date.
 *
 * @see <a href="https://arxiv.org/abs/1508.07909">Sennrich, Haddow and Birch (2016), algorithm 1</a>
 */
final class PairMerges {
    private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
            Comparator.comparingLong(Candidate::count).reversed().thenComparing(Candidate::pair);

    private final List<char[]> chunks = new ArrayList<>();
    private long[] weights = new long[1024];
    private final Map<Integer, Occurrences> pairs = new HashMap<>();
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>(MOST_FREQUENT_FIRST);
    private final List<Integer> fresh = new ArrayList<>();
    private final List<Integer> merged = new ArrayList<>();

    /** A pair and what its count was when it was put on the heap. */
    private record Candidate(long count, Integer pair) {}

    /** How often a pair stands in the text, and the chunks that it once stood in. */
    private static final class Occurrences {
        private long count;
        private int[] chunks = new int[2];
        private int size;

        private void in(int chunk) {
            if (size > 0 && chunks[size - 1] == chunk) {
                return;
            }
            if (size == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * size);
            }
            chunks[size++] = chunk;
        }
    }

    PairMerges(byte[] text) {
        Chunks found = new Chunks(text);
        for (int from = 0; from < text.length; ) {
            int to = found.end(from);
            int number = found.numberOf(from, to);
            if (number == weights.length) {
                weights = Arrays.copyOf(weights, 2 * number);
            }
            weights[number]++;
            from = to;
        }

        for (int number = 0; number < found.size(); number++) {
            char[] bytes = new char[found.length(number)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (char) (text[found.start(number) + i] & 0xff);
            }
            chunks.add(bytes);
            count(number, bytes, weights[number], 0);
        }
        offerFresh();
    }

    /** Puts the pairs on the heap that were not seen before the last count. */
    private void offerFresh() {
        for (Integer pair : fresh) {
            heap.add(new Candidate(count(pair), pair));
        }
        fresh.clear();
    }

    /** A pair as one number, lower for a lower first token. */
    static int pair(int left, int right) {
        return left << Character.SIZE | right;
    }

    static int left(int pair) {
        return pair >>> Character.SIZE;
    }

    static int right(int pair) {
        return pair & Character.MAX_VALUE;
    }

    /** Adds the pairs of a chunk; it is noted for those that hold a token from a number on. */
    private void count(int number, char[] tokens, long weight, int from) {
        for (int i = 1; i < tokens.length; i++) {
            int pair = pair(tokens[i - 1], tokens[i]);
            Occurrences seen = pairs.computeIfAbsent(pair, this::unseen);
            seen.count += weight;
            if (tokens[i - 1] >= from || tokens[i] >= from) {
                seen.in(number);
            }
        }
    }

    private Occurrences unseen(Integer pair) {
        fresh.add(pair);
        return new Occurrences();
    }

    private void forget(char[] tokens, long weight) {
        for (int i = 1; i < tokens.length; i++) {
            Occurrences seen = pairs.get(pair(tokens[i - 1], tokens[i]));
            if (seen != null) {
                seen.count -= weight;
            }
        }
    }

    private long count(Integer pair) {
        Occurrences seen = pairs.get(pair);
        return seen == null ? 0 : seen.count;
    }

    /** The first merges, as pairs; fewer where no pair occurs twice any more. */
    List<Integer> first(int most) {
        while (merged.size() < most && !heap.isEmpty()) {
            Candidate top = heap.remove();
            long count = count(top.pair());
            if (count < 2) {
                continue;
            }
            if (count < top.count()) {
                heap.add(new Candidate(count, top.pair()));
            } else {
                merge(top.pair());
            }
        }
        return List.copyOf(merged);
    }

    private void merge(int pair) {
        char token = (char) (Vocabulary.BYTES + merged.size());
        Occurrences seen = pairs.remove(pair);
        if (seen == null) {
            return;
        }
        merged.add(pair);
        for (int i = 0; i < seen.size; i++) {
            int number = seen.chunks[i];
            char[] before = chunks.get(number);
            char[] after = before.clone();
            int length = join(after, after.length, pair, token);
            if (length < before.length) {
                after = Arrays.copyOf(after, length);
                chunks.set(number, after);
                forget(before, weights[number]);
                count(number, after, weights[number], token);
            }
        }
        offerFresh();
    }

    /** Puts a token in the place of each occurrence of a pair, from the left; how many are left. */
    static int join(char[] tokens, int length, int pair, char token) {
        int to = 0;
        for (int from = 0; from < length; from++) {
            boolean here = from + 1 < length && pair(tokens[from], tokens[from + 1]) == pair;
            tokens[to++] = here ? token : tokens[from];
            if (here) {
                from++;
            }
        }
        return to;
    }
}
