package org.scalinglaws.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.quantity.Spelling;

/** Which of the columns that there are is most likely meant by a name that is not there. */
final class Likely {
    private static final String LOSS = ColumnName.LOSS;

    /** The names of the library that a table of runs needs, with the words that people call them by. */
    private static final Map<String, Set<String>> WORDS = new LinkedHashMap<>();

    /** What a held-out loss is called by, and what that of training. */
    private static final Set<String> HELD_OUT =
            Set.of("eval", "val", "valid", "validation", "test", "heldout", "final");

    private static final Set<String> TRAINING = Set.of("train", "training");

    /** Words of columns that count something else. */
    private static final Set<String> OTHERS =
            Set.of("per", "embedding", "embeddings", "batch", "second", "sec", "unique");

    static {
        WORDS.put(LOSS, Set.of("loss", "nll", "ce", "crossentropy"));
        WORDS.put(
                "params",
                Set.of("params", "param", "parameters", "parameter", "nparams", "numparams"));
        WORDS.put("tokens", Set.of("tokens", "token", "ntokens", "numtokens"));
    }

    /** The letters of papers, which stand for a size where its unit stands beside them. */
    private static final Map<String, String> LETTERS = Map.of("params", "n", "tokens", "d");

    /** How the last word of a column says its unit. */
    private static final Map<String, String> UNITS =
            Map.of(
                    "k",
                    "K",
                    "m",
                    "M",
                    "b",
                    "B",
                    "g",
                    "B",
                    "t",
                    "T",
                    "million",
                    "M",
                    "millions",
                    "M",
                    "billion",
                    "B",
                    "billions",
                    "B");

    private static final String UNDERSTOOD =
            "; understood are loss, params (n, parameters), tokens (d) and flops (c, compute)";

    /** A misspelled name is nearer than one of several words. */
    private static final int FAR = 1000;

    private static final String HOW = " (--column NAME=COLUMN, in Java CsvFormat.withColumn)";

    private Likely() {}

    /** What a message says of a name that is not there; nothing where no column is like it. */
    static String hint(String name, List<String> columns) {
        boolean needed = name.equalsIgnoreCase(LOSS);
        StringJoiner meant = new StringJoiner(", ");
        for (String wanted : needed ? List.copyOf(WORDS.keySet()) : List.of(name)) {
            if (columns.stream().noneMatch(column -> ColumnName.canonical(column).equals(wanted))) {
                match(wanted, columns)
                        .ifPresent(column -> meant.add(needed ? named(wanted, column) : column));
            }
        }

        String understood = needed ? UNDERSTOOD : "";
        if (meant.length() > 0) {
            return needed
                    ? "; did you mean " + meant + "?" + HOW + understood
                    : "; did you mean '" + meant + "'?";
        }
        return unit(columns).map(unit -> needed ? unit + understood : "").orElse(understood);
    }

    /**
     * What a message says of a factor that no run has, where a column of another name is like it;
     * nothing where none is.
     */
    static String hintOf(String factor, List<String> columns) {
        return match(factor, columns)
                .map(column -> "; did you mean " + named(factor, column) + "?" + HOW)
                .orElse("");
    }

    /** A column under the name that is wanted, with the unit that its own name says. */
    private static String named(String wanted, String column) {
        List<String> words = words(column);
        String unit = words.size() < 2 ? null : UNITS.get(words.get(words.size() - 1));
        boolean sized = unit != null && WORDS.containsKey(wanted) && !wanted.equals(LOSS);
        String counted = sized ? " with --unit " + wanted + "=" + unit : "";
        return wanted + "=" + column + counted;
    }

    /** A loss in another unit is known by its name. */
    private static Optional<String> unit(List<String> columns) {
        for (LossUnit unit : List.of(LossUnit.PERPLEXITY, LossUnit.bitsPerByte(1), LossUnit.BITS)) {
            for (String column : columns) {
                String lower = column.toLowerCase(Locale.ROOT);
                if (!lower.equals(LOSS) && unit.columns().contains(lower)) {
                    String bytes = unit.kind() == LossUnit.Kind.BITS_PER_BYTE ? ":BYTES" : "";
                    return Optional.of(
                            String.format(
                                    "; is '%s' it, with --loss-unit %s%s?",
                                    column, unit.kind(), bytes));
                }
            }
        }
        return Optional.empty();
    }

    /** The column that is most likely meant; empty where none is like it. */
    static Optional<String> match(String wanted, List<String> columns) {
        return columns.stream()
                .filter(column -> distance(wanted, column) < Integer.MAX_VALUE)
                .min(Comparator.comparingInt(column -> distance(wanted, column)));
    }

    /** How far a column is from a name: by its words, else by the letters to change. */
    private static int distance(String wanted, String column) {
        List<String> words = words(column);
        Set<String> meant = WORDS.getOrDefault(wanted, Set.of(wanted.toLowerCase(Locale.ROOT)));
        int place = -1;
        for (int at = 0; at < words.size(); at++) {
            place = meant.contains(words.get(at)) ? at : place;
        }
        if (place >= 0 && words.stream().noneMatch(OTHERS::contains)) {
            int training = (int) words.stream().filter(TRAINING::contains).count();
            int heldOut = (int) words.stream().filter(HELD_OUT::contains).count();
            return FAR
                    + 200 * training
                    - 100 * heldOut
                    + 10 * (words.size() - place)
                    + words.size();
        }

        boolean letter =
                words.size() == 2
                        && words.get(0).equals(LETTERS.get(wanted))
                        && UNITS.containsKey(words.get(1));
        if (letter) {
            return FAR;
        }

        int letters =
                Spelling.slips(wanted.toLowerCase(Locale.ROOT), column.toLowerCase(Locale.ROOT));
        return letters <= wanted.length() / 3 ? 100 * letters : Integer.MAX_VALUE;
    }

    private static List<String> words(String column) {
        List<String> words = new ArrayList<>();
        for (String word : column.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])", -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
