package org.scalinglaws.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.recipe.Factor;

/**
 * The families of laws by the names that the command line takes: a name, then a colon and what the
 * family needs to know. Parsing, help and messages all come from one table.
 */
final class LawNames {
    /** A family is one line here. */
    static final List<Row> TABLE =
            List.of(
                    plain("chinchilla", "E + A/params^alpha + B/tokens^beta", ChinchillaLaw.FAMILY),
                    ofFactor("power", "E + A/x^alpha", PowerLaw::family),
                    ofFactor("power-without-floor", "A/x^alpha", PowerLaw::familyWithoutFloor),
                    ofFactors("additive", "E + sum of A_x/x^alpha_x", AdditivePowerLaw::family));

    private LawNames() {}

    /**
     * One family.
     *
     * @param name what stands before the colon
     * @param pattern what stands behind it, empty for nothing; a trailing {@code ...} for more
     * @param about one line for the help: the formula, or what it is for
     * @param make the family of what stands behind the colon
     */
    record Row(
            String name, String pattern, String about, Function<List<String>, LawFamily<?>> make) {
        /** How the family is asked for. */
        String written() {
            return pattern.isEmpty() ? name : name + ":" + pattern;
        }

        LawFamily<?> family(List<String> arguments) {
            List<String> slots = pattern.isEmpty() ? List.of() : List.of(pattern.split(",", -1));
            boolean open = pattern.endsWith("...");
            int count = arguments.size();
            if (open ? count >= 1 : count == slots.size()) {
                return make.apply(arguments);
            }
            String given = name + (count == 0 ? "" : ":" + String.join(",", arguments));
            String rule =
                    slots.isEmpty() ? "takes no factor" : "is written " + written() + elsewhere();
            throw new IllegalArgumentException(
                    String.format("law '%s' %s, got '%s'", name, rule, given));
        }

        /** How the family is asked for when its factors stand in an option of their own. */
        private String elsewhere() {
            int factors = pattern.indexOf("FACTOR");
            String before = name + (factors > 0 ? ":" + pattern.substring(0, factors - 1) : "");
            return factors < 0 ? "" : " or " + before + " with --factor FACTOR";
        }
    }

    /** A family that needs to know nothing. */
    static Row plain(String name, String about, LawFamily<?> family) {
        return new Row(name, "", about, arguments -> family);
    }

    /** A family of one factor, {@code power:tokens}. */
    static Row ofFactor(String name, String about, Function<Factor, LawFamily<?>> make) {
        return new Row(
                name, "FACTOR", about, arguments -> make.apply(Factor.named(arguments.get(0))));
    }

    /** A family of one or more factors, {@code additive:params,tokens,depth}. */
    static Row ofFactors(String name, String about, Function<Factor[], LawFamily<?>> make) {
        return new Row(
                name,
                "FACTOR,FACTOR,...",
                about,
                arguments ->
                        make.apply(arguments.stream().map(Factor::named).toArray(Factor[]::new)));
    }

    /** A family of a whole number and a factor, {@code bnsl:2,tokens}. */
    static Row ofNumberAndFactor(
            String name,
            String number,
            String about,
            BiFunction<Integer, Factor, LawFamily<?>> make) {
        return new Row(
                name,
                number + ",FACTOR",
                about,
                arguments ->
                        make.apply(
                                whole(name, number, arguments.get(0)),
                                Factor.named(arguments.get(1))));
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
     * Reads {@code chinchilla}, {@code power:tokens} or {@code additive:params,tokens,depth}; the
     * last factors may stand elsewhere.
     */
    static LawFamily<?> family(String text, List<String> lastFactors) {
        return family(TABLE, text, lastFactors);
    }

    static LawFamily<?> family(List<Row> table, String text, List<String> lastFactors) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        List<String> arguments = new ArrayList<>();
        if (colon >= 0) {
            for (String argument : text.substring(colon + 1).split(",", -1)) {
                arguments.add(argument.trim());
            }
        }
        arguments.addAll(lastFactors);
        for (Row row : table) {
            if (row.name.equals(name)) {
                return row.family(arguments);
            }
        }
        List<String> known = table.stream().map(Row::written).toList();
        int last = known.size() - 1;
        throw new IllegalArgumentException(
                String.format(
                        "unknown law '%s'; there are %s and %s",
                        text, String.join(", ", known.subList(0, last)), known.get(last)));
    }

    /** A line for each family. */
    static String help() {
        return TABLE.stream()
                .map(row -> String.format("  %-28s %s", row.written(), row.about))
                .collect(Collectors.joining("\n"));
    }
}
