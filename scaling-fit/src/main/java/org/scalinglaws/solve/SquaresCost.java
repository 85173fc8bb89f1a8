package org.scalinglaws.solve;

/**
 * A cost that is half a sum of squares, for solvers that use the parts.
 *
 * <pre>  value = 1/2 sum over i of residual(i)^2</pre>
 */
public interface SquaresCost extends Cost {
    /**
     * The number of squares.
     *
     * @return the length of the residuals
     */
    int rows();

    /**
     * Writes the residuals and their derivatives.
     *
     * @param point coordinates inside the bounds
     * @param residuals receives one number for each row
     * @param jacobian receives d residual(i) / d coordinate(j) at j*rows + i
     */
    void residuals(double[] point, double[] residuals, double[] jacobian);
}
