package org.scalinglaws.diagnose;

/**
 * The two least and the two greatest of numbers, as if they were sorted; NaN is greater than any other.
 *
 * @param least the least of all
 * @param second the next above it, or the same where it stands twice
 * @param last the next below the greatest, or the same where that stands twice
 * @param most the greatest of all
 */
record Ends(double least, double second, double last, double most) {
    /** Of two numbers or more. */
    static Ends of(double[] numbers) {
        double least = Double.NaN;
        double second = Double.NaN;
        double last = Double.NEGATIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            if (Double.compare(number, least) < 0) {
                second = least;
                least = number;
            } else if (Double.compare(number, second) < 0) {
                second = number;
            }

            if (Double.compare(number, most) > 0) {
                last = most;
                most = number;
            } else if (Double.compare(number, last) > 0) {
                last = number;
            }
        }
        return new Ends(least, second, last, most);
    }
}
