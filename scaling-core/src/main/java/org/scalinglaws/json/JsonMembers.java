package org.scalinglaws.json;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonBoolean;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;
import org.scalinglaws.json.JsonValue.Member;
import org.scalinglaws.quantity.Require;

/** Gathers the members of a JSON object in their order. */
public final class JsonMembers {
    private final List<Member> members = new ArrayList<>();

    /** An object without members. */
    public JsonMembers() {}

    /**
     * Begins an object of a form.
     *
     * @param form its name
     * @param version its version
     * @return a builder with the members {@code form} and {@code version}
     */
    public static JsonMembers of(String form, int version) {
        return new JsonMembers()
                .with("form", requireNonNull(form, "form"))
                .with("version", version);
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param value its value
     * @return this builder
     */
    public JsonMembers with(String name, JsonValue value) {
        members.add(new Member(name, value));
        return this;
    }

    /**
     * Adds a text.
     *
     * @param name its name
     * @param text its characters
     * @return this builder
     */
    public JsonMembers with(String name, String text) {
        return with(name, new JsonString(requireNonNull(text, "text")));
    }

    /**
     * Adds true or false.
     *
     * @param name its name
     * @param flag which
     * @return this builder
     */
    public JsonMembers with(String name, boolean flag) {
        return with(name, new JsonBoolean(flag));
    }

    /**
     * Adds a whole number.
     *
     * @param name its name
     * @param number the number
     * @return this builder
     */
    public JsonMembers with(String name, long number) {
        return with(name, new JsonNumber(Long.toString(number)));
    }

    /**
     * Adds a number in as many digits as it takes to read the same bits back.
     *
     * @param name its name
     * @param number the number; one that JSON cannot write becomes a text
     * @return this builder
     */
    public JsonMembers with(String name, double number) {
        return with(name, number(number));
    }

    /**
     * Adds an array of numbers.
     *
     * @param name its name
     * @param numbers the numbers
     * @return this builder
     */
    public JsonMembers with(String name, double[] numbers) {
        return with(name, numbers(numbers));
    }

    /**
     * Adds an array.
     *
     * @param name its name
     * @param things what it holds
     * @param form how one of them is written
     * @param <T> what it holds
     * @return this builder
     */
    public <T> JsonMembers with(
            String name, List<T> things, Function<? super T, ? extends JsonValue> form) {
        Require.noNull("things", things);
        requireNonNull(form, "form");
        return with(name, new JsonArray(things.stream().<JsonValue>map(form).toList()));
    }

    /**
     * Adds an object of named things.
     *
     * @param name its name
     * @param things what it holds
     * @param form how one of them is written
     * @param <T> what it holds
     * @return this builder
     */
    public <T> JsonMembers with(
            String name, Map<String, T> things, Function<? super T, ? extends JsonValue> form) {
        Require.noNull("things", things);
        requireNonNull(form, "form");
        JsonMembers inside = new JsonMembers();
        things.forEach((each, thing) -> inside.with(each, form.apply(thing)));
        return with(name, inside.object());
    }

    /**
     * This object with all members of another behind its own.
     *
     * @param other whose members
     * @return this builder
     */
    public JsonMembers withAll(JsonObject other) {
        members.addAll(requireNonNull(other, "other").members());
        return this;
    }

    /** {@return the object} */
    public JsonObject object() {
        return new JsonObject(members);
    }

    /**
     * A number as JSON.
     *
     * @param number any number
     * @return its digits; a text where it is not finite
     */
    public static JsonValue number(double number) {
        return Double.isFinite(number)
                ? new JsonNumber(Double.toString(number))
                : new JsonString(Double.toString(number));
    }

    /**
     * Numbers as JSON.
     *
     * @param numbers any numbers
     * @return an array
     */
    public static JsonArray numbers(double[] numbers) {
        requireNonNull(numbers, "numbers");
        return new JsonArray(Arrays.stream(numbers).mapToObj(JsonMembers::number).toList());
    }
}
