package org.scalinglaws.uncertainty;

import org.scalinglaws.quantity.Decimal;

/**
 * What is believed of one parameter before the runs are seen: a density of its value in the units of
 * the data, such as nats per token for the irreducible loss E.
 */
public sealed interface Prior {
    /**
     * The logarithm of the density.
     *
     * @param value the parameter, in the units of the data
     * @return ln p(value), up to a constant for a density without a finite integral; minus infinity
     *     where the value cannot be
     */
    double logDensity(double value);

    /**
     * A normal density.
     *
     * @param mean the value most believed, in the parameter's own unit
     * @param deviation standard deviation, in the parameter's own unit
     */
    record Normal(double mean, double deviation) implements Prior {
        /** Refuses numbers that are not finite, and a deviation that is not positive. */
        public Normal {
            Decimal.finite("mean of a normal prior", mean);
            Decimal.positive("deviation of a normal prior", deviation);
        }

        @Override
        public double logDensity(double value) {
            return Double.isNaN(value)
                    ? Double.NEGATIVE_INFINITY
                    : normal((value - mean) / deviation, deviation);
        }
    }

    /**
     * A normal density of the logarithm: for a coefficient, whose order of magnitude is known.
     *
     * @param median as likely too low as too high, in the parameter's own unit
     * @param deviationOfLog standard deviation of ln value; 0.7 is a factor of two
     */
    record LogNormal(double median, double deviationOfLog) implements Prior {
        /** Refuses numbers that are not positive and finite. */
        public LogNormal {
            Decimal.positive("median of a log-normal prior", median);
            Decimal.positive("deviation of a log-normal prior", deviationOfLog);
        }

        @Override
        public double logDensity(double value) {
            return value > 0
                    ? normal(Math.log(value / median) / deviationOfLog, deviationOfLog)
                            - Math.log(value)
                    : Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * Every value between two ends is as likely as another, and no other is possible.
     *
     * @param lower least value, in the parameter's own unit
     * @param upper greatest value, in the parameter's own unit
     */
    record Uniform(double lower, double upper) implements Prior {
        /** Refuses ends that are not finite, or not in order. */
        public Uniform {
            Decimal.finite("lower end of a uniform prior", lower);
            Decimal.finite("upper end of a uniform prior", upper);
            if (!(lower < upper)) {
                throw new IllegalArgumentException(
                        String.format(
                                "upper end of a uniform prior must be above its lower end %s, got"
                                        + " %s",
                                Decimal.format(lower), Decimal.format(upper)));
            }
        }

        @Override
        public double logDensity(double value) {
            return value >= lower && value <= upper
                    ? -Math.log(upper - lower)
                    : Double.NEGATIVE_INFINITY;
        }
    }

    /** Every value is as likely as another. The integral is infinite. */
    record Flat() implements Prior {
        @Override
        public double logDensity(double value) {
            return 0;
        }
    }

    /** Every order of magnitude is as likely as another: 1/value. The integral is infinite. */
    record LogFlat() implements Prior {
        @Override
        public double logDensity(double value) {
            return value > 0 ? -Math.log(value) : Double.NEGATIVE_INFINITY;
        }
    }

    private static double normal(double distance, double deviation) {
        return -0.5 * distance * distance - Math.log(deviation * Math.sqrt(2 * Math.PI));
    }
}
