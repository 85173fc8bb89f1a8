package org.scalinglaws.notebook;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scalinglaws.curve.CurveStudy;
import org.scalinglaws.design.Choice;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.picture.Picture;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.report.Answer;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.score.ScoreForecast;
import org.scalinglaws.select.RollOut;
import org.scalinglaws.select.Selection;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What a notebook shows of an answer: tables and pictures, or the text of whatever has neither.
 *
 * @param text the answer as JShell prints it
 * @param tables with a head each
 * @param pictures what stands below the tables
 */
public record Shown(String text, List<TextTable> tables, List<Picture> pictures) {
    private static final Pattern MARKUP = Pattern.compile("[&<>\"]");

    /** A long line is broken between words. */
    private static final String WRAPPED = "white-space: pre-wrap; word-break: normal";

    /** How a number begins; an empty cell could be one. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]|inf|$)");

    /** Beyond so many letters a cell holds words. */
    private static final int WORDS = 30;

    /** Refuses nulls. */
    public Shown {
        requireNonNull(text, "text");
        tables = List.copyOf(Require.noNull("tables", tables));
        pictures = List.copyOf(Require.noNull("pictures", pictures));
    }

    /**
     * What has tables or pictures: a notebook shows it by itself.
     *
     * @return classes of answers
     */
    public static List<Class<?>> kinds() {
        return List.of(
                Shown.class,
                Picture.class,
                TextTable.class,
                PlotTable.class,
                Answer.class,
                Fit.class,
                Ensemble.class,
                Plan.class,
                Decision.class,
                Forecast.class,
                Sweep.class,
                IsoFlop.class,
                SideBySide.class,
                Audit.class,
                ScoreForecast.class,
                Selection.class,
                RollOut.class,
                Choice.class,
                CurveStudy.class);
    }

    /**
     * What is shown of any value.
     *
     * @param answer a fit, plan, sweep, ensemble, forecast, table or picture, or anything else
     * @return its tables and pictures
     */
    public static Shown of(Object answer) {
        requireNonNull(answer, "answer");
        String text =
                answer instanceof Collection<?> all
                        ? all.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                        : answer.toString();
        List<Picture> pictures =
                answer instanceof Picture picture
                        ? List.of(picture)
                        : Drawings.of(answer).stream()
                                .filter(Shown::isDrawn)
                                .map(Picture::of)
                                .toList();
        boolean alone = answer instanceof Picture || answer instanceof PlotTable;
        return new Shown(
                alone && !pictures.isEmpty() ? pictures.get(0).toString() : text,
                Tables.of(answer),
                pictures);
    }

    /** Whether any row has a place on the axes. */
    private static boolean isDrawn(PlotTable table) {
        return table.rows().stream()
                .anyMatch(row -> table.x().holds(row.x()) && table.y().holds(row.estimate()));
    }

    /**
     * The answer without its pictures: a table of HTML for each, or its text as it stands. Every value
     * is escaped.
     *
     * @return elements to stand in a page; empty for a picture alone
     */
    public String html() {
        if (tables.isEmpty()) {
            boolean alone = pictures.stream().anyMatch(each -> each.toString().equals(text));
            return alone ? "" : "<pre style=\"" + WRAPPED + "\">" + safe(text) + "</pre>";
        }
        return tables.stream().map(Shown::html).collect(Collectors.joining("\n"));
    }

    /**
     * The answer with its pictures.
     *
     * @return {@link #html()}, and below it a picture of SVG for each
     */
    public String page() {
        return html() + pictures.stream().map(Picture::svg).collect(Collectors.joining("\n"));
    }

    private static String html(TextTable table) {
        List<List<String>> rows = filled(table.rows());
        List<String> styles = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int place = column;
            boolean words = rows.stream().skip(1).anyMatch(row -> isWords(row.get(place)));
            styles.add(words ? " style=\"text-align: left\"" : "");
        }
        String body =
                rows.stream()
                        .skip(1)
                        .map(row -> row(row, styles, "td"))
                        .collect(Collectors.joining("\n"));
        return "<table><thead>"
                + row(rows.get(0), styles, "th")
                + "</thead>\n<tbody>"
                + body
                + "</tbody></table>";
    }

    /** Without the columns in which nothing stands. */
    private static List<List<String>> filled(List<List<String>> rows) {
        int[] kept =
                IntStream.range(0, rows.get(0).size())
                        .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                        .toArray();
        return rows.stream().map(row -> Arrays.stream(kept).mapToObj(row::get).toList()).toList();
    }

    private static boolean isWords(String cell) {
        return cell.length() > WORDS || !NUMBER.matcher(cell).lookingAt();
    }

    private static String row(List<String> cells, List<String> styles, String kind) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String cell = safe(cells.get(i));
            row.append("<" + kind + styles.get(i) + ">" + cell + "</" + kind + ">");
        }
        return row.append("</tr>").toString();
    }

    /** Text that a page shows and never runs. */
    private static String safe(String text) {
        return MARKUP.matcher(text).replaceAll(mark -> "&#" + (int) mark.group().charAt(0) + ";");
    }

    /** The same as {@link #text}. */
    @Override
    public String toString() {
        return text;
    }
}
