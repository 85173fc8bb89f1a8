package org.scalinglaws.law;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.quantity.Brief;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/**
 * A formula over the numbers of a law and the factors of a run. Written once, it gives the loss, its
 * exact first and second derivatives, and its own text. Immutable.
 *
 * <pre>  names.read("E + A / params^alpha")
 *   names.of("E").plus(names.of("A").over(names.of("params").power(names.of("alpha"))))</pre>
 *
 * <p>{@link #power(Expression)} and {@link #log} are for positive bases, as the scales of a law are.
 */
public final class Expression {
    /** What a node does with its parts. */
    enum Kind {
        NUMBER,
        VALUE,
        FACTOR,
        PLUS,
        MINUS,
        TIMES,
        OVER,
        LEAST,
        ODDS,
        RAISED,
        CONSTANT_POWER,
        FUNCTION
    }

    /** A law's formula: its numbers and what it reads go in by their names, the loss comes out. */
    @FunctionalInterface
    public interface Formula {
        /**
         * Writes the formula down; called once for a family.
         *
         * @param names the law's numbers and what it reads
         * @return the loss
         */
        Expression of(Names names);
    }

    /**
     * What the formula of a law may speak of, by name: the law's numbers and the factors that it
     * reads.
     * The only factor of a law is {@code x} too. Immutable.
     */
    public static final class Names {
        private final Map<String, Expression> numbers = new LinkedHashMap<>();
        private final Map<String, Expression> read = new LinkedHashMap<>();

        Names(List<Factor> factors, List<Parameter> parameters) {
            for (int place = 0; place < parameters.size(); place++) {
                String name = parameters.get(place).name();
                numbers.put(name, Expression.value(place, name));
            }
            for (int place = 0; place < factors.size(); place++) {
                String name = factors.get(place).name();
                read.put(name, Expression.factor(place, name));
            }
            if (factors.size() == 1) {
                read.putIfAbsent("x", Expression.factor(0, factors.get(0).name()));
            }
        }

        /**
         * A number of the law, or what it reads.
         *
         * @param name the name of a parameter or else of a factor
         * @return the expression
         * @throws IllegalArgumentException when the law has neither
         */
        public Expression of(String name) {
            Expression known = find(requireNonNull(name, "name"));
            if (known == null) {
                throw new IllegalArgumentException(
                        Brief.of(
                                String.format(
                                        "no number and no factor is called '%s'; there are ", name),
                                all().keySet().stream().toList()));
            }
            return known;
        }

        /**
         * What the law reads.
         *
         * @param factor one of its factors
         * @return the expression
         * @throws IllegalArgumentException when the law does not read it
         */
        public Expression of(Factor factor) {
            Expression known = read.get(requireNonNull(factor, "factor").name());
            return known == null ? of(factor.name()) : known;
        }

        /**
         * Reads a formula as {@link Expression#toString} writes it, with the names of numbers and
         * factors. Parts of it may have names of their own, which are said behind it.
         *
         * <pre>  E + A / N'^alpha, N' = min(params, U), U = 20 * unique_tokens</pre>
         *
         * @param formula sums, differences, products, quotients, powers, and the functions {@code exp},
         *     {@code log}, {@code log1p}, {@code expm1}, {@code softplus}, {@code sqrt}, {@code abs},
         *     {@code sin}, {@code cos}, {@code atan}, {@code tanh}, {@code erf}, {@code min} and {@code
         *     odds}
         * @return the expression
         * @throws IllegalArgumentException when the text is no formula, or names what is not there
         */
        public Expression read(String formula) {
            return FormulaText.read(requireNonNull(formula, "formula"), this);
        }

        @Nullable Expression find(String name) {
            Expression number = numbers.get(name);
            return number == null ? read.get(name) : number;
        }

        private Map<String, Expression> all() {
            Map<String, Expression> all = new LinkedHashMap<>(numbers);
            all.putAll(read);
            return all;
        }
    }

    /** The ratio of a circle's circumference to its diameter. */
    public static final Expression PI = number(Math.PI);

    final Kind kind;
    final double number;
    final int place;
    final @Nullable Function function;
    final @Nullable Expression left;
    final @Nullable Expression right;
    private final String name;

    private Expression(
            Kind kind,
            double number,
            int place,
            @Nullable Function function,
            @Nullable Expression left,
            @Nullable Expression right,
            String name) {
        this.kind = kind;
        this.number = number;
        this.place = place;
        this.function = function;
        this.left = left;
        this.right = right;
        this.name = name;
    }

