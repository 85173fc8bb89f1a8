package org.scalinglaws.picture;

import static java.util.Objects.requireNonNull;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Row;

/**
 * An image of a table, 800 by 500: dots for what was measured, lines for laws, dashes beyond the runs,
 * bands and whiskers for intervals, bars, thin guides. The same table gives the same bytes; those of
 * SVG are the same on every host, for its text is text and its layout asks no font.
 */
public final class Picture {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int EDGE = 16;
    private static final int LEGEND = 52;

    private static final BasicStroke HALO =
            new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private static final String FONTS = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    /** A hundredth of a pixel is fine enough. */
    private static final Pattern FINE = Pattern.compile("(\\.\\d\\d)\\d+");

    /** Everything lies within the frame: nothing has to be clipped. */
    private static final Pattern CLIP =
            Pattern.compile("(?s)<defs>.*?</defs>\\s*| clip-path=\"[^\"]*\"");

    private final PlotTable table;
    private final List<Row> rows;
    private final Map<String, Color> colours;
    private final Legend legend;
    private final Frame frame;

    private Picture(PlotTable table, List<Row> rows) {
        this.table = table;
        this.rows = rows;
        this.colours = Palette.of(rows);
        this.legend = new Legend(rows, colours, EDGE, WIDTH - EDGE, LEGEND);
        this.frame = new Frame(table, rows, WIDTH, HEIGHT, Math.ceil(legend.end() + EDGE));
    }

    /**
     * Draws a table. Rows that have no place on its axes are left out.
     *
     * @param table what to draw
     * @return the picture
     * @throws IllegalArgumentException when no row has a place
     */
    public static Picture of(PlotTable table) {
        requireNonNull(table, "table");
        List<Row> drawn =
                table.rows().stream()
                        .filter(row -> Scale.holds(table.x(), row.x()))
                        .filter(row -> Scale.holds(table.y(), row.estimate()))
                        .toList();
        if (drawn.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to draw in '" + table.title() + "': no row has numbers on both axes");
        }
        return new Picture(table, drawn);
    }

    /**
     * The table that is drawn.
     *
     * @return what {@link #of} was given
     */
    public PlotTable table() {
        return table;
    }

    private List<Word> words() {
        List<Word> words = new ArrayList<>(frame.words());
        words.addAll(legend.words());
        return words;
    }

    /** All but the words. */
    private void paint(Graphics2D canvas) {
        Rectangle2D area = frame.area;
        canvas.setColor(Color.WHITE);
        canvas.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        paintAxes(canvas);

        // XChart draws from its own corner.
        AffineTransform whole = canvas.getTransform();
        canvas.translate(area.getX(), area.getY());
        Marks.paint(
                canvas,
                frame.x,
                frame.y,
                rows,
                colours,
                (int) area.getWidth(),
                (int) area.getHeight());
        canvas.setTransform(whole);

        legend.paint(canvas);
    }

    /** A line for each tick, the foot, and zero where numbers lie on both sides of it. */
    private void paintAxes(Graphics2D canvas) {
        Rectangle2D area = frame.area;
        canvas.setStroke(Marks.THIN);
        canvas.setColor(Palette.GRID);
        if (table.x().places().isEmpty()) {
            for (double place : frame.across.keySet()) {
                double x = frame.x(place);
                canvas.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
            }
        }
        for (double place : frame.up.keySet()) {
            double y = frame.y(place);
            canvas.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
        }

        // The foot and zero are darker than the grid.
        canvas.setStroke(Marks.THIN);
        canvas.setColor(Palette.GUIDE);
        double foot = area.getMaxY();
        canvas.draw(new Line2D.Double(area.getX(), foot, area.getMaxX(), foot));
        boolean signed = frame.y.low() < 0 && frame.y.high() > 0;
        if (signed && !table.y().logarithmic() && table.y().places().isEmpty()) {
            double zero = frame.y(0);
            canvas.draw(new Line2D.Double(area.getX(), zero, area.getMaxX(), zero));
        }
    }

    /**
     * The picture as SVG to stand in a page: one element with a title, without the head of a file. Its
     * text is text, in whatever sans-serif font the reader has.
     *
     * @return text that begins with {@code <svg}
     */
    public String svg() {
        VectorGraphics2D canvas = new VectorGraphics2D();
        paint(canvas);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(canvas.getCommands(), new PageSize(0, 0, WIDTH, HEIGHT))
                    .writeTo(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }

        // Lines between shapes depend on no host; words follow the shapes.
        String text = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        String element = text.substring(text.indexOf("<svg"), text.lastIndexOf("</svg>")).strip();
        String shapes = FINE.matcher(CLIP.matcher(element).replaceAll("")).replaceAll("$1");
        int inside = shapes.indexOf('>') + 1;
        String words =
                words().stream().map(Word::svg).collect(Collectors.joining("\n    ", "\n    ", ""));
        return shapes.substring(0, inside)
                + "\n  <title>"
                + Word.safe(table.title())
                + "</title>"
                + shapes.substring(inside)
                + "\n  <g font-family=\""
                + FONTS
                + "\" fill=\"#222222\" stroke=\"white\" stroke-width=\"3\" stroke-linejoin=\"round\""
                + " paint-order=\"stroke\">"
                + words
                + "\n  </g>\n</svg>";
    }

    /**
     * The picture as pixels.
     *
     * @return 800 by 500
     */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint(canvas);
        words().forEach(word -> write(canvas, word));
        canvas.dispose();
        return image;
    }

    private static void write(Graphics2D canvas, Word word) {
        canvas.setFont(
                new Font(Font.SANS_SERIF, word.bold() ? Font.BOLD : Font.PLAIN, word.size()));
        FontMetrics metrics = canvas.getFontMetrics();
        AffineTransform whole = canvas.getTransform();
        canvas.translate(word.x(), word.y());
        if (word.upright()) {
            canvas.rotate(-Math.PI / 2);
        }

        // A word over dots stays readable.
        float left = (float) (-word.anchor() * metrics.stringWidth(word.text()));
        canvas.setColor(Color.WHITE);
        canvas.setStroke(HALO);
        canvas.draw(
                canvas.getFont()
                        .createGlyphVector(canvas.getFontRenderContext(), word.text())
                        .getOutline(left, 0f));
        canvas.setColor(Palette.INK);
        canvas.drawString(word.text(), left, 0f);
        canvas.setTransform(whole);
    }

    /**
     * Writes a file, replacing one that is there.
     *
     * @param file ends in {@code .svg} or {@code .png}
     * @throws IllegalArgumentException when it ends otherwise
     * @throws UncheckedIOException when it cannot be written
     */
    public void write(Path file) {
        String name = requireNonNull(file, "file").toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".svg")) {
                String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
                Files.writeString(file, head + svg() + "\n");
            } else if (name.endsWith(".png")) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(image(), "png", bytes);
                Files.write(file, bytes.toByteArray());
            } else {
                throw new IllegalArgumentException(
                        "a picture is written as .svg or .png, got " + file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }

    @Override
    public String toString() {
        return "picture of " + table.rows().size() + " rows: " + table.title();
    }
}
