package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.scalinglaws.data.DataException;

/**
 * A text ready for training: nine tenths to learn from, the last tenth held out, both as tokens of a
 * vocabulary that was learnt on the nine tenths alone.
 *
 * <p>A folder holds one as four files: {@code training.tokens} and {@code held-out.tokens} as {@link
 * TokenIds} tells, {@code vocabulary.json} and {@code card.json}, which names the fingerprints of both
 * files of tokens.
 *
 * @param card what it was made of
 * @param vocabulary what its tokens stand for
 * @param training the tokens to learn from
 * @param heldOut the tokens to measure on
 */
public record PreparedText(
        TextCard card, Vocabulary vocabulary, TokenIds training, TokenIds heldOut) {
    private static final int LEAST_BYTES = 100_000;
    private static final int BLOCK = 512;
    private static final String CARD = "card.json";
    private static final String VOCABULARY = "vocabulary.json";
    private static final String TRAINING = "training.tokens";
    private static final String HELD_OUT = "held-out.tokens";

    /** Refuses nulls. */
    public PreparedText {
        requireNonNull(card, "card");
        requireNonNull(vocabulary, "vocabulary");
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
    }

    /**
     * Prepares a text in the order of its files.
     *
     * @param text what was cleaned
     * @param vocabulary how many tokens to learn, from 256 (a token a byte) to 4,096
     * @return both parts
     * @throws DataException when it has less than 100,000 bytes
     * @throws IllegalArgumentException when the vocabulary is larger than its pairs allow
     */
    public static PreparedText of(CleanText text, int vocabulary) {
        return of(requireNonNull(text, "text"), vocabulary, OptionalLong.empty());
    }

    /**
     * Prepares a text whose entries are shuffled first, so that the last tenth is like the others.
     *
     * @param text what was cleaned
     * @param vocabulary how many tokens to learn, from 256 (a token a byte) to 4,096
     * @param seed of the shuffle
     * @return both parts
     * @throws DataException when it has less than 100,000 bytes
     * @throws IllegalArgumentException when the vocabulary is larger than its pairs allow
     */
    public static PreparedText shuffled(CleanText text, int vocabulary, long seed) {
        return of(requireNonNull(text, "text").shuffled(seed), vocabulary, OptionalLong.of(seed));
    }

    private static PreparedText of(CleanText text, int size, OptionalLong seed) {
        Vocabulary.checked(size);
        byte[] bytes = text.bytes();
        if (bytes.length < LEAST_BYTES) {
            throw new DataException(
                    String.format(
                            "a text must have at least 100 kB, got %.1f kB after cleaning",
                            bytes.length / 1e3));
        }

        // The vocabulary sees the first part alone.
        int cut = cut(bytes);
        byte[] first = Arrays.copyOf(bytes, cut);
        byte[] last = Arrays.copyOfRange(bytes, cut, bytes.length);
        Vocabulary vocabulary = Vocabulary.learn(first, size);
        TokenIds training = vocabulary.encode(first);
        TokenIds heldOut = vocabulary.encode(last);

        // What a reader needs to make it again.
        TextCard card =
                new TextCard(
                        text.sources(),
                        text.cleaning(),
                        text.entries().size(),
                        bytes.length,
                        Sha256.of(bytes),
                        seed,
                        size,
                        part(first, training),
                        part(last, heldOut),
                        Unigram.of(training, heldOut, size));
        return new PreparedText(card, vocabulary, training, heldOut);
    }

    private static TextPart part(byte[] text, TokenIds tokens) {
        return new TextPart(text.length, tokens.size(), Sha256.of(tokens.bytes()));
    }

    /** Behind the first entry that ends past nine tenths; inside of one that is longer than a hundredth. */
    static int cut(byte[] text) {
        int tenths = (int) (text.length * 9L / 10);
        int most = tenths + text.length / 100;
        for (int i = tenths; i < most; i++) {
            if (text[i - 2] == '\n' && text[i - 1] == '\n') {
                return i;
            }
        }
        int at = tenths;
        while ((text[at] & 0xc0) == 0x80) {
            at++;
        }
        return at;
    }

    /**
     * Writes the four files.
     *
     * @param folder made where there is none; files of these names are replaced
     * @throws UncheckedIOException when that fails
     */
    public void save(Path folder) {
        requireNonNull(folder, "folder");
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException file) {
            throw new IllegalArgumentException(
                    "results must be kept in a folder, got the file '" + folder + "'", file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make '" + folder + "'", failed);
        }
        training.save(folder.resolve(TRAINING));
        heldOut.save(folder.resolve(HELD_OUT));
        Vocabulary.json().save(vocabulary, folder.resolve(VOCABULARY));
        TextCard.json().save(card, folder.resolve(CARD));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param folder with the four files
     * @return the same text
     * @throws IllegalArgumentException when a file is missing or broken, or tokens are not those that the
     *     card tells of
     */
    public static PreparedText read(Path folder) {
        requireNonNull(folder, "folder");
        TextCard card = TextCard.json().load(folder.resolve(CARD));
        Vocabulary vocabulary = Vocabulary.json().load(folder.resolve(VOCABULARY));
        if (vocabulary.size() != card.vocabulary()) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s must have the %d tokens that %s tells of, got %d",
                            folder.resolve(VOCABULARY),
                            card.vocabulary(),
                            CARD,
                            vocabulary.size()));
        }
        return new PreparedText(
                card,
                vocabulary,
                tokens(folder.resolve(TRAINING), card.training()),
                tokens(folder.resolve(HELD_OUT), card.heldOut()));
    }

    private static TokenIds tokens(Path file, TextPart part) {
        TokenIds tokens = TokenIds.load(file);
        String found = Sha256.of(tokens.bytes());
        if (!found.equals(part.sha256())) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s must have the SHA-256 that %s tells of, %s, got %s",
                            file, CARD, part.sha256(), found));
        }
        return tokens;
    }

    /**
     * What frequencies reach where the text does not change along its way: a tenth of the training part,
     * drawn in blocks of 512 tokens, held against the rest of it. Beside the baseline of the card it
     * tells whether the last tenth is of another kind.
     *
     * @param seed of the draw
     * @return the baseline of a random tenth
     */
    public Unigram randomTenth(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet drawn = new BitSet();
        for (int from = 0; from < training.size(); from += BLOCK) {
            if (random.nextInt(10) == 0) {
                drawn.set(from, from + BLOCK);
            }
        }
        IntStream places = IntStream.range(0, training.size());
        int[] rest = places.filter(i -> !drawn.get(i)).map(training::at).toArray();
        int[] tenth = drawn.stream().filter(i -> i < training.size()).map(training::at).toArray();
        return Unigram.of(TokenIds.of(rest), TokenIds.of(tenth), vocabulary.size());
    }

    /** {@return the text of both parts, decoded, in UTF-8} */
    public String text() {
        return new String(vocabulary.decode(training), UTF_8)
                + new String(vocabulary.decode(heldOut), UTF_8);
    }

    @Override
    public String toString() {
        return String.format(
                "%d tokens to learn from, %d held out, %s",
                training.size(), heldOut.size(), vocabulary);
    }
}