    /**
     * A number that never changes.
     *
     * @param number any finite number
     * @return the expression
     */
    public static Expression number(double number) {
        return new Expression(
                Kind.NUMBER, Decimal.finite("a number", number), 0, null, null, null, "");
    }

    /**
     * A sum with a number on its left, as formulas are printed; with a static import {@code plus(1,
     * x)}.
     *
     * @param left the number
     * @param right what is added
     * @return left + right
     */
    public static Expression plus(double left, Expression right) {
        requireNonNull(right, "right");
        return number(left).plus(right);
    }

    /**
     * A difference from a number on its left.
     *
     * @param left the number
     * @param right what is taken away
     * @return left - right
     */
    public static Expression minus(double left, Expression right) {
        requireNonNull(right, "right");
        return number(left).minus(right);
    }

    /**
     * A product with a number on its left.
     *
     * @param left the number
     * @param right the other factor
     * @return left * right
     */
    public static Expression times(double left, Expression right) {
        requireNonNull(right, "right");
        return number(left).times(right);
    }

    /**
     * A quotient with a number on its left.
     *
     * @param left the number
     * @param right the divisor
     * @return left / right
     */
    public static Expression over(double left, Expression right) {
        requireNonNull(right, "right");
        return number(left).over(right);
    }

    /**
     * A power of a number, which is positive.
     *
     * @param left the base
     * @param right the exponent
     * @return left ^ right
     */
    public static Expression power(double left, Expression right) {
        requireNonNull(right, "right");
        return number(Decimal.positive("a base", left)).power(right);
    }

    static Expression value(int place, String name) {
        return new Expression(Kind.VALUE, 0, place, null, null, null, name);
    }

    static Expression factor(int place, String name) {
        return new Expression(Kind.FACTOR, 0, place, null, null, null, name);
    }

    private Expression with(Kind kind, Expression other) {
        return new Expression(kind, 0, 0, null, this, requireNonNull(other, "other"), "");
    }

    Expression apply(Function applied) {
        return new Expression(Kind.FUNCTION, 0, 0, applied, this, null, "");
    }

    /**
     * A sum.
     *
     * @param other what is added
     * @return this + other
     */
    public Expression plus(Expression other) {
        return with(Kind.PLUS, other);
    }

    /**
     * A sum with a number.
     *
     * @param other what is added
     * @return this + other
     */
    public Expression plus(double other) {
        return plus(number(other));
    }

    /**
     * A difference.
     *
     * @param other what is taken away
     * @return this - other
     */
    public Expression minus(Expression other) {
        return with(Kind.MINUS, other);
    }

    /**
     * A difference from a number.
     *
     * @param other what is taken away
     * @return this - other
     */
    public Expression minus(double other) {
        return minus(number(other));
    }

    /**
     * A product.
     *
     * @param other the other factor
     * @return this * other
     */
    public Expression times(Expression other) {
        return with(Kind.TIMES, other);
    }

    /**
     * A product with a number.
     *
     * @param other the other factor
     * @return this * other
     */
    public Expression times(double other) {
        return times(number(other));
    }

    /**
     * A quotient.
     *
     * @param other the divisor
     * @return this / other
     */
    public Expression over(Expression other) {
        return with(Kind.OVER, other);
    }

    /**
     * A quotient by a number.
     *
     * @param other the divisor
     * @return this / other
     */
    public Expression over(double other) {
        return over(number(other));
    }

    /**
     * The opposite.
     *
     * @return -this
     */
    public Expression negated() {
        return number(0).minus(this);
    }

    /**
     * A power of a positive expression; a constant exponent, negative or not, takes any base.
     *
     * @param exponent the exponent
     * @return this ^ exponent
     */
    public Expression power(Expression exponent) {
        requireNonNull(exponent, "exponent");
        return exponent.kind == Kind.NUMBER ? power(exponent.number) : with(Kind.RAISED, exponent);
    }

    /**
     * A power with a constant exponent.
     *
     * @param exponent the exponent
     * @return this ^ exponent
     */
    public Expression power(double exponent) {
        if (exponent == 0 || exponent == 1) {
            return exponent == 0 ? number(1) : this;
        }
        return new Expression(
                Kind.CONSTANT_POWER,
                Decimal.finite("an exponent", exponent),
                0,
                null,
                this,
                null,
                "");
    }

    /**
     * The lesser of two.
     *
     * @param other the other
     * @return min(this, other); the derivatives of this where they are equal
     */
    public Expression least(Expression other) {
        return with(Kind.LEAST, other);
    }

