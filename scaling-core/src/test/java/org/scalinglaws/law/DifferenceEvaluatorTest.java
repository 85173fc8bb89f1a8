package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;

/** What a user's own family gets when it overrides nothing. */
class DifferenceEvaluatorTest {
    /** L = k x, for k from 0 to 2. */
    private enum Line implements LawFamily<LossLaw> {
        FAMILY;

        private static final Factor X = Factor.named("x");

        @Override
        public List<Factor> factors() {
            return List.of(X);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("k", "slope", Scale.LINEAR, 0, 2));
        }

        @Override
        public LossLaw at(double... values) {
            if (!(values[0] >= 0 && values[0] <= 2)) {
                throw new IllegalArgumentException("k is out of range");
            }
            double k = values[0];
            return recipe -> k * recipe.value(X);
        }

        @Override
        public double[] values(LossLaw law) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Evaluator EVALUATOR =
            Line.FAMILY.evaluator(
                    Line.FAMILY.columns(
                            Dataset.readCsv("runs.csv", new StringReader("x,loss\n3,1\n-5,1\n"))));

    @Test
    void theLawIsAsked() {
        double[] predictions = new double[2];
        EVALUATOR.predict(new double[] {0.5}, predictions);
        assertThat(predictions).containsExactly(1.5, -2.5);
    }

    @Test
    void differencesStayWithinTheBounds() {
        for (double k : new double[] {0, 0.5, 2}) {
            double[] predictions = new double[2];
            double[] jacobian = new double[2];
            EVALUATOR.differentiate(new double[] {k}, predictions, jacobian);
            assertThat(predictions).containsExactly(3 * k, -5 * k);
            assertThat(jacobian).containsExactly(new double[] {3, -5}, within(1e-9));
            double[] hessian = {7};
            EVALUATOR.addCurvature(new double[] {k}, new double[] {1, 1}, hessian);
            assertThat(hessian[0]).isCloseTo(7, within(1e-6));
        }
    }

    @Test
    void whereTheLawRefusesThereIsNoPrediction() {
        double[] predictions = new double[2];
        EVALUATOR.predict(new double[] {3}, predictions);
        assertThat(predictions).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void theOtherDefaultsClaimNothing() {
        assertThat(Line.FAMILY.formula()).isEqualTo("FAMILY");
        assertThat(Line.FAMILY.coefficients()).isEmpty();
        assertThat(Line.FAMILY.inUnits(new double[] {1}, 2)).isEmpty();
        assertThat(Line.FAMILY.derived()).isEmpty();
    }
}
