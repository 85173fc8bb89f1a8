package org.scalinglaws.picture;

import java.awt.geom.Rectangle2D;
import java.util.Locale;

/**
 * A piece of text with its place. Its width is reckoned from its letters and not from a font: so a
 * picture is laid out alike on every host.
 *
 * @param text what is written
 * @param x where, pixels from the left
 * @param y its base line, pixels from the top
 * @param anchor the share of it that stands left of x: 0, a half or 1
 * @param size of the letters, pixels
 * @param bold whether the letters are fat
 * @param upright whether it is read from below
 */
record Word(
        String text, double x, double y, double anchor, int size, boolean bold, boolean upright) {
    private static final double ASCENT = 0.8;
    private static final double HEIGHT = 1.05;

    static Word of(String text, double x, double y, double anchor, int size) {
        return new Word(text, x, y, anchor, size, false, false);
    }

    /** Wide enough for the usual sans-serif fonts. */
    static double width(String text, int size) {
        double ems = text.codePoints().mapToDouble(Word::ems).sum();
        return size * ems;
    }

    private static double ems(int letter) {
        if ("il.,:;'|!()[] ".indexOf(letter) >= 0) {
            return 0.34;
        }
        if ("mwMW%@".indexOf(letter) >= 0) {
            return 0.92;
        }
        return letter > 0x2E80 ? 1 : Character.isUpperCase(letter) ? 0.7 : 0.58;
    }

    /** The beginning of a text that is no wider than this. */
    static String within(String text, int size, double most) {
        if (width(text, size) <= most) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "...", size) > most) {
            end--;
        }
        return text.substring(0, end).strip() + "...";
    }

    double width() {
        return (bold ? 1.08 : 1) * width(text, size);
    }

    Rectangle2D box() {
        double height = HEIGHT * size;
        return upright
                ? new Rectangle2D.Double(
                        x - ASCENT * size, y - (1 - anchor) * width(), height, width())
                : new Rectangle2D.Double(x - anchor * width(), y - ASCENT * size, width(), height);
    }

    String svg() {
        String turned =
                upright
                        ? String.format(Locale.ROOT, " transform=\"rotate(-90 %.1f %.1f)\"", x, y)
                        : "";
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s%s%s>%s</text>",
                x,
                y,
                size,
                bold ? " font-weight=\"bold\"" : "",
                anchor == 0 ? "" : anchor == 1 ? " text-anchor=\"end\"" : " text-anchor=\"middle\"",
                turned,
                safe(text));
    }

    /** What a page cannot hold is a space. */
    static String safe(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
