package org.scalinglaws.text;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.scalinglaws.quantity.Require;

/**
 * Text as numbers of tokens, each from 0 to 65,535. Immutable.
 *
 * <p>A file of them is nothing but unsigned 16-bit numbers, the low byte first: token {@code i} stands in
 * the bytes {@code 2i} and {@code 2i + 1}, and a file of {@code 2n} bytes holds n tokens. There is no head
 * and no mark of an end. NumPy reads one by {@code np.fromfile(name, '<u2')}.
 */
public final class TokenIds {
    private static final int MOST = Character.MAX_VALUE + 1;

    private final char[] ids;

    private TokenIds(char[] ids) {
        this.ids = ids;
    }

    /**
     * The given tokens.
     *
     * @param ids their numbers, each from 0 to 65,535
     * @return a copy of them
     */
    public static TokenIds of(int... ids) {
        char[] copy = new char[requireNonNull(ids, "ids").length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (char) Require.place("token", ids[i], MOST);
        }
        return new TokenIds(copy);
    }

    /** The array itself for one who gives it away. */
    static TokenIds ofUnsafe(char[] ids) {
        return new TokenIds(ids);
    }

    /** {@return how many there are} */
    public int size() {
        return ids.length;
    }

    /**
     * One token.
     *
     * @param place from 0
     * @return its number
     */
    public int at(int place) {
        return ids[Require.place("place", place, ids.length)];
    }

    /**
     * A stretch of the text.
     *
     * @param from the place of the first token
     * @param count how many
     * @return their numbers, in an array of the caller's own
     */
    public int[] window(int from, int count) {
        if (from < 0 || count < 0 || count > ids.length - from) {
            throw new IllegalArgumentException(
                    String.format(
                            "a window must lie within %d tokens, got %d from place %d",
                            ids.length, count, from));
        }
        int[] window = new int[count];
        for (int i = 0; i < count; i++) {
            window[i] = ids[from + i];
        }
        return window;
    }

    /** {@return all of them in their order} */
    public IntStream stream() {
        return IntStream.range(0, ids.length).map(i -> ids[i]);
    }

    /** {@return the bytes of a file of them} */
    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asCharBuffer().put(ids);
        return bytes.array();
    }

    /**
     * Writes a file of them.
     *
     * @param file where to
     * @throws UncheckedIOException when that fails
     */
    public void save(Path file) {
        try {
            Files.write(requireNonNull(file, "file"), bytes());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write '" + file + "'", failed);
        }
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @param file which
     * @return the tokens
     * @throws IllegalArgumentException when there is no such file, or it has an odd number of bytes
     */
    public static TokenIds load(Path file) {
        byte[] bytes = TextSource.bytes(requireNonNull(file, "file"));
        if (bytes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    file + " must have two bytes a token, got " + bytes.length + " bytes");
        }
        char[] ids = new char[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(ids);
        return new TokenIds(ids);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds tokens && Arrays.equals(ids, tokens.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        String first = Arrays.toString(window(0, Math.min(8, ids.length)));
        return ids.length + " tokens" + (ids.length == 0 ? "" : ": " + first);
    }
}
