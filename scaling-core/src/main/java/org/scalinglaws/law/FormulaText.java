package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;

/**
 * Reads a formula by recursive descent: a sum of products of powers, then the definitions of names
 * that it uses. It inverts {@link Expression#toString}.
 */
final class FormulaText {
    private static final int QUOTED = 200;

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_']*");
    private static final Pattern NUMBER =
            Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+|[KMBT])?(?![\\p{L}\\p{N}_])");

    private final String text;
    private final Names names;
    private final Map<String, Integer> definitions = new HashMap<>();
    private final Map<String, Expression> defined = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private int at;

    private FormulaText(String text, Names names) {
        this.text = text;
        this.names = names;
    }

    static Expression read(String text, Names names) {
        return new FormulaText(text, names).whole();
    }

    /** The formula stands first, but what its names mean must be known before it is read. */
    private Expression whole() {
        int end = ofPart(0);
        while (end < text.length()) {
            at = end + 1;
            String name = match(NAME);
            if (name == null) {
                throw expected("the name of a definition");
            }
            take('=');
            definitions.put(name, at);
            end = ofPart(at);
        }
        Expression formula = part(0);
        definitions.keySet().forEach(this::definition);
        return formula;
    }

    /** Where a part ends: at a comma outside of parentheses, or with the text. */
    private int ofPart(int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                return i;
            }
        }
        return text.length();
    }

    private Expression part(int start) {
        at = start;
        Expression part = sum();
        if (peek() != ',' && peek() != '\0') {
            throw expected("an operator");
        }
        return part;
    }

    private Expression sum() {
        Expression sum = product();
        while (true) {
            if (taken('+')) {
                sum = sum.plus(product());
            } else if (taken('-')) {
                sum = sum.minus(product());
            } else {
                return sum;
            }
        }
    }

    private Expression product() {
        Expression product = signed();
        while (true) {
            if (taken('*')) {
                product = product.times(signed());
            } else if (taken('/')) {
                product = product.over(signed());
            } else {
                return product;
            }
        }
    }

    /** A sign binds less than a power, and belongs to a number that stands alone. */
    private Expression signed() {
        if (!taken('-')) {
            return power();
        }
        Expression of = signed();
        return of.kind == Expression.Kind.NUMBER ? Expression.number(-of.number) : of.negated();
    }

    private Expression power() {
        Expression base = atom();
        return taken('^') ? base.power(exponent()) : base;
    }

    private Expression exponent() {
        return peek() == '-' ? signed() : power();
    }

    private Expression atom() {
        if (taken('(')) {
            Expression inside = sum();
            take(')');
            return inside;
        }
        String number = match(NUMBER);
        if (number != null) {
            return Expression.number(Decimal.parse("a number", number));
        }
        String name = match(NAME);
        if (name == null) {
            throw expected("a number, a name or '('");
        }
        return taken('(') ? call(name) : meaning(name);
    }

    private Expression call(String function) {
        Expression first = sum();
        if (function.equals("min") || function.equals("odds")) {
            take(',');
            Expression second = sum();
            take(')');
            return function.equals("min") ? first.least(second) : first.odds(second);
        }
        take(')');
        for (Function known : Function.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(function)) {
                return first.apply(known);
            }
        }
        throw new IllegalArgumentException(
                Brief.of(
                        String.format(
                                "formula '%s' uses the unknown function '%s'",
                                quoted(), function)));
    }

    private Expression meaning(String name) {
        if (definitions.containsKey(name)) {
            return definition(name);
        }
        try {
            return names.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    Brief.of(String.format("formula '%s': %s", quoted(), unknown.getMessage())),
                    unknown);
        }
    }

    /** Read where it is first used, and shared by all uses. */
    private Expression definition(String name) {
        Expression known = defined.get(name);
        if (known != null) {
            return known;
        }
        if (!open.add(name)) {
            throw new IllegalArgumentException(
                    Brief.of(String.format("formula '%s' defines '%s' by itself", quoted(), name)));
        }
        int back = at;
        Expression meaning = part(requireNonNull(definitions.get(name), name));
        at = back;
        defined.put(name, meaning);
        return meaning;
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean taken(char wanted) {
        boolean there = peek() == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void take(char wanted) {
        if (!taken(wanted)) {
            throw expected("'" + wanted + "'");
        }
    }

    private @Nullable String match(Pattern pattern) {
        peek();
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher.group();
    }

    /** The formula, as far as a message has room for it. */
    private String quoted() {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
    }

    private IllegalArgumentException expected(String what) {
        char there = peek();
        return new IllegalArgumentException(
                String.format(
                        "formula '%s' must have %s at character %d, got %s",
                        quoted(), what, at + 1, there == '\0' ? "its end" : "'" + there + "'"));
    }
}
