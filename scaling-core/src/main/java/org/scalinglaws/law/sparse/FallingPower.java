package org.scalinglaws.law.sparse;

import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Decimal;

/** An exponent written with its sign, as some papers do: zero or less, so that loss falls. */
final class FallingPower {
    /** Beyond this an exponent is a step. */
    static final double STEEPEST = 20;

    private FallingPower() {}

    static Parameter parameter(String name, String meaning) {
        return Parameter.real(name, meaning).within(-STEEPEST, 0);
    }

    static Parameter eitherSign(String name, String meaning) {
        return Parameter.real(name, meaning).within(-STEEPEST, STEEPEST);
    }

    static double checked(String what, double exponent) {
        if (exponent <= 0 && exponent > Double.NEGATIVE_INFINITY) {
            return exponent;
        }
        throw new IllegalArgumentException(
                what + " must be zero or less and finite, got " + Decimal.format(exponent));
    }
}