    /**
     * The greater of two.
     *
     * @param other the other
     * @return max(this, other); the derivatives of this where they are equal
     */
    public Expression greatest(Expression other) {
        requireNonNull(other, "other");
        return negated().least(other.negated()).negated();
    }

    /**
     * The absolute value.
     *
     * @return |this|; its slope is 0 at 0
     */
    public Expression abs() {
        return apply(Function.ABS);
    }

    /**
     * The square root.
     *
     * @return this ^ (1/2)
     */
    public Expression sqrt() {
        return apply(Function.SQRT);
    }

    /**
     * The exponential.
     *
     * @return e^this
     */
    public Expression exp() {
        return apply(Function.EXP);
    }

    /**
     * The natural logarithm of a positive expression.
     *
     * @return ln this
     */
    public Expression log() {
        return apply(Function.LOG);
    }

    /**
     * The natural logarithm of one more, exact near zero.
     *
     * @return ln(1 + this)
     */
    public Expression log1p() {
        return apply(Function.LOG1P);
    }

    /**
     * The exponential less one, exact near zero.
     *
     * @return e^this - 1
     */
    public Expression expm1() {
        return apply(Function.EXPM1);
    }

    /**
     * The logarithm of one more than the exponential, which does not overflow.
     *
     * @return ln(1 + e^this)
     */
    public Expression softplus() {
        return apply(Function.SOFTPLUS);
    }

    /**
     * The sine.
     *
     * @return sin this, of radians
     */
    public Expression sin() {
        return apply(Function.SIN);
    }

    /**
     * The cosine.
     *
     * @return cos this, of radians
     */
    public Expression cos() {
        return apply(Function.COS);
    }

    /**
     * The inverse tangent.
     *
     * @return atan this, in radians
     */
    public Expression atan() {
        return apply(Function.ATAN);
    }

    /**
     * The hyperbolic tangent.
     *
     * @return tanh this
     */
    public Expression tanh() {
        return apply(Function.TANH);
    }

    /**
     * The error function.
     *
     * @return erf this, twice the normal integral of this times the root of 2 from 0
     */
    public Expression erf() {
        return apply(Function.ERF);
    }

    /**
     * The share u between 0 and 1 that solves ln u - alpha ln(1 - u) = this: a power law that levels
     * off at both ends.
     *
     * @param alpha how it levels off at the top, zero or more; with 0 it is min(1, e^this)
     * @return u
     */
    public Expression odds(Expression alpha) {
        requireNonNull(alpha, "alpha");
        return with(Kind.ODDS, alpha);
    }

    private boolean isNegation() {
        return kind == Kind.MINUS && left != null && left.kind == Kind.NUMBER && left.number == 0;
    }

    private int rank() {
        return switch (kind) {
            case PLUS -> 0;
            case MINUS -> isNegation() ? 1 : 0;
            case TIMES, OVER -> 1;
            case RAISED, CONSTANT_POWER -> 2;
            case NUMBER -> number < 0 ? 0 : 3;
            case VALUE, FACTOR, LEAST, ODDS, FUNCTION -> 3;
        };
    }

    private static String inside(@Nullable Expression part, int rank) {
        Expression shown = requireNonNull(part, "part");
        return shown.rank() < rank ? "(" + shown + ")" : shown.toString();
    }

    /**
     * Writes the formula in plain text.
     *
     * @return such as {@code E + A / params^alpha}
     */
    @Override
    public String toString() {
        return switch (kind) {
            case NUMBER -> Decimal.format(number);
            case VALUE, FACTOR -> name;
            case PLUS -> inside(left, 0) + " + " + inside(right, 0);
            case MINUS ->
                    isNegation()
                            ? "-" + inside(right, 1)
                            : inside(left, 0) + " - " + inside(right, 1);
            case TIMES -> inside(left, 1) + " * " + inside(right, 1);
            case OVER -> inside(left, 1) + " / " + inside(right, 2);
            case RAISED -> inside(left, 3) + "^" + inside(right, 3);
            case CONSTANT_POWER ->
                    inside(left, 3)
                            + "^"
                            + (number < 0
                                    ? "(" + Decimal.format(number) + ")"
                                    : Decimal.format(number));
            case LEAST -> "min(" + left + ", " + right + ")";
            case ODDS -> "odds(" + left + ", " + right + ")";
            case FUNCTION -> String.valueOf(function).toLowerCase(Locale.ROOT) + "(" + left + ")";
        };
    }
}
