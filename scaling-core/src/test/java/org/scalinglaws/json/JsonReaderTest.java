package org.scalinglaws.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.json.JsonValue.JsonNumber;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.JsonString;

class JsonReaderTest {
    /** The two objects that RFC 8259 shows in its section 13, without spaces. */
    @Test
    void theExamplesOfTheStandardAreRead() {
        String image =
                """
                {
                  "Image": {
                      "Width":  800,
                      "Height": 600,
                      "Title":  "View from 15th Floor",
                      "Thumbnail": {
                          "Url":    "http://www.example.com/image/481989943",
                          "Height": 125,
                          "Width":  100
                      },
                      "Animated" : false,
                      "IDs": [116, 943, 234, 38793]
                    }
                }
                """;
        assertThat(JsonReader.parse(image))
                .hasToString(
                        "{\"Image\":{\"Width\":800,\"Height\":600,\"Title\":\"View from 15th"
                                + " Floor\",\"Thumbnail\":{\"Url\":\"http://www.example.com/image/481989943\","
                                + "\"Height\":125,\"Width\":100},\"Animated\":false,\"IDs\":[116,943,234,38793]}}");
        assertThat(JsonReader.parse("\"Hello world!\"")).isEqualTo(new JsonString("Hello world!"));
        assertThat(JsonReader.parse("42")).isEqualTo(new JsonNumber("42"));
        assertThat(JsonReader.parse("true")).hasToString("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                " [ ] ",
                "[[]]",
                "{\"\":0}",
                "[1,null,\"1\",{}]",
                "\"\"",
                "0",
                "-0",
                "[0e+1]",
                "[1E400]",
                "[-1.5e-3]",
                "[123123123123123123123123123123]",
                "{\"a\":1,\"a\":2}",
                "[\"\\u0012\\/\\\\\"]",
                "[\"\\uD834\\uDD1E\"]",
                "[\"\\uDADA\"]",
                "[\"\u007f\u2028\uFFFF\"]",
                "\t\r\n[1 , 2\n]\n"
            })
    void whatTheGrammarAllowsIsRead(String text) {
        JsonValue value = JsonReader.parse(text);
        assertThat(JsonReader.parse(value.toString())).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``             | 1:1: expected a value, got the end of the text",
                "[              | 1:2: expected a value, got the end of the text",
                "[1             | 1:3: expected ',' or ']' behind an item, got the end of the text",
                "[1,]           | 1:4: expected a value, got ']'",
                "[,1]           | 1:2: expected a value, got ','",
                "[1 2]          | 1:4: expected ',' or ']' behind an item, got '2'",
                "[1]]           | 1:4: expected the end of the text, got ']'",
                "1 2            | 1:3: expected the end of the text, got '2'",
                "{'a':1}        | 1:2: expected a name in quotes, got '''",
                "{a:1}          | 1:2: expected a name in quotes, got 'a'",
                "{\"a\" 1}      | 1:6: expected ':' behind a name, got '1'",
                "{\"a\":1,}     | 1:8: expected a name in quotes, got '}'",
                "{\"a\":1 \"b\"} | 1:8: expected ',' or '}' behind a member, got '\"'",
                "{\"a\"}        | 1:5: expected ':' behind a name, got '}'",
                "01             | 1:2: expected the end of a number, got '1'",
                "1.             | 1:3: expected a digit, got the end of the text",
                ".5             | 1:1: expected a value, got '.'",
                "+1             | 1:1: expected a value, got '+'",
                "1e             | 1:3: expected a digit, got the end of the text",
                "-              | 1:2: expected a digit, got the end of the text",
                "0x1            | 1:2: expected the end of a number, got 'x'",
                "1f             | 1:2: expected the end of a number, got 'f'",
                "NaN            | 1:1: JSON has no number NaN; write null",
                "[-Infinity]    | 1:3: JSON has no number -Infinity; write null",
                "nul            | 1:4: expected null, got the end of the text",
                "True           | 1:1: expected a value, got 'T'",
                "truex          | 1:5: expected the end of true, got 'x'",
                "\"a            | 1:3: expected '\"' at the end of a string, got the end of the text",
                "\"\\x\"        | 1:3: expected one of \"\\/bfnrtu behind a backslash, got 'x'",
                "\"\\u00G0\"    | 1:6: expected four hexadecimal digits behind \\u, got 'G'",
                "// c           | 1:1: expected a value, got '/'",
                "\uFEFF1        | 1:1: expected a value, got '\uFEFF'"
            })
    void whatTheGrammarForbidsIsRefusedWithItsPlace(String text, String message) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonReader.parse(text))
                .withMessage(message);
    }

    @Test
    void aPlaceIsALineAndACharacter() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonReader.parse("{\n  \"a\": 1,\r\n  \"b\": \"x\ty\"}"))
                .withMessage("3:10: a string must escape control characters, got U+0009")
                .satisfies(
                        wrong -> {
                            assertThat(wrong.line()).isEqualTo(3);
                            assertThat(wrong.column()).isEqualTo(10);
                            assertThat(wrong.problem())
                                    .isEqualTo(
                                            "a string must escape control characters, got U+0009");
                        });
    }

    @Test
    void depthHasALimit() {
        int deepest = JsonReader.DEEPEST;
        String deep = "[".repeat(deepest) + "]".repeat(deepest);
        assertThat(JsonReader.parse(deep)).hasToString(deep);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonReader.parse("[".repeat(100_000)))
                .withMessage("1:513: nested deeper than 512");
        JsonReader items = JsonReader.of(new StringReader("[".repeat(100_000)));
        assertThat(items.enterArray()).isTrue();
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(items::next)
                .withMessage("1:513: nested deeper than 512");
    }

    @Property(tries = 1000)
    void numbersAreReadToTheBit(@ForAll double number) {
        JsonValue read = JsonReader.parse(Double.toString(number));
        assertThat(((JsonNumber) read).value()).isEqualTo(number);
    }

    @Property(tries = 500)
    void anyTextSurvives(@ForAll String text) {
        assertThat(JsonReader.parse(JsonValue.quoted(text))).isEqualTo(new JsonString(text));
    }

    @Test
    void pythonsNumbersAreReadWhereTheyAreAskedFor() {
        JsonReader reader = JsonReader.ofPython(new StringReader("NaN\n-Infinity [Infinity]"));
        assertThat(reader.next()).isEqualTo(new JsonNumber("NaN"));
        assertThat(((JsonNumber) reader.next()).value()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(reader.next()).hasToString("[Infinity]");
    }

    @Test
    void theValuesOfATextComeOneByOneWithTheirPlaces() {
        JsonReader lines = JsonReader.of(new StringReader("{\"a\":1}\n\n  {\"a\":2}\n"));
        List<String> seen = new ArrayList<>();
        while (lines.hasNext()) {
            JsonValue value = lines.next();
            seen.add(lines.line() + ":" + lines.column() + " " + value);
        }
        assertThat(seen).containsExactly("1:1 {\"a\":1}", "3:3 {\"a\":2}");
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(lines::next)
                .withMessage("no further value");
    }

    @Test
    void theItemsOfAnArrayComeOneByOne() {
        JsonReader items = JsonReader.of(new StringReader("[1,\n [2], null ]"));
        assertThat(items.enterArray()).isTrue();
        List<JsonValue> seen = new ArrayList<>();
        items.forEachRemaining(seen::add);
        assertThat(seen).hasSize(3).last().isEqualTo(new JsonNull());
        assertThat(items.line()).isEqualTo(2);
        assertThat(items.column()).isEqualTo(7);
        assertThat(JsonReader.of(new StringReader("{}")).enterArray()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,] | 1:4: expected a value, got ']'",
                "[1 2] | 1:4: expected ',' or ']' behind an item, got '2'",
                "[1] 2 | 1:5: expected the end of the text, got '2'",
                "[1 | 1:3: expected ',' or ']' behind an item, got the end of the text"
            })
    void aBrokenArrayIsRefusedOnTheWay(String text, String message) {
        JsonReader items = JsonReader.of(new StringReader(text));
        items.enterArray();
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> items.forEachRemaining(item -> {}))
                .withMessage(message);
    }

    @Test
    void aNameThatStandsTwiceGivesItsLastValue() {
        JsonObject twice = (JsonObject) JsonReader.parse("{\"a\":1,\"b\":2,\"a\":3}");
        assertThat(twice.find("a")).contains(new JsonNumber("3"));
        assertThat(twice.find("c")).isEmpty();
        assertThat(twice.members()).hasSize(3);
    }

    @Test
    void aBrokenSourceIsNoFaultOfTheText() {
        Reader broken =
                new Reader() {
                    @Override
                    public int read(char[] buffer, int from, int count) throws IOException {
                        throw new IOException("disk gone");
                    }

                    @Override
                    public void close() {}
                };
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> JsonReader.of(broken).hasNext())
                .withMessage("java.io.IOException: disk gone");
        assertThatNullPointerException()
                .isThrownBy(() -> JsonReader.parse(null))
                .withMessage("json");
    }
}
