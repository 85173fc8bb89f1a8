package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Require;

/** A value of JSON. Its {@code toString} is its text without spaces, which reads back to an equal one. */
public sealed interface JsonValue {
    /**
     * The text for people too: a member of an object a line.
     *
     * @return several lines, the last without a line end
     */
    default String indented() {
        return JsonLayout.indented(this);
    }

    /** Nothing: {@code null}. */
    record JsonNull() implements JsonValue {
        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number as it is written, so that no digit of it is lost.
     *
     * @param text such as {@code 5.76e23}
     */
    record JsonNumber(String text) implements JsonValue {
        private static final Pattern NUMBER =
                Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|NaN|-?Infinity");

        /** Refuses what is no number of JSON, nor of Python. */
        public JsonNumber {
            if (!NUMBER.matcher(requireNonNull(text, "text")).matches()) {
                throw new IllegalArgumentException(
                        Brief.of("a number must be one of JSON, got '" + text + "'"));
            }
        }

        /**
         * The double nearest to it.
         *
         * @return such as 5.76e23; infinite where no double is as large
         */
        public double value() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A text.
     *
     * @param value its characters, without quotes and escapes
     */
    record JsonString(String value) implements JsonValue {
        /** Refuses what is absent. */
        public JsonString {
            requireNonNull(value, "value");
        }

        @Override
        public String toString() {
            return quoted(value);
        }
    }

    /**
     * Values in their order.
     *
     * @param items the values
     */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        /** Copies the list. */
        public JsonArray {
            items = List.copyOf(Require.noNull("items", items));
        }

        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(",", "[", "]");
            items.forEach(item -> text.add(item.toString()));
            return text.toString();
        }
    }

    /**
     * Named values in their order.
     *
     * @param members the names and values; JSON does not forbid that a name stands twice
     */
    record JsonObject(List<Member> members) implements JsonValue {
        /** Copies the list. */
        public JsonObject {
            members = List.copyOf(Require.noNull("members", members));
        }

        /**
         * The value of a name.
         *
         * @param name the name, as it is written
         * @return its value, the last where the name stands twice; empty where it does not stand
         */
        public Optional<JsonValue> find(String name) {
            requireNonNull(name, "name");
            Optional<JsonValue> found = Optional.empty();
            for (Member member : members) {
                found = member.name.equals(name) ? Optional.of(member.value) : found;
            }
            return found;
        }

        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(",", "{", "}");
            members.forEach(member -> text.add(quoted(member.name) + ":" + member.value));
            return text.toString();
        }
    }

    /**
     * A name and its value.
     *
     * @param name the name, without quotes and escapes
     * @param value the value
     */
    record Member(String name, JsonValue value) {
        /** Refuses what is absent. */
        public Member {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }
    }

    /**
     * A text as JSON writes it: in quotes, with escapes for quotes, backslashes, control characters and
     * halves of a pair that stand alone.
     *
     * @param text any text
     * @return such as {@code "a \"b\""}
     */
    static String quoted(String text) {
        requireNonNull(text, "text");
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean pair =
                    Character.isHighSurrogate(letter)
                            && at + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(at + 1));

            if (pair) {
                quoted.append(letter).append(text.charAt(++at));
            } else if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ' || Character.isSurrogate(letter)) {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
