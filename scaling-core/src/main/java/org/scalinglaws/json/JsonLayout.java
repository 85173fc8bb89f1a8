package org.scalinglaws.json;

import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonObject;

/** JSON in lines: a member of an object a line, an array in one line unless it holds objects. */
final class JsonLayout {
    private static final String STEP = "  ";

    private JsonLayout() {}

    static String indented(JsonValue value) {
        return indented(value, "\n");
    }

    private static String indented(JsonValue value, String line) {
        List<String> parts = new ArrayList<>();
        String inner = line + STEP;
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            object.members()
                    .forEach(
                            member ->
                                    parts.add(
                                            JsonValue.quoted(member.name())
                                                    + ": "
                                                    + indented(member.value(), inner)));
            return "{" + inner + String.join("," + inner, parts) + line + "}";
        }
        if (value instanceof JsonArray array && !array.items().isEmpty()) {
            boolean flat = array.items().stream().noneMatch(JsonObject.class::isInstance);
            array.items().forEach(item -> parts.add(indented(item, inner)));
            return flat
                    ? "[" + String.join(", ", parts) + "]"
                    : "[" + inner + String.join("," + inner, parts) + line + "]";
        }
        return value.toString();
    }
}
