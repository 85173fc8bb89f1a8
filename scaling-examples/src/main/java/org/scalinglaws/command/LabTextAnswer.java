package org.scalinglaws.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.text.Cleaning;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.text.TextCard;
import org.scalinglaws.text.TextPart;
import org.scalinglaws.text.TextSource;
import org.scalinglaws.text.Unigram;

/** What a text became. */
record LabTextAnswer(PreparedText prepared, Optional<Unigram> randomTenth, Path folder) {
    /** A last tenth that is so much worse than a random one is of another kind. */
    private static final double OTHER_KIND = 1.01;

    private TextCard card() {
        return prepared.card();
    }

    String text() {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        lines.add(sources().text());
        lines.add("");
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d bytes after cleaning: %,d entries, %s",
                        card().bytes(),
                        card().entries(),
                        card().seed().isPresent()
                                ? "shuffled by seed " + card().seed().getAsLong()
                                : "in the order of the files"));
        lines.add(cleaned(card().cleaning()));
        lines.add("");
        lines.add(parts().text());
        lines.add("");
        lines.add(prepared.vocabulary() + ", learnt on the training part");
        lines.add(baseline());
        randomTenth.ifPresent(random -> lines.add(order(random)));
        lines.add("SHA-256 of the cleaned text: " + card().sha256());
        lines.add("");
        lines.add("written to " + folder);
        return lines.toString();
    }

    private static String cleaned(Cleaning cleaning) {
        return String.format(
                Locale.ROOT,
                "dropped: %,d repeated entries (%,d bytes), %,d not of the encoding, %,d control"
                        + " characters; %,d line ends made plain",
                cleaning.repeated(),
                cleaning.repeatedBytes(),
                cleaning.unreadable(),
                cleaning.controlCharacters(),
                cleaning.lineEnds());
    }

    private String baseline() {
        Unigram baseline = card().baseline();
        String spelling = new String(prepared.vocabulary().spelling(baseline.token()), UTF_8);
        return String.format(
                Locale.ROOT,
                "to beat on the held-out part, by frequencies alone: %s nats a token, %s bits per"
                        + " byte, top-1 accuracy %s by %s",
                Digits.loss(baseline.entropy()),
                Digits.loss(card().heldOut().bitsPerByte(baseline.entropy())),
                Digits.percent(baseline.accuracy()),
                Json.text(spelling));
    }

    private String order(Unigram random) {
        double last = card().baseline().entropy();
        String advice =
                last > OTHER_KIND * random.entropy()
                        ? ": the text changes along its way; --shuffle SEED mixes it"
                        : "";
        return String.format(
                Locale.ROOT,
                "NOTE order: frequencies lose %s nats a token on the last tenth, %s on a random tenth"
                        + " of the rest%s",
                Digits.loss(last),
                Digits.loss(random.entropy()),
                advice);
    }

    private TextTable sources() {
        TextTable table = TextTable.of("%-20s %14s  %s").withFirstFitting();
        table = table.row("file", "bytes", "package");
        for (TextSource source : card().sources()) {
            table = table.row(source.name(), grouped(source.bytes()), source.origin());
        }
        return table;
    }

    private TextTable parts() {
        return row(
                row(
                        TextTable.of("%-10s %14s %14s %14s")
                                .row("part", "bytes", "tokens", "bytes a token"),
                        "training",
                        card().training()),
                "held-out",
                card().heldOut());
    }

    private static TextTable row(TextTable table, String name, TextPart part) {
        return table.row(
                name,
                grouped(part.bytes()),
                grouped(part.tokens()),
                Digits.loss(part.bytesPerToken()));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    List<TextTable> tables() {
        Unigram baseline = card().baseline();
        return List.of(
                sources(),
                parts(),
                TextTable.of("%-34s %14s")
                        .row("figure", "value")
                        .row("entries", card().entries())
                        .row("repeated entries dropped", card().cleaning().repeated())
                        .row("vocabulary", card().vocabulary())
                        .row("baseline, nats a token", Digits.loss(baseline.entropy()))
                        .row("baseline, top-1 accuracy", Digits.percent(baseline.accuracy()))
                        .row("SHA-256", card().sha256()));
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.members(TextCard.json().write(card()));
        json.put("bytesPerToken", card().heldOut().bytesPerToken());
        json.put("bitsPerByte", card().heldOut().bitsPerByte(card().baseline().entropy()));
        json.put("randomTenth", randomTenth.map(Unigram::entropy).orElse(null));
        json.put("folder", folder.toString());
        return json;
    }
}
