package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads files one after the other and counts what it drops. */
final class Cleaner {
    private static final Pattern PARAGRAPH = Pattern.compile("\n{2,}");

    private final Charset charset;
    private final List<String> entries = new ArrayList<>();
    private final List<TextSource> sources = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private long rawBytes;
    private long lineEnds;
    private long controls;
    private long unreadable;
    private long repeated;
    private long repeatedBytes;

    Cleaner(Charset charset) {
        this.charset = charset;
    }

    void read(Path file) {
        byte[] bytes = TextSource.bytes(file);
        rawBytes += bytes.length;
        sources.add(TextSource.of(file, bytes));
        if (DictFile.is(file)) {
            unreadable += new DictFile(file, bytes, charset).read(this::add);
        } else {
            paragraphs(StrictText.of(file.toString(), bytes, charset));
        }
    }

    /** The paragraphs of a text, between lines that are empty or blank. */
    void paragraphs(String text) {
        for (String paragraph : PARAGRAPH.split(plain(text), -1)) {
            // The first and the last may still have a line end.
            int from = paragraph.startsWith("\n") ? 1 : 0;
            int to = paragraph.length() - (paragraph.endsWith("\n") ? 1 : 0);
            add(Entry.of(paragraph.substring(from, Math.max(from, to))));
        }
    }

    CleanText text() {
        return new CleanText(
                entries,
                new Cleaning(rawBytes, lineEnds, controls, unreadable, repeated, repeatedBytes),
                sources);
    }

    private void add(Entry entry) {
        String text = entry.text().strip();
        if (text.isEmpty()) {
            return;
        }
        if (keys.add(entry.key())) {
            entries.add(entry.text());
        } else {
            repeated++;
            repeatedBytes += entry.text().getBytes(UTF_8).length;
        }
    }

    /** Line ends of one kind, no blanks before them, no control characters but these and tabs. */
    private String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            boolean foreign = "\r\f\u000b\u0085\u2028\u2029".indexOf(one) >= 0;
            if (foreign || one == '\n') {
                boolean pair = one == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += pair ? 1 : 0;
                lineEnds += endLine(plain) || foreign ? 1 : 0;
            } else if ((one != '\t' && Character.isISOControl(one)) || one == '\ufeff') {
                controls++;
            } else {
                plain.append(one);
            }
        }
        endLine(plain);
        return plain.toString();
    }

    /** Takes blanks off the end and says whether there were any. */
    private static boolean endLine(StringBuilder text) {
        int length = text.length();
        int to = length;
        while (to > 0 && (text.charAt(to - 1) == ' ' || text.charAt(to - 1) == '\t')) {
            to--;
        }
        text.setLength(to);
        text.append('\n');
        return to < length;
    }
}
