package org.scalinglaws.law.single;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.Expression.Names;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The smoothly broken power law: straight pieces on log axes, joined by smooth breaks.
 *
 * <pre>  L(x) = a + b x^-c0 product over i of (1 + (x / d(i))^(1 / f(i)))^(-c(i) f(i))</pre>
 *
 * <p>Exponents may be negative, as in double descent, so the loss may rise over a part of the range.
 * A break with f below 0 is the same law as one with f above 0 and other numbers, so f is kept above
 * 0: with g = -f, the numbers b, c0, c, f become b d^c, c0 + c, -c, g.
 *
 * @param factor x
 * @param a the floor, in the unit of the loss
 * @param b scale of the first piece, in the unit of the loss times that of x^c0
 * @param c0 exponent of the first piece, of either sign
 * @param breaks the breaks, where they lie in ascending order; none for a power law
 * @see <a href="https://arxiv.org/abs/2210.14891">Caballero et al. (2022), equation 1</a>
 */
public record BrokenPowerLaw(Factor factor, double a, double b, double c0, List<Break> breaks)
        implements LossLaw {
    private static final int NUMBERS = 3;
    private static final double SHARPEST = 1e-3;
    private static final double BLUNTEST = 50;

    /** Each break adds three parameters; no published curve needs as many. */
    private static final int MOST_BREAKS = 12;

    /** Refuses a negative floor or scale, and breaks out of order. */
    public BrokenPowerLaw {
        Require.noNull("breaks", breaks);
        requireNonNull(factor, "factor");
        Decimal.nonNegative("floor a", a);
        Decimal.nonNegative("coefficient b", b);
        Decimal.finite("exponent c0", c0);
        breaks = List.copyOf(breaks);
        for (int i = 1; i < breaks.size(); i++) {
            if (breaks.get(i).d < breaks.get(i - 1).d) {
                throw new IllegalArgumentException(
                        "breaks must be ascending, got "
                                + breaks.stream().map(at -> Decimal.format(at.d)).toList());
            }
        }
    }

    /**
     * One break: around d the exponent changes by c.
     *
     * @param c how much steeper the loss falls beyond it; negative when it falls less steeply
     * @param d where it lies, in the unit of x
     * @param f how wide it is: the smaller, the sharper
     */
    public record Break(double c, double d, double f) {
        /** Refuses a place or a width that is not above zero. */
        public Break {
            Decimal.finite("exponent c of a break", c);
            Decimal.positive("place d of a break", d);
            Decimal.positive("width f of a break", f);
        }

        /** The factor that the break adds; the greater of the two powers goes outside. */
        private double at(double x) {
            double ratio = x / d;
            double lesser = Math.pow(Math.min(ratio, 1 / ratio), 1 / f);
            return Math.pow(Math.max(ratio, 1), -c) * Math.exp(-c * f * Math.log1p(lesser));
        }

        @Override
        public String toString() {
            return Digits.six(this);
        }
    }

    /**
     * The laws with a given number of breaks. Their parameters are a, b, c0, then c, d and f of each
     * break, with its number. A fit may find the breaks in any order; the law has them sorted.
     *
     * @param factor x, positive in every run
     * @param breaks how many, from 0 to 12
     * @return the family {@code broken-power-} with the number of breaks
     */
    public static LawFamily<BrokenPowerLaw> family(Factor factor, int breaks) {
        requireNonNull(factor, "factor");
        Require.count("number of breaks", breaks, 0, MOST_BREAKS);
        ExpressionFamily<BrokenPowerLaw> family =
                ExpressionFamily.of(
                                "broken-power-" + breaks,
                                List.of(factor),
                                parameters(factor, breaks),
                                names -> formula(names, breaks),
                                values -> of(factor, values),
                                BrokenPowerLaw::values)
                        .withUnits("b", "b * x^(-c0)")
                        .withFormula(text(factor.name(), breaks));
        for (int i = 1; i <= breaks; i++) {
            family = family.withUnits("d" + i, "d" + i + " / x");
        }
        return family;
    }

    private static String text(String x, int breaks) {
        StringBuilder text = new StringBuilder("loss = a + b / " + x + "^c0");
        for (int i = 1; i <= breaks; i++) {
            text.append(String.format(" / (1 + (%s / d%d)^(1 / f%d))^(c%d * f%d)", x, i, i, i, i));
        }
        return text.toString();
    }

    private static List<Parameter> parameters(Factor factor, int breaks) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.nonNegative("a", "the floor"));
        parameters.add(Parameter.positive("b", "scale of the first piece"));
        parameters.add(Parameter.power("c0", "exponent of the first piece"));
        for (int i = 1; i <= breaks; i++) {
            parameters.add(Parameter.power("c" + i, "change of the exponent at break " + i));
            parameters.add(Parameter.positive("d" + i, factor.name() + " at break " + i));
            parameters.add(
                    Parameter.positive("f" + i, "width of break " + i).within(SHARPEST, BLUNTEST));
        }
        return parameters;
    }

    private static Expression formula(Names names, int breaks) {
        Expression power = names.read("-(c0 * log(x))");
        for (int i = 1; i <= breaks; i++) {
            String ramp = "c# * f# * softplus((log(x) - log(d#)) / f#)";
            power = power.minus(names.read(ramp.replace("#", String.valueOf(i))));
        }
        return names.of("a").plus(names.of("b").times(power.exp()));
    }

    private static BrokenPowerLaw of(Factor factor, double[] v) {
        List<Break> breaks = new ArrayList<>();
        for (int at = NUMBERS; at < v.length; at += NUMBERS) {
            breaks.add(new Break(v[at], v[at + 1], v[at + 2]));
        }
        breaks.sort(Comparator.comparingDouble(Break::d));
        return new BrokenPowerLaw(factor, v[0], v[1], v[2], breaks);
    }

    private double[] values() {
        double[] values = new double[NUMBERS * (1 + breaks.size())];
        values[0] = a;
        values[1] = b;
        values[2] = c0;
        for (int i = 0; i < breaks.size(); i++) {
            int at = NUMBERS * (1 + i);
            values[at] = breaks.get(i).c;
            values[at + 1] = breaks.get(i).d;
            values[at + 2] = breaks.get(i).f;
        }
        return values;
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double x = recipe.value(factor);
        double term = b * Math.pow(x, -c0);
        for (Break at : breaks) {
            term *= at.at(x);
        }
        return a + term;
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
