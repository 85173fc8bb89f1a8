package org.scalinglaws.quantity;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A name that is in no list of names: what was probably meant, and what there is. */
public final class Spelling {
    /** A slip of the pen changes one letter in so many, and one in any case. */
    private static final int LETTERS_A_SLIP = 4;

    private Spelling() {}

    /**
     * The sentence about a name that is not known.
     *
     * @param kind what is named, such as {@code law}
     * @param name what was given
     * @param known the names that there are, as they are written; what follows a colon is an example
     * @return such as "unknown law 'chinchila'; did you mean chinchilla? There are chinchilla, ..."; at
     *     most 500 characters
     */
    public static String unknown(String kind, String name, List<String> known) {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        String start = "unknown " + kind + " '" + name + "'; ";
        return nearest(name, known)
                .map(near -> Brief.of(start + "did you mean " + near + "? There are ", known))
                .orElseGet(() -> Brief.of(start + "there are ", known));
    }

    /**
     * The name that another was probably meant to be: the one that the fewest changes of a letter lead
     * to, where they are few. Capitals do not count, nor what follows a colon.
     *
     * @param name what was given
     * @param known the names that there are
     * @return the first of the nearest; nothing where none is near
     * @see <a href="https://doi.org/10.1145/363958.363994">Damerau (1964)</a>
     */
    public static Optional<String> nearest(String name, List<String> known) {
        String given = bare(requireNonNull(name, "name"));
        int allowed = Math.max(1, given.length() / LETTERS_A_SLIP);
        return Require.noNull("known", known).stream()
                .filter(each -> slips(given, bare(each)) <= allowed)
                .min(Comparator.comparingInt(each -> slips(given, bare(each))));
    }

    private static String bare(String name) {
        int colon = name.indexOf(':');
        return (colon < 0 ? name : name.substring(0, colon)).toLowerCase(Locale.ROOT);
    }

    /**
     * The Damerau-Levenshtein distance: how many letters must be put in, left out, changed or swapped
     * with their neighbour. Another digit counts twice.
     *
     * @param from one text
     * @param to another
     * @return zero for equal texts
     */
    public static int slips(String from, String to) {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        int[][] slips = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int changed = change(from.charAt(i - 1), to.charAt(j - 1));
                int one = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
                slips[i][j] = Math.min(one, slips[i - 1][j - 1] + changed);
                boolean swapped =
                        i > 1
                                && j > 1
                                && from.charAt(i - 1) == to.charAt(j - 2)
                                && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[from.length()][to.length()];
    }

    /** Another digit is another year or model and seldom a slip. */
    private static int change(char from, char to) {
        boolean digits = Character.isDigit(from) && Character.isDigit(to);
        return from == to ? 0 : digits ? 2 : 1;
    }
}
