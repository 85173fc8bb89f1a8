package org.scalinglaws.plan;

import java.util.function.DoubleUnaryOperator;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.numeric.Root;

/** Where a quantity of a plan crosses a limit. */
final class Crossing {
    private Crossing() {}

    /**
     * The root of a function that changes its sign between two points.
     *
     * @throws NoPlanException when the signs are the same, as where numbers overflow
     */
    static double between(DoubleUnaryOperator function, double lower, double upper) {
        try {
            return Root.between(function, lower, upper);
        } catch (ScalingException beyond) {
            NoPlanException none =
                    new NoPlanException(
                            "the law or the limits lead to numbers beyond those that can be"
                                    + " reckoned with");
            none.initCause(beyond);
            throw none;
        }
    }
}
