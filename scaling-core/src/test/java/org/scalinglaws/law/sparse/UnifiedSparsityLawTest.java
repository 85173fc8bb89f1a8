package org.scalinglaws.law.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class UnifiedSparsityLawTest {
    /** The mixture-of-experts and the pruning row of arXiv 2508.06617, as a secondary text copies. */
    private static final UnifiedSparsityLaw MIXTURE =
            new UnifiedSparsityLaw(0.57, 1.19, 8.26, 0.08, 3.57, 6324.82, 0.40);

    private static final UnifiedSparsityLaw PRUNED =
            new UnifiedSparsityLaw(0.15, 2.00, 86.03, 0.28, 29.26, 7.90, 0.08);

    @Nested
    class Family extends LawFamilyContract<UnifiedSparsityLaw> {
        Family() {
            super(UnifiedSparsityLaw.FAMILY, 0.57, 1.19, 8.26, 0.08, 3.57, 6324.82, 0.40);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(SparsityLaw.SPARSITY)
                    ? new Interval(0, 0.98)
                    : super.range(factor);
        }

        /** Exponents much below the printed ones leave differences few digits. */
        @Override
        protected double spread() {
            return 0.5;
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(SparsityLaw.SPARSITY);
        }
    }

    private static Recipe recipe(double model, double tokens, double sparsity) {
        return Recipe.of(ModelSize.of(model), Tokens.of(tokens))
                .with(SparsityLaw.SPARSITY, sparsity);
    }

    /** The formula in plain Python. */
    @ParameterizedTest
    @CsvSource({
        "1e9, 2e10, 0, 2.6232422757474563",
        "1e9, 2e10, 0.5, 2.558299205404697",
        "5e9, 1e11, 0.98, 1.8552404849601982"
    })
    void lossAgreesWithPython(double n, double d, double s, double expected) {
        assertThat(MIXTURE.loss(recipe(n, d, s))).isCloseTo(expected, within(1e-13));
    }

    /** The same with the row of pruned models. */
    @Test
    void lossOfPrunedModelsAgreesWithPython() {
        assertThat(PRUNED.loss(recipe(1e9, 2e10, 0.5)))
                .isCloseTo(1.4801824051774146, within(1e-13));
    }

    /** A public page that computes this law takes another formula at S = 0 and jumps there. */
    @Test
    void lossIsContinuousWhereModelsBecomeDense() {
        ChinchillaLaw dense = new ChinchillaLaw(0.57, 8.26, 0.08, 6324.82, 0.40);
        double atZero = MIXTURE.loss(recipe(1e9, 2e10, 0));
        assertThat(atZero).isCloseTo(dense.loss(recipe(1e9, 2e10, 0)), within(1e-15));
        for (double s : new double[] {1e-3, 1e-6, 1e-9}) {
            assertThat(MIXTURE.loss(recipe(1e9, 2e10, s))).isCloseTo(atZero, within(2 * s));
        }
    }

    @Test
    void theFamilyKnowsItsLinearPart() {
        assertThat(UnifiedSparsityLaw.FAMILY).hasToString("unified-sparsity");
        assertThat(UnifiedSparsityLaw.FAMILY.coefficients()).containsExactly(0, 2, 4, 5);
        assertThat(UnifiedSparsityLaw.FAMILY.formula())
                .isEqualTo(
                        "loss = e * (1 - sparsity)^gamma + (a * (1 - sparsity)^alpha + c *"
                                + " sparsity) / params^alpha + b / tokens^beta");
    }

    @Test
    void someParametersAreActive() {
        Recipe recipe = recipe(1e9, 2e10, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MIXTURE.loss(recipe))
                .withMessage("sparsity must be zero or more and below 1, got 1");
        Dataset runs = Dataset.of(List.of(Run.of(recipe, Loss.nats(2))));
        Columns columns = UnifiedSparsityLaw.FAMILY.columns(runs);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> UnifiedSparsityLaw.FAMILY.evaluator(columns))
                .withMessage("run 1: sparsity must be zero or more and below 1, got 1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 'irreducible loss e must be zero or more and finite, got -1'",
        "1, 'exponent gamma must be zero or more and finite, got -1'",
        "2, 'coefficient a must be zero or more and finite, got -1'",
        "3, 'exponent alpha must be zero or more and finite, got -1'",
        "4, 'coefficient c must be zero or more and finite, got -1'",
        "5, 'coefficient b must be zero or more and finite, got -1'",
        "6, 'exponent beta must be zero or more and finite, got -1'"
    })
    void noNumberMayBeNegative(int place, String message) {
        double[] values = {1, 1, 1, 1, 1, 1, 1};
        values[place] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnifiedSparsityLaw.FAMILY.at(values))
                .withMessage(message);
    }
}
