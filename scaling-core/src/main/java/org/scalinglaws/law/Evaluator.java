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

    /**
     * An evaluator of a sum of terms, each a coefficient times a function that one number of its own
     * shapes, or none: what a term is worth can be kept for many laws that share its shape, and sums
     * over runs need no Jacobian.
     */
    interface Separable extends Evaluator {
        /**
         * The number that shapes the term of a coefficient.
         *
         * @param coefficient the place of a coefficient among the law's numbers
         * @return its place, or -1 for a term that nothing shapes, such as a floor
         * @throws IllegalArgumentException when there is no coefficient at that place
         */
        int shape(int coefficient);

        /**
         * The same of some of the runs, in little time: for many draws of runs, most of which leave a
         * third of them out.
         *
         * @param places the place of each run, from 0, in the order that the new evaluator has
         * @return a new evaluator, with scratch space of its own
         * @throws IllegalArgumentException when no run stands at a place
         */
        Separable chosen(int... places);

        /**
         * Adds what a sum over runs of a function of the prediction has for derivatives by the law's
         * numbers, by the chain rule.
         *
         * <pre>
         *   gradient(j)   += sum over i of slopes(i) d prediction(i) / d value(j)
         *   hessian(j, k) += sum over i of slopes(i) d2 prediction(i) / d value(j) d value(k)
         *       + curvatures(i) d prediction(i) / d value(j) d prediction(i) / d value(k)</pre>
         *
         * @param values the law's numbers
         * @param slopes for each run the first derivative of the function
         * @param curvatures for each run the second
         * @param gradient receives p sums
         * @param hessian receives the sums at j*p + k, both triangles
         */
        void addDerivatives(
                double[] values,
                double[] slopes,
                double[] curvatures,
                double[] gradient,
                double[] hessian);
    }
}
