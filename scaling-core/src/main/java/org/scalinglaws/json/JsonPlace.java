package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonBoolean;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.json.JsonValue.Member;
import org.scalinglaws.quantity.Brief;

/**
 * A value inside a JSON text and the way to it, such as {@code search.basins[2].starts}: what is asked
 * of it is either there or refused by a sentence that says where.
 *
 * @param path the names and indexes that lead there; empty for the whole
 * @param value what stands there
 */
public record JsonPlace(String path, JsonValue value) {
    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    /** Refuses nulls. */
    public JsonPlace {
        requireNonNull(path, "path");
        requireNonNull(value, "value");
    }

    /**
     * The whole of a text.
     *
     * @param value what it holds
     * @return its place
     */
    public static JsonPlace of(JsonValue value) {
        return new JsonPlace("", value);
    }

    /**
     * Refuses what is not of a form.
     *
     * @param form its name
     * @param version the version that can be read
     * @return this place
     */
    public JsonPlace require(String form, int version) {
        String found = find("form").map(JsonPlace::text).orElse("nothing");
        if (!found.equals(requireNonNull(form, "form"))) {
            throw new IllegalArgumentException(
                    Brief.of(say("form") + " must be '" + form + "', got " + found));
        }
        int stated = get("version").whole();
        if (stated != version) {
            throw new IllegalArgumentException(
                    say("version") + " must be " + version + ", got " + stated);
        }
        return this;
    }

    /**
     * A member that must be there.
     *
     * @param name its name
     * @return its place
     */
    public JsonPlace get(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(Brief.of(say(name) + " is missing")));
    }

    /**
     * A member that may be there.
     *
     * @param name its name
     * @return its place; empty where it is absent or null
     */
    public Optional<JsonPlace> find(String name) {
        return object().find(requireNonNull(name, "name"))
                .filter(found -> !(found instanceof JsonValue.JsonNull))
                .map(found -> new JsonPlace(say(name), found));
    }

    /** {@return all members in their order} */
    public Map<String, JsonPlace> members() {
        Map<String, JsonPlace> members = new LinkedHashMap<>();
        for (Member member : object().members()) {
            members.put(member.name(), new JsonPlace(say(member.name()), member.value()));
        }
        return members;
    }

    /** {@return all items of an array} */
    public List<JsonPlace> items() {
        if (!(value instanceof JsonArray array)) {
            throw wrong("an array");
        }
        List<JsonPlace> items = new ArrayList<>();
        for (JsonValue item : array.items()) {
            items.add(new JsonPlace(path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** {@return the characters of a text} */
    public String text() {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw wrong("a text");
    }

    /** {@return a number, also one that JSON can only write as the text NaN, Infinity or -Infinity} */
    public double number() {
        if (value instanceof JsonNumber number) {
            return number.value();
        }
        if (value instanceof JsonString string && NOT_FINITE.contains(string.value())) {
            return Double.parseDouble(string.value());
        }
        throw wrong("a number");
    }

    /** {@return the numbers of an array} */
    public double[] numbers() {
        return items().stream().mapToDouble(JsonPlace::number).toArray();
    }

    /** {@return a whole number} */
    public int whole() {
        double number = number();
        if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) {
            return (int) number;
        }
        throw wrong("a whole number");
    }

    /** {@return true or false} */
    public boolean flag() {
        if (value instanceof JsonBoolean flag) {
            return flag.value();
        }
        throw wrong("true or false");
    }

    /**
     * One of the constants of an enum.
     *
     * @param kind the enum
     * @param <E> the enum
     * @return the constant of that name
     */
    public <E extends Enum<E>> E constant(Class<E> kind) {
        String name = text();
        for (E constant : requireNonNull(kind, "kind").getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw wrong("one of " + List.of(kind.getEnumConstants()));
    }

    /**
     * The exception about what stands here.
     *
     * @param rule what it must be, such as {@code a number}
     * @return an exception to throw
     */
    public IllegalArgumentException wrong(String rule) {
        String where = path.isEmpty() ? "the JSON" : path;
        return new IllegalArgumentException(
                Brief.of(where + " must be " + requireNonNull(rule, "rule") + ", got " + value));
    }

    private JsonObject object() {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong("an object");
    }

    private String say(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
