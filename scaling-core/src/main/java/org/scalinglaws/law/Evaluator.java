package org.scalinglaws.law;

/**
 * Predictions and derivatives of a law on fixed runs, written into the caller's arrays without
 * allocating. An evaluator keeps scratch space: one for each thread.
 *
 * <p>With n runs and p parameters: {@code values} has p numbers; {@code predictions} and {@code
 * slopes} have n; the Jacobian has p*n, a column of n for each parameter; the Hessian has p*p.
 */
public interface Evaluator {
    /**
     * Writes the loss of every run.
     *
     * @param values the law's numbers
     * @param predictions receives n losses
     */
    void predict(double[] values, double[] predictions);

    /**
     * Writes the loss of every run and its first derivatives.
     *
     * @param values the law's numbers
     * @param predictions receives n losses
     * @param jacobian receives d prediction(i) / d value(j) at j*n + i
     */
    void differentiate(double[] values, double[] predictions, double[] jacobian);

    /**
     * Adds the weighted sum of the second derivatives.
     *
     * <pre>  hessian(j, k) += sum over i of slopes(i) d2 prediction(i) / d value(j) d value(k)</pre>
     *
     * @param values the law's numbers
     * @param slopes a factor for each run
     * @param hessian receives the sums at j*p + k, both triangles
     */
    void addCurvature(double[] values, double[] slopes, double[] hessian);
}
