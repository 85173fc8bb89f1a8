package org.scalinglaws.recipe;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A named number of a recipe that a law may read: a column of a table of runs. Two factors are the
 * same when their names are; the unit only explains.
 *
 * @param name the name, as a column of a CSV file carries it
 * @param unit what the number counts, empty where it counts nothing
 */
public record Factor(String name, String unit) {
    /** Model size N. */
    public static final Factor PARAMETERS = new Factor("params", "parameters");

    /** Training tokens D, counted as often as they are seen. */
    public static final Factor TOKENS = new Factor("tokens", "tokens");

    /** Training compute C; 6ND where a recipe does not state it. */
    public static final Factor FLOPS = new Factor("flops", "FLOP");

    /** Distinct training tokens U. */
    public static final Factor UNIQUE_TOKENS = new Factor("unique_tokens", "tokens");

    private static final Map<String, Factor> ALIASES =
            Map.of(
                    "n", PARAMETERS,
                    "params", PARAMETERS,
                    "parameters", PARAMETERS,
                    "d", TOKENS,
                    "tokens", TOKENS,
                    "c", FLOPS,
                    "flops", FLOPS,
                    "compute", FLOPS);

    /** Refuses an empty name. */
    public Factor {
        requireNonNull(unit, "unit");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("a factor needs a name, got '" + name + "'");
        }
    }

    /**
     * The factor of a name: one of the constants here, or a new one without a unit.
     *
     * @param name the name, as a column of a CSV file carries it
     * @return the factor
     */
    public static Factor named(String name) {
        for (Factor known : List.of(PARAMETERS, TOKENS, FLOPS, UNIQUE_TOKENS)) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        return new Factor(name, "");
    }

    /**
     * The factor that people mean by a name, as they write it over a column: {@code n}, {@code params}
     * or {@code parameters} for N, {@code d} or {@code tokens} for D, and {@code c}, {@code flops} or
     * {@code compute} for C, in either case; else the factor of that very name.
     *
     * @param name such as {@code n}
     * @return the factor
     */
    public static Factor alias(String name) {
        Factor known = ALIASES.get(requireNonNull(name, "name").toLowerCase(Locale.ROOT));
        return known == null ? named(name) : known;
    }

    /**
     * What people write over a column of this factor.
     *
     * @return names in lower case, the shortest first, that {@link #alias} takes for it; none but its own
     *     where it has no other
     */
    public List<String> aliases() {
        List<String> names =
                ALIASES.entrySet().stream()
                        .filter(named -> named.getValue().equals(this))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
                        .toList();
        return names.isEmpty() ? List.of(name) : names;
    }

    /**
     * Says whether the factor is N, D or C, which are positive; any other may be any finite number.
     *
     * @return whether a value of this factor must be above zero
     */
    public boolean mustBePositive() {
        return equals(PARAMETERS) || equals(TOKENS) || equals(FLOPS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Factor that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return unit.isEmpty() || unit.equals(name) ? name : name + " (" + unit + ")";
    }
}
