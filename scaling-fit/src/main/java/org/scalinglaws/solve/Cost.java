package org.scalinglaws.solve;

/**
 * A function of several numbers to be made small, inside bounds, with its first and second
 * derivatives. A cost may keep scratch space: one for each thread.
 */
public interface Cost {
    /**
     * The number of coordinates.
     *
     * @return the length of every point
     */
    int dimension();

    /**
     * The value at a point.
     *
     * @param point coordinates inside the bounds
     * @return the value; NaN or infinite where the cost does not exist
     */
    double value(double[] point);

    /**
     * The value and its derivatives at a point.
     *
     * @param point coordinates inside the bounds
     * @param gradient receives the first derivatives
     * @param hessian receives the second derivatives at i*dimension + j, both triangles
     * @return the value; NaN or infinite where the cost does not exist
     */
    double differentiate(double[] point, double[] gradient, double[] hessian);

    /**
     * The least value of a coordinate.
     *
     * @param coordinate its place
     * @return a lower bound, or minus infinity
     */
    default double lower(int coordinate) {
        return Double.NEGATIVE_INFINITY;
    }

    /**
     * The greatest value of a coordinate.
     *
     * @param coordinate its place
     * @return an upper bound, or infinity
     */
    default double upper(int coordinate) {
        return Double.POSITIVE_INFINITY;
    }
}
