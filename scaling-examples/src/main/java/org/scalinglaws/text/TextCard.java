package org.scalinglaws.text;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalLong;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.quantity.Require;

/**
 * What a prepared text was made of and how: enough to make it again and to know that it is the same.
 *
 * @param sources the files
 * @param cleaning what was dropped
 * @param entries how many were kept
 * @param bytes of the cleaned text
 * @param sha256 of the cleaned text in the order that was used, 64 hexadecimal digits
 * @param seed of the shuffle; empty where the entries stand in the order of the files
 * @param vocabulary how many tokens there are
 * @param training the first nine tenths
 * @param heldOut the last tenth
 * @param baseline what frequencies alone reach on the held-out part
 */
public record TextCard(
        List<TextSource> sources,
        Cleaning cleaning,
        int entries,
        long bytes,
        String sha256,
        OptionalLong seed,
        int vocabulary,
        TextPart training,
        TextPart heldOut,
        Unigram baseline) {
    private static final String FORM = "prepared-text";

    /** Refuses nulls. */
    public TextCard {
        sources = List.copyOf(Require.noNull("sources", sources));
        requireNonNull(cleaning, "cleaning");
        requireNonNull(sha256, "sha256");
        requireNonNull(seed, "seed");
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        requireNonNull(baseline, "baseline");
    }

    /**
     * How a card is written as JSON.
     *
     * @return the form {@code prepared-text}
     */
    public static JsonForm<TextCard> json() {
        return new JsonForm<>() {
            @Override
            public JsonValue write(TextCard thing) {
                return TextCard.write(thing);
            }

            @Override
            public TextCard read(JsonPlace json) {
                return TextCard.read(json.require(FORM, 1));
            }
        };
    }

    private static JsonValue write(TextCard card) {
        JsonMembers members =
                JsonMembers.of(FORM, 1)
                        .with("sources", card.sources, TextCard::source)
                        .with("cleaning", cleaning(card.cleaning))
                        .with("entries", card.entries)
                        .with("bytes", card.bytes)
                        .with("sha256", card.sha256);
        card.seed.ifPresent(seed -> members.with("seed", Long.toString(seed)));
        return members.with("vocabulary", card.vocabulary)
                .with("training", part(card.training))
                .with("heldOut", part(card.heldOut))
                .with(
                        "baseline",
                        new JsonMembers()
                                .with("token", card.baseline.token())
                                .with("accuracy", card.baseline.accuracy())
                                .with("entropy", card.baseline.entropy())
                                .object())
                .object();
    }

    private static JsonValue source(TextSource source) {
        return new JsonMembers()
                .with("name", source.name())
                .with("origin", source.origin())
                .with("bytes", source.bytes())
                .with("sha256", source.sha256())
                .object();
    }

    private static JsonValue cleaning(Cleaning cleaning) {
        return new JsonMembers()
                .with("rawBytes", cleaning.rawBytes())
                .with("lineEnds", cleaning.lineEnds())
                .with("controlCharacters", cleaning.controlCharacters())
                .with("unreadable", cleaning.unreadable())
                .with("repeated", cleaning.repeated())
                .with("repeatedBytes", cleaning.repeatedBytes())
                .object();
    }

    private static JsonValue part(TextPart part) {
        return new JsonMembers()
                .with("bytes", part.bytes())
                .with("tokens", part.tokens())
                .with("sha256", part.sha256())
                .object();
    }

    private static TextCard read(JsonPlace json) {
        JsonPlace baseline = json.get("baseline");
        return new TextCard(
                json.get("sources").items().stream().map(TextCard::source).toList(),
                cleaning(json.get("cleaning")),
                json.get("entries").whole(),
                whole(json, "bytes"),
                json.get("sha256").text(),
                json.find("seed")
                        .map(seed -> OptionalLong.of(seed(seed)))
                        .orElse(OptionalLong.empty()),
                json.get("vocabulary").whole(),
                part(json.get("training")),
                part(json.get("heldOut")),
                new Unigram(
                        baseline.get("token").whole(),
                        baseline.get("accuracy").number(),
                        baseline.get("entropy").number()));
    }

    /** A text, as a number of JSON need not keep all digits of a long one. */
    private static long seed(JsonPlace seed) {
        try {
            return Long.parseLong(seed.text());
        } catch (NumberFormatException wrong) {
            throw seed.wrong("a whole number");
        }
    }

    private static long whole(JsonPlace json, String name) {
        return (long) json.get(name).number();
    }

    private static TextSource source(JsonPlace json) {
        return new TextSource(
                json.get("name").text(),
                json.get("origin").text(),
                whole(json, "bytes"),
                json.get("sha256").text());
    }

    private static Cleaning cleaning(JsonPlace json) {
        return new Cleaning(
                whole(json, "rawBytes"),
                whole(json, "lineEnds"),
                whole(json, "controlCharacters"),
                whole(json, "unreadable"),
                whole(json, "repeated"),
                whole(json, "repeatedBytes"));
    }

    private static TextPart part(JsonPlace json) {
        return new TextPart(whole(json, "bytes"), whole(json, "tokens"), json.get("sha256").text());
    }
}
