package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalinglaws.data.DataException;

/**
 * A dictionary as servers of the DICT protocol keep it: {@code X.dict}, mostly packed as {@code
 * X.dict.dz}, and beside it {@code X.index} with a line for each headword, the place and the length of
 * its article in digits of base 64.
 *
 * <p>An article becomes one line: what breaks and indents it is a single space. An article of WordNet
 * becomes one entry a sense, since each sense stands again under each of its synonyms.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2229">RFC 2229</a>
 */
final class DictFile {
    private static final Pattern NAME = Pattern.compile("(.*)\\.dict(\\.dz)?");
    private static final Pattern BREAK = Pattern.compile("\\s+");
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** Where a sense of WordNet begins: a line such as {@code "    n 1: gloss"}. */
    private static final Pattern SENSE =
            Pattern.compile("^ {4}(?:(n|v|adj|adv) )?\\d+: ", Pattern.MULTILINE);

    private final Path file;
    private final byte[] bytes;
    private final Charset charset;
    private long unreadable;

    /** A place in the file. */
    private record Span(int from, int length) {}

    DictFile(Path file, byte[] bytes, Charset charset) {
        this.file = file;
        this.bytes = bytes;
        this.charset = charset;
    }

    static boolean is(Path file) {
        return NAME.matcher(file.toString()).matches();
    }

    /** Gives each entry away, in the order of the file; returns how many articles are not text. */
    long read(Consumer<Entry> entries) {
        for (Span span : spans()) {
            Optional<String> article = StrictText.ifAny(bytes, span.from(), span.length(), charset);
            article.ifPresentOrElse(text -> entries(text, entries), () -> unreadable++);
        }
        return unreadable;
    }

    /** Many headwords may lead to one article. */
    private SortedSet<Span> spans() {
        Path index = Path.of(NAME.matcher(file.toString()).replaceFirst("$1.index"));
        String lines = new String(TextSource.bytes(index), ISO_8859_1);
        SortedSet<Span> spans =
                new TreeSet<>(Comparator.comparingInt(Span::from).thenComparing(Span::length));
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            String[] cells = line.split("\t", -1);
            if (line.startsWith("00-database") || line.startsWith("00database")) {
                continue;
            }

            // Headword, place, length; some programs add a fourth cell.
            long from = cells.length < 3 ? -1 : number(cells[1]);
            long length = cells.length < 3 ? -1 : number(cells[2]);
            if (from < 0 || length < 0 || from + length > bytes.length) {
                throw new DataException(
                        String.format(
                                "%s:%d: a line must name a place within the %d bytes of '%s', got"
                                        + " '%s'",
                                index, number, bytes.length, file.getFileName(), line));
            }
            spans.add(new Span((int) from, (int) length));
        }
        return spans;
    }

    /** A number in base 64, or -1. */
    private static long number(String digits) {
        long number = digits.isEmpty() || digits.length() > 6 ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            int digit = DIGITS.indexOf(digits.charAt(i));
            number = digit < 0 ? -1 : 64 * number + digit;
        }
        return number;
    }

    private static void entries(String article, Consumer<Entry> entries) {
        int line = article.indexOf('\n');
        String head = line < 0 ? "" : article.substring(0, line).strip();
        String body = article.substring(line + 1);
        Matcher senses = SENSE.matcher(body);
        if (!senses.lookingAt()) {
            String key = flat(body);
            entries.accept(new Entry((head + " " + key).strip(), key.isEmpty() ? head : key));
            return;
        }

        String kind = "";
        for (boolean more = true; more; ) {
            kind = senses.group(1) == null ? kind : senses.group(1);
            int from = senses.end();
            more = senses.find();
            String key = flat(body.substring(from, more ? senses.start() : body.length()));
            entries.accept(new Entry(head + " " + kind + ": " + key, key));
        }
    }

    private static String flat(String text) {
        return BREAK.matcher(text.strip()).replaceAll(" ");
    }
}
