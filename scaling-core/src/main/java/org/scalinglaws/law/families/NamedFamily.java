package org.scalinglaws.law.families;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;

/**
 * One line of the register: a family, and how it is asked for.
 *
 * @param name what stands before the colon
 * @param pattern what stands behind it, empty for nothing; a trailing {@code ...} for more
 * @param usual the first thing behind the colon where it is left out, empty where it must be there
 * @param about one line for the help: the formula, or what it is for
 * @param make the family of what stands behind the colon
 */
public record NamedFamily(
        String name,
        String pattern,
        String usual,
        String about,
        Function<List<String>, LawFamily<?>> make) {
    /** Refuses nulls. */
    public NamedFamily {
        requireNonNull(name, "name");
        requireNonNull(pattern, "pattern");
        requireNonNull(usual, "usual");
        requireNonNull(about, "about");
        requireNonNull(make, "make");
    }

    /** A family that needs to know nothing. */
    static NamedFamily plain(String name, String about, LawFamily<?> family) {
        return new NamedFamily(name, "", "", about, arguments -> family);
    }

    /** A family of one factor, {@code power:tokens}. */
    static NamedFamily ofFactor(String name, String about, Function<Factor, LawFamily<?>> make) {
        return new NamedFamily(
                name, "FACTOR", "", about, arguments -> make.apply(Factor.alias(arguments.get(0))));
    }

    /** A family of one or more factors, {@code additive:params,tokens,depth}. */
    static NamedFamily ofFactors(String name, String about, Function<Factor[], LawFamily<?>> make) {
        return ofFactors(name, "FACTOR", about, make);
    }

    /** A family of one or more factors of one kind, {@code optimizer:muon,soap}. */
    static NamedFamily ofFactors(
            String name, String kind, String about, Function<Factor[], LawFamily<?>> make) {
        return new NamedFamily(
                name,
                kind + "," + kind + ",...",
                "",
                about,
                arguments ->
                        make.apply(arguments.stream().map(Factor::alias).toArray(Factor[]::new)));
    }

    /** A family of a whole number, 1 where it is left out, and a factor, {@code bnsl:2,tokens}. */
    static NamedFamily ofNumberAndFactor(
            String name,
            String number,
            String about,
            BiFunction<Integer, Factor, LawFamily<?>> make) {
        return new NamedFamily(
                name,
                number + ",FACTOR",
                "1",
                about,
                arguments ->
                        make.apply(
                                whole(name, number, arguments.get(0)),
                                Factor.alias(arguments.get(1))));
    }

    private static int whole(String name, String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s of law '%s' must be a whole number, got '%s'", what, name, text),
                    notWhole);
        }
    }

    /**
     * How the family is asked for.
     *
     * @return such as {@code power:FACTOR}
     */
    public String written() {
        return pattern.isEmpty() ? name : name + ":" + pattern;
    }

    /**
     * The family of what it needs to know.
     *
     * @param arguments what stands behind the colon
     * @return the family
     * @throws IllegalArgumentException when they are not what the pattern asks for
     */
    public LawFamily<?> of(List<String> arguments) {
        Require.noNull("arguments", arguments);
        List<String> slots = pattern.isEmpty() ? List.of() : List.of(pattern.split(",", -1));
        List<String> given = completed(slots.size(), arguments);
        boolean open = pattern.endsWith("...");
        if (open ? !given.isEmpty() : given.size() == slots.size()) {
            return make.apply(given);
        }
        String asked = name + (arguments.isEmpty() ? "" : ":" + String.join(",", arguments));
        String rule = slots.isEmpty() ? "takes no factor" : "is written " + written() + elsewhere();
        throw new IllegalArgumentException(
                String.format("law '%s' %s, got '%s'", name, rule, asked));
    }

    /** With the usual number in front where only a factor is given. */
    private List<String> completed(int slots, List<String> arguments) {
        boolean without =
                !usual.isEmpty()
                        && arguments.size() == slots - 1
                        && !arguments.get(0).matches("[+-]?\\d+");
        if (!without) {
            return arguments;
        }
        List<String> completed = new ArrayList<>(arguments);
        completed.add(0, usual);
        return completed;
    }

    /** How the family is asked for when its factors stand in an option of their own. */
    private String elsewhere() {
        int factors = pattern.indexOf("FACTOR");
        String before = name + (factors > 0 ? ":" + pattern.substring(0, factors - 1) : "");
        return factors < 0 ? "" : " or " + before + " with --factor FACTOR";
    }
}
