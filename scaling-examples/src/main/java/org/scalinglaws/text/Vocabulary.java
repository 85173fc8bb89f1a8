package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.quantity.Require;

/**
 * A vocabulary of byte pairs: the tokens 0 to 255 are the bytes, and each further token is two earlier
 * ones side by side. Any bytes can be encoded, and {@link #decode} gives the same bytes back. Immutable
 * and thread-safe.
 */
public final class Vocabulary {
    /** The size of the vocabulary that has no pairs: a token a byte. */
    public static final int BYTES = 256;

    /** The largest size. */
    public static final int LARGEST = 4096;

    private static final String FORM = "byte-pairs";

    private final List<Integer> merges;
    private final Map<Integer, Character> tokenOf = new HashMap<>();
    private final byte[][] spelling;

    private Vocabulary(List<Integer> merges) {
        this.merges = merges;
        this.spelling = new byte[BYTES + merges.size()][];
        for (int i = 0; i < BYTES; i++) {
            spelling[i] = new byte[] {(byte) i};
        }
        for (int i = 0; i < merges.size(); i++) {
            int pair = merges.get(i);
            byte[] left = spelling[PairMerges.left(pair)];
            byte[] right = spelling[PairMerges.right(pair)];
            byte[] both = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, both, left.length, right.length);
            spelling[BYTES + i] = both;
            tokenOf.put(pair, (char) (BYTES + i));
        }
    }

    /**
     * Learns a vocabulary. The same text gives the same one, whatever the machine.
     *
     * @param text the bytes of the training part alone
     * @param size from 256, which learns nothing, to 4,096
     * @return the bytes, and the pairs in the order in which they were joined
     * @throws IllegalArgumentException for another size, or one that the text has too few pairs for
     */
    public static Vocabulary learn(byte[] text, int size) {
        requireNonNull(text, "text");
        checked(size);
        List<Integer> merges = new PairMerges(text).first(size - BYTES);
        if (merges.size() < size - BYTES) {
            throw new IllegalArgumentException(
                    String.format(
                            "a vocabulary of this text can have %d tokens, as no further pair occurs"
                                    + " twice; got %d",
                            BYTES + merges.size(), size));
        }
        return new Vocabulary(merges);
    }

    /** Refuses a size that no vocabulary has. */
    static int checked(int size) {
        if (size >= BYTES && size <= LARGEST) {
            return size;
        }
        throw new IllegalArgumentException(
                "a vocabulary must have 256 to 4096 tokens, got " + size);
    }

    /** {@return how many tokens it has} */
    public int size() {
        return spelling.length;
    }

    /**
     * What a token stands for.
     *
     * @param token its number
     * @return its bytes, which need not be whole characters
     */
    public byte[] spelling(int token) {
        return spelling[Require.place("token", token, size())].clone();
    }

    /**
     * The tokens of a text.
     *
     * @param text characters; half of a surrogate pair becomes a question mark
     * @return those of its bytes in UTF-8
     */
    public TokenIds encode(String text) {
        return encode(requireNonNull(text, "text").getBytes(UTF_8));
    }

    /**
     * The tokens of bytes. Each distinct chunk, such as a word with the space before it, is joined once
     * and then remembered.
     *
     * @param text any bytes
     * @return at most as many tokens
     */
    public TokenIds encode(byte[] text) {
        Chunks chunks = new Chunks(requireNonNull(text, "text"));
        char[][] known = new char[1024][];
        char[] ids = new char[text.length];
        int count = 0;
        for (int from = 0; from < text.length; ) {
            int to = chunks.end(from);
            int number = chunks.numberOf(from, to);
            if (number >= known.length) {
                known = Arrays.copyOf(known, 2 * known.length);
            }
            if (known[number] == null) {
                known[number] = joined(text, from, to);
            }
            char[] tokens = known[number];
            System.arraycopy(tokens, 0, ids, count, tokens.length);
            count += tokens.length;
            from = to;
        }
        return TokenIds.ofUnsafe(Arrays.copyOf(ids, count));
    }

    /** Joins the pairs of a chunk, those that were learnt first before the others. */
    private char[] joined(byte[] text, int from, int to) {
        char[] tokens = new char[to - from];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (char) (text[from + i] & 0xff);
        }
        int length = tokens.length;
        while (true) {
            char first = Character.MAX_VALUE;
            for (int i = 1; i < length; i++) {
                Character token = tokenOf.get(PairMerges.pair(tokens[i - 1], tokens[i]));
                first = token == null || token > first ? first : token;
            }
            if (first == Character.MAX_VALUE) {
                return Arrays.copyOf(tokens, length);
            }
            length = PairMerges.join(tokens, length, merges.get(first - BYTES), first);
        }
    }

    /**
     * The bytes of tokens, the inverse of {@link #encode(byte[])}.
     *
     * @param tokens of this vocabulary
     * @return their bytes one after the other
     * @throws IllegalArgumentException for a token that it does not have
     */
    public byte[] decode(TokenIds tokens) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(requireNonNull(tokens, "tokens").size());
        tokens.stream()
                .forEach(
                        token -> bytes.writeBytes(spelling[Require.place("token", token, size())]));
        return bytes.toByteArray();
    }

    /**
     * How a vocabulary is written as JSON: its pairs, a text such as {@code "116 104"} each.
     *
     * @return the form {@code byte-pairs}
     */
    public static JsonForm<Vocabulary> json() {
        return new JsonForm<>() {
            @Override
            public JsonValue write(Vocabulary thing) {
                return JsonMembers.of(FORM, 1)
                        .with("size", thing.size())
                        .with("pairs", thing.merges, Vocabulary::pair)
                        .object();
            }

            @Override
            public Vocabulary read(JsonPlace json) {
                List<JsonPlace> pairs = json.require(FORM, 1).get("pairs").items();
                checked(BYTES + pairs.size());
                Integer[] merges = new Integer[pairs.size()];
                for (int i = 0; i < merges.length; i++) {
                    merges[i] = pair(pairs.get(i), BYTES + i);
                }
                return new Vocabulary(List.of(merges));
            }
        };
    }

    private static JsonValue pair(int pair) {
        return new JsonString(PairMerges.left(pair) + " " + PairMerges.right(pair));
    }

    /** A pair of tokens below a number. */
    private static int pair(JsonPlace place, int below) {
        String rule = "two tokens below " + below + " with a space between them";
        String[] tokens = place.text().split(" ", -1);
        if (tokens.length == 2 && (tokens[0] + tokens[1]).matches("\\d{2,8}")) {
            int left = Integer.parseInt(tokens[0]);
            int right = Integer.parseInt(tokens[1]);
            if (left < below && right < below) {
                return PairMerges.pair(left, right);
            }
        }
        throw place.wrong(rule);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && merges.equals(vocabulary.merges);
    }

    @Override
    public int hashCode() {
        return merges.hashCode();
    }

    @Override
    public String toString() {
        return "vocabulary of 256 bytes and " + merges.size() + " pairs";
    }
}
