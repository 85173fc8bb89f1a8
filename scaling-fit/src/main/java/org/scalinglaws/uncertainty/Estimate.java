package org.scalinglaws.uncertainty;

/**
 * How the errors of the free coordinates of a fit go together, as one method has it.
 *
 * @param name of the method, for people
 * @param covariance row by row
 * @param bandwidth over which a curvature was smoothed; 0 where none was
 * @param freedom the degrees of freedom of Student's t
 */
@SuppressWarnings("ArrayRecordComponent")
record Estimate(String name, double[] covariance, double bandwidth, Freedom freedom) {
    /** The name of the method whose degrees of freedom are those of Bell and McCaffrey. */
    static final String HC2 = "HC2";

    /** Whether each number has degrees of freedom of its own. */
    boolean hasOwnFreedom() {
        return name.equals(HC2);
    }

    /** The degrees of freedom of the error of a number. */
    @FunctionalInterface
    interface Freedom {
        /** Of a number with this gradient by the free coordinates. */
        double along(double[] gradient);
    }
}
