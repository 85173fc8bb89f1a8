package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.scalinglaws.quantity.Brief;

/**
 * How a kind of thing is written as JSON and read back, equal in every number. A form writes its name
 * and version first; a reader passes over members that it does not know, so that a later version may
 * add some.
 *
 * <pre>
 *   String text = Plan.json().text(plan);
 *   Plan same = Plan.json().parse(text);
 * </pre>
 *
 * @param <T> the kind of thing
 */
public interface JsonForm<T> {
    /**
     * The thing as JSON.
     *
     * @param thing what to write
     * @return an object that {@link #read} turns back
     * @throws IllegalArgumentException when a part of it has no name to be written by
     */
    JsonValue write(T thing);

    /**
     * The thing that JSON tells of.
     *
     * @param json where it stands
     * @return the thing
     * @throws IllegalArgumentException when a member is missing or breaks a rule; it names the member
     */
    T read(JsonPlace json);

    /**
     * The thing as a text for people too: a member a line.
     *
     * @param thing what to write
     * @return the text, with a line end
     */
    default String text(T thing) {
        return write(thing).indented() + "\n";
    }

    /**
     * The thing that a text tells of.
     *
     * @param json the text
     * @return the thing
     * @throws IllegalArgumentException when the text is no JSON or breaks a rule; it says where
     */
    default T parse(String json) {
        return read(JsonPlace.of(JsonReader.parse(json)));
    }

    /**
     * Writes a file, or replaces it.
     *
     * @param thing what to write
     * @param file where to
     * @throws UncheckedIOException when that fails
     */
    default void save(T thing, Path file) {
        requireNonNull(file, "file");
        try {
            Files.writeString(file, text(thing));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /**
     * Reads a file that {@link #save} wrote.
     *
     * @param file which
     * @return the thing
     * @throws IllegalArgumentException when there is no such file, or it breaks a rule; it names the
     *     file and the place
     */
    default T load(Path file) {
        requireNonNull(file, "file");
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new IllegalArgumentException("no file '" + file + "'", absent);
        } catch (IOException failed) {
            throw new IllegalArgumentException("cannot read '" + file + "'", failed);
        }
        try {
            return parse(text);
        } catch (JsonException wrong) {
            throw new IllegalArgumentException(Brief.of(file + ":" + wrong.getMessage()), wrong);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(Brief.of(file + ": " + wrong.getMessage()), wrong);
        }
    }
}
