package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.scalinglaws.data.DataException;
import org.scalinglaws.quantity.Require;

/**
 * Text whose paragraphs, or the entries of a dictionary, are each there once.
 *
 * @param entries in their order; none is empty
 * @param cleaning what was dropped
 * @param sources the files that it was read from
 */
public record CleanText(List<String> entries, Cleaning cleaning, List<TextSource> sources) {
    /** What stands behind each entry. */
    static final String END = "\n\n";

    /** Refuses nulls. */
    public CleanText {
        entries = List.copyOf(Require.noNull("entries", entries));
        requireNonNull(cleaning, "cleaning");
        sources = List.copyOf(Require.noNull("sources", sources));
    }

    /**
     * Reads and cleans files. One that ends in {@code .gz} or {@code .dz} is unpacked; {@code X.dict} and
     * {@code X.dict.dz} are dictionaries of the DICT protocol and need {@code X.index} beside them, any
     * other file is read as paragraphs.
     *
     * @param files in the order in which their text is wanted
     * @param charset how characters are written in them
     * @return their entries, those that came before dropped
     * @throws IllegalArgumentException when a file is missing, or a dictionary has no index
     * @throws DataException when bytes are not of the encoding: how many, and where the first stands
     */
    public static CleanText read(List<Path> files, Charset charset) {
        Require.noNull("files", files);
        Cleaner cleaner = new Cleaner(requireNonNull(charset, "charset"));
        files.forEach(cleaner::read);
        return cleaner.text();
    }

    /**
     * The same entries in another order, the same one for the same seed.
     *
     * @param seed any number
     * @return a shuffle in which every order is equally likely
     */
    public CleanText shuffled(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<String> shuffled = new ArrayList<>(entries);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return new CleanText(shuffled, cleaning, sources);
    }

    /** {@return the whole in UTF-8, an empty line behind each entry} */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] end = END.getBytes(UTF_8);
        for (String entry : entries) {
            bytes.writeBytes(entry.getBytes(UTF_8));
            bytes.writeBytes(end);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return entries.size() + " entries of " + sources.size() + " files";
    }
}
