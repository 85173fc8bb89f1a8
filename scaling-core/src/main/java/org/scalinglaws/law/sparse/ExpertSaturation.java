package org.scalinglaws.law.sparse;

import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.recipe.Factor;

/**
 * How many experts count: few at first, and never more than a limit. Immutable.
 *
 * <pre>
 *   1/Eh = 1/(E - 1 + shift) + 1/E_max      shift = 1/(1/E_start - 1/E_max)</pre>
 *
 * <p>A dense model, E = 1, counts as E_start experts. Any positive shift and E_max make 0 &lt; E_start
 * &lt; E_max, so a fit looks for those two.
 *
 * @param shift what is added to the experts beyond the first, 1/(1/E_start - 1/E_max)
 * @param most E_max, what no number of experts exceeds
 * @see <a href="https://arxiv.org/abs/2202.01169">Clark et al. (2022), section 5.1</a>
 * @see <a href="https://arxiv.org/abs/2502.05172">Ludziejewski et al. (2025), equation 4</a>
 */
public record ExpertSaturation(double shift, double most) {
    /** Experts E in each routed layer, one or more; 1 for a dense model. */
    public static final Factor EXPERTS = new Factor("experts", "experts");

    /** How formulas name the experts that count. */
    static final String FORMULA = "1 / Eh = 1 / (experts - 1 + E_shift) + 1 / E_max";

    /** The same as an expression, for formulas that speak of Eh. */
    static final String EFFECTIVE = "Eh = 1 / (1 / (experts - 1 + E_shift) + 1 / E_max)";

    /** Refuses a shift or a limit that is not above zero. */
    public ExpertSaturation {
        Decimal.positive("expert shift", shift);
        Decimal.positive("most experts E_max", most);
    }

    /**
     * The saturation between two numbers of experts, as papers print it.
     *
     * @param start E_start, what a dense model counts as; positive
     * @param most E_max, what no number of experts exceeds; above E_start
     * @return the saturation
     */
    public static ExpertSaturation between(double start, double most) {
        Decimal.positive("first experts E_start", start);
        if (!(most > start)) {
            throw new IllegalArgumentException(
                    String.format(
                            "most experts E_max must be above E_start = %s, got %s",
                            Decimal.format(start), Decimal.format(most)));
        }
        return new ExpertSaturation(1 / (1 / start - 1 / most), most);
    }

    static Parameter shiftParameter() {
        return Parameter.positive("E_shift", "1/(1/E_start - 1/E_max), experts").within(0.1, 100);
    }

    static Parameter mostParameter() {
        return Parameter.positive("E_max", "experts that no number of experts exceeds")
                .within(10, 1e6);
    }

    static double checked(double experts) {
        if (experts >= 1 && experts < Double.POSITIVE_INFINITY) {
            return experts;
        }
        throw new IllegalArgumentException(
                "experts must be one or more and finite, got " + Decimal.format(experts));
    }

    /**
     * The number that counts.
     *
     * @param experts E, one or more
     * @return Eh, from E_start up to E_max
     */
    public double effective(double experts) {
        return 1 / (1 / (checked(experts) - 1 + shift) + 1 / most);
    }

    /**
     * What a dense model counts as.
     *
     * @return E_start
     */
    public double start() {
        return effective(1);
    }

    /**
     * Writes both numbers exactly.
     *
     * @return such as {@code shift 2.5, at most 300 experts}
     */
    @Override
    public String toString() {
        return "shift " + Decimal.format(shift) + ", at most " + Decimal.format(most) + " experts";
    }
}
