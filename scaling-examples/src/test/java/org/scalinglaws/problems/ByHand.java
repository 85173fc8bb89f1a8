package org.scalinglaws.problems;

import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.scalinglaws.quantity.Decimal;

/**
 * The law of Besiroglu et al. (2024), typed anew and reckoned without the library, to hold against what
 * a problem prints.
 */
final class ByHand {
    static final double E = 1.81686;
    static final double A = 482.00572;
    static final double ALPHA = 0.34781;
    static final double B = 2085.4342;
    static final double BETA = 0.36585;

    private ByHand() {}

    static double loss(double n, double d) {
        return E + A / Math.pow(n, ALPHA) + B / Math.pow(d, BETA);
    }

    /** The best size of a budget, Hoffmann et al. (2022), equation 4. */
    static double best(double c) {
        double g = Math.pow(ALPHA * A / (BETA * B), 1 / (ALPHA + BETA));
        return g * Math.pow(c / 6, BETA / (ALPHA + BETA));
    }

    static double least(double c) {
        return loss(best(c), c / 6 / best(c));
    }

    static double number(String text) {
        return Decimal.parse("number", text);
    }

    /** The numbers of the first place where a text matches, one for each group. */
    static double[] numbers(Class<?> problem, String pattern) throws Exception {
        MatchResult found =
                Pattern.compile(pattern).matcher(Printed.by(problem)).results().findFirst().get();
        double[] numbers = new double[found.groupCount()];
        Arrays.setAll(numbers, i -> number(found.group(i + 1)));
        return numbers;
    }
}
