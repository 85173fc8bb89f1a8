package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonBoolean;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.json.JsonValue.Member;

/**
 * A recursive-descent parser of JSON that gives one value after the other: the values of a text, as JSON
 * Lines has many of them, or, after {@link #enterArray}, the items of an array. It never holds more of
 * the text than the value that it gives. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
public final class JsonReader implements Iterator<JsonValue> {
    /** So many arrays and objects may lie within each other. */
    public static final int DEEPEST = 512;

    private final JsonText text;
    private final boolean nonFinite;
    private boolean inArray;
    private boolean behindComma;
    private long line = 1;
    private long column = 1;

    private JsonReader(Reader reader, boolean nonFinite) {
        this.text = new JsonText(reader);
        this.nonFinite = nonFinite;
    }

    /**
     * Reads JSON and nothing else.
     *
     * @param reader the text, without a byte order mark; it is left open
     * @return a reader before the first value
     */
    public static JsonReader of(Reader reader) {
        return new JsonReader(requireNonNull(reader, "reader"), false);
    }

    /**
     * Reads JSON as programs in Python write it: {@code NaN}, {@code Infinity} and {@code -Infinity} are
     * numbers too.
     *
     * @param reader the text, without a byte order mark; it is left open
     * @return a reader before the first value
     */
    public static JsonReader ofPython(Reader reader) {
        return new JsonReader(requireNonNull(reader, "reader"), true);
    }

    /**
     * The one value of a text.
     *
     * @param json the text
     * @return its value
     * @throws JsonException when the text is not exactly one value
     */
    public static JsonValue parse(String json) {
        JsonReader reader = of(new StringReader(requireNonNull(json, "json")));
        JsonValue value = reader.value(0);
        reader.requireEnd();
        return value;
    }

    /**
     * Goes into an array, whose items are then given one by one.
     *
     * @return whether the next value is an array; else nothing was read
     */
    public boolean enterArray() {
        skipSpace();
        if (inArray || text.peek() != '[') {
            return false;
        }
        text.next();
        inArray = true;
        return true;
    }

    /**
     * Whether another value follows, or another item of the array.
     *
     * @throws JsonException when neither it nor the end follows
     */
    @Override
    public boolean hasNext() {
        skipSpace();
        if (behindComma) {
            return true;
        }
        if (!inArray) {
            return text.peek() >= 0;
        }
        if (text.peek() == ']') {
            text.next();
            inArray = false;
            requireEnd();
            return false;
        }
        return true;
    }

    /**
     * The next value.
     *
     * @throws JsonException when the text is no JSON there
     */
    @Override
    public JsonValue next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further value");
        }
        behindComma = false;
        line = text.line();
        column = text.column();
        JsonValue value = value(inArray ? 1 : 0);
        if (inArray) {
            skipSpace();
            if (text.peek() == ',') {
                text.next();
                behindComma = true;
            } else if (text.peek() != ']') {
                throw wrong("expected ',' or ']' behind an item");
            }
        }
        return value;
    }

    /**
     * Where the value that was given last begins.
     *
     * @return the line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * Where in its line the value that was given last begins.
     *
     * @return the character, from 1
     */
    public long column() {
        return column;
    }

    private void requireEnd() {
        skipSpace();
        if (text.peek() >= 0) {
            throw wrong("expected the end of the text");
        }
    }

    private JsonValue value(int depth) {
        skipSpace();
        int letter = text.peek();
        return switch (letter) {
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case '"' -> new JsonString(string());
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", new JsonNull());
            case 'N' -> nonFinite("NaN");
            case 'I' -> nonFinite("Infinity");
            default -> {
                if (letter != '-' && !isDigit(letter)) {
                    throw wrong("expected a value");
                }
                yield number();
            }
        };
    }

    private int deeper(int depth) {
        if (depth < DEEPEST) {
            return depth + 1;
        }
        throw text.wrong("nested deeper than " + DEEPEST);
    }

    private JsonValue object(int depth) {
        text.next();
        List<Member> members = new ArrayList<>();
        skipSpace();
        if (text.peek() == '}') {
            text.next();
            return new JsonObject(members);
        }

        while (true) {
            skipSpace();
            if (text.peek() != '"') {
                throw wrong("expected a name in quotes");
            }
            String name = string();
            skipSpace();
            if (text.peek() != ':') {
                throw wrong("expected ':' behind a name");
            }
            text.next();
            members.add(new Member(name, value(depth)));

            // Behind a comma another member must follow.
            skipSpace();
            if (text.peek() == '}') {
                text.next();
                return new JsonObject(members);
            }
            if (text.peek() != ',') {
                throw wrong("expected ',' or '}' behind a member");
            }
            text.next();
        }
    }

    private JsonValue array(int depth) {
        text.next();
        List<JsonValue> items = new ArrayList<>();
        skipSpace();
        if (text.peek() == ']') {
            text.next();
            return new JsonArray(items);
        }

        while (true) {
            items.add(value(depth));
            skipSpace();
            if (text.peek() == ']') {
                text.next();
                return new JsonArray(items);
            }
            if (text.peek() != ',') {
                throw wrong("expected ',' or ']' behind an item");
            }
            text.next();
        }
    }

    private String string() {
        text.next();
        StringBuilder characters = new StringBuilder();
        while (true) {
            int letter = text.peek();
            if (letter < 0) {
                throw wrong("expected '\"' at the end of a string");
            }
            if (letter < ' ') {
                throw text.wrong(
                        String.format(
                                "a string must escape control characters, got U+%04X", letter));
            }

            text.next();
            if (letter == '"') {
                return characters.toString();
            }
            characters.append(letter == '\\' ? escaped() : (char) letter);
        }
    }

    private char escaped() {
        int letter = text.peek();
        int place = "\"\\/bfnrtu".indexOf(letter);
        if (letter < 0 || place < 0) {
            throw wrong("expected one of \"\\/bfnrtu behind a backslash");
        }
        text.next();
        return letter == 'u' ? unicode() : "\"\\/\b\f\n\r\t".charAt(place);
    }

    private char unicode() {
        int code = 0;
        for (int digit = 0; digit < 4; digit++) {
            int value = hexadecimal(text.peek());
            if (value < 0) {
                throw wrong("expected four hexadecimal digits behind \\u");
            }
            code = 16 * code + value;
            text.next();
        }
        return (char) code;
    }

    /** Character.digit also knows the digits of other scripts, which JSON does not. */
    private static int hexadecimal(int letter) {
        return letter < 128 ? Character.digit(letter, 16) : -1;
    }

    private JsonValue number() {
        StringBuilder digits = new StringBuilder();
        if (text.peek() == '-') {
            take(digits);
            if (text.peek() == 'I') {
                return nonFinite("Infinity", "-Infinity");
            }
        }
        if (text.peek() == '0') {
            take(digits);
        } else {
            takeDigits(digits);
        }

        if (text.peek() == '.') {
            take(digits);
            takeDigits(digits);
        }
        if (text.peek() == 'e' || text.peek() == 'E') {
            take(digits);
            if (text.peek() == '+' || text.peek() == '-') {
                take(digits);
            }
            takeDigits(digits);
        }
        requireBorder("a number");
        return new JsonNumber(digits.toString());
    }

    private void takeDigits(StringBuilder digits) {
        if (!isDigit(text.peek())) {
            throw wrong("expected a digit");
        }
        while (isDigit(text.peek())) {
            take(digits);
        }
    }

    private void take(StringBuilder digits) {
        digits.append((char) text.peek());
        text.next();
    }

    private JsonValue nonFinite(String word) {
        return nonFinite(word, word);
    }

    private JsonValue nonFinite(String word, String number) {
        if (!nonFinite) {
            throw text.wrong("JSON has no number " + number + "; write null");
        }
        return literal(word, new JsonNumber(number));
    }

    private JsonValue literal(String word, JsonValue value) {
        for (int at = 0; at < word.length(); at++) {
            if (text.peek() != word.charAt(at)) {
                throw wrong("expected " + word);
            }
            text.next();
        }
        requireBorder(word);
        return value;
    }

    /** What has no end of its own ends where a space, a comma or a bracket follows. */
    private void requireBorder(String what) {
        int letter = text.peek();
        if (letter >= 0 && ",]} \t\r\n".indexOf(letter) < 0) {
            throw wrong("expected the end of " + what);
        }
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    private void skipSpace() {
        int letter = text.peek();
        while (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') {
            text.next();
            letter = text.peek();
        }
    }

    private JsonException wrong(String expected) {
        int letter = text.peek();
        String got =
                letter < 0
                        ? "the end of the text"
                        : letter < ' '
                                ? String.format("U+%04X", letter)
                                : "'" + (char) letter + "'";
        return text.wrong(expected + ", got " + got);
    }

    /** The characters of the text, with the place of the next one. */
    private static final class JsonText {
        private final Reader reader;
        private final char[] buffer = new char[1 << 14];
        private int at;
        private int end;
        private long before;
        private long line = 1;
        private long lineStart;

        JsonText(Reader reader) {
            this.reader = reader;
        }

        /** The next character; -1 at the end. */
        int peek() {
            return at < end || fill() ? buffer[at] : -1;
        }

        void next() {
            if (buffer[at++] == '\n') {
                line++;
                lineStart = before + at;
            }
        }

        private boolean fill() {
            try {
                before += end;
                at = 0;
                end = Math.max(0, reader.read(buffer, 0, buffer.length));
                return end > 0;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        long line() {
            return line;
        }

        long column() {
            return before + at - lineStart + 1;
        }

        JsonException wrong(String problem) {
            return new JsonException(line, column(), problem);
        }
    }
}
