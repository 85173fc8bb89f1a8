package org.scalinglaws.law.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LawFamilyContract;
import org.scalinglaws.law.setup.OptimizerLaw.Gain;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class OptimizerLawTest {
    private static final Factor MUON = new Factor("muon", "");
    private static final Factor SOAP = new Factor("soap", "");

    /** Gains in data of the order that the paper reports, on a usual law. */
    private static final OptimizerLaw LAW =
            new OptimizerLaw(
                    1.82,
                    482,
                    0.348,
                    2085,
                    0.366,
                    List.of(new Gain(MUON, 1.1, 2.08), new Gain(SOAP, 0.9, 2.57)));

    /** In runs with the other optimizer only. */
    @Nested
    class Family extends LawFamilyContract<OptimizerLaw> {
        Family() {
            super(OptimizerLaw.family(MUON), 1.82, 482, 0.348, 2085, 0.366, 1.1, 2.08);
        }

        @Override
        protected Interval range(Factor factor) {
            return factor.equals(MUON) ? new Interval(1, 1) : super.range(factor);
        }

        @Override
        protected boolean lossFallsWith(Factor factor) {
            return !factor.equals(MUON);
        }
    }

    private static Recipe recipe(double model, double tokens, double muon, double soap) {
        return Recipe.of(
                Map.of(Factor.PARAMETERS, model, Factor.TOKENS, tokens, MUON, muon, SOAP, soap));
    }

    @Test
    void theReferenceIsALawOfModelSizeAndData() {
        Recipe recipe = recipe(1e9, 2e10, 0, 0);
        ChinchillaLaw reference = new ChinchillaLaw(1.82, 482, 0.348, 2085, 0.366);
        assertThat(LAW.reference()).isEqualTo(reference);
        assertThat(LAW.loss(recipe)).isEqualTo(reference.loss(recipe));
    }

    @Test
    void anotherOptimizerIsWorthMoreOrLess() {
        Recipe muon = recipe(1e9, 2e10, 1, 0);
        Recipe soap = recipe(1e9, 2e10, 0, 1);
        assertThat(LAW.loss(muon))
                .isCloseTo(LAW.loss(recipe(1.1e9, 4.16e10, 0, 0)), within(1e-14))
                .isCloseTo(LAW.with(MUON).loss(muon), within(1e-14));
        assertThat(LAW.loss(soap)).isCloseTo(LAW.with(SOAP).loss(soap), within(1e-14));
    }

    @Test
    void anEvaluatorTellsTheOptimizersApart() {
        List<Run> runs = new ArrayList<>();
        double[][] indicators = {{0, 0}, {1, 0}, {0, 1}};
        for (double[] used : indicators) {
            runs.add(Run.of(recipe(1e9, 2e10, used[0], used[1]), Loss.nats(2)));
        }
        LawFamily<OptimizerLaw> family = OptimizerLaw.family(MUON, SOAP);
        double[] predictions = new double[3];
        double[] jacobian = new double[27];
        family.evaluator(family.columns(Dataset.of(runs)))
                .differentiate(family.values(LAW), predictions, jacobian);
        for (int row = 0; row < 3; row++) {
            assertThat(predictions[row]).isCloseTo(LAW.loss(runs.get(row).recipe()), within(1e-14));
            assertThat(jacobian[3 * 6 + row] != 0)
                    .as("rho_D_muon in run %d", row)
                    .isEqualTo(row == 1);
            assertThat(jacobian[3 * 8 + row] != 0)
                    .as("rho_D_soap in run %d", row)
                    .isEqualTo(row == 2);
        }
    }

    /** N* = (alpha A / (beta B))^(1/(alpha+beta)) (C/6)^(beta/(alpha+beta)) of each law alone. */
    @Test
    void theOptimumMovesAsTheGainsSay() {
        for (Factor optimizer : List.of(MUON, SOAP)) {
            double moved = scale(LAW.with(optimizer)) / scale(LAW.reference());
            assertThat(LAW.optimalModelRatio(optimizer)).isCloseTo(moved, within(1e-14));
        }
        OptimizerLaw even = new OptimizerLaw(1, 2, 0.3, 4, 0.3, List.of(new Gain(MUON, 2, 2)));
        assertThat(even.optimalModelRatio(MUON)).isCloseTo(1, within(1e-15));
        OptimizerLaw data = new OptimizerLaw(1, 2, 0.3, 4, 0.6, List.of(new Gain(MUON, 1, 8)));
        assertThat(data.optimalModelRatio(MUON)).isCloseTo(4, within(1e-14));
    }

    private static double scale(ChinchillaLaw law) {
        return Math.pow(
                law.alpha() * law.a() / (law.beta() * law.b()), 1 / (law.alpha() + law.beta()));
    }

    @Test
    void theFamilyNamesItsParametersAfterTheOptimizers() {
        LawFamily<OptimizerLaw> family = OptimizerLaw.family(MUON, SOAP);
        assertThat(family).hasToString("optimizer");
        assertThat(family.formula())
                .isEqualTo(
                        "loss = E + A / (rho_N_soap^soap * rho_N_muon^muon * params)^alpha + B /"
                                + " (rho_D_soap^soap * rho_D_muon^muon * tokens)^beta");
        assertThat(family.factors()).containsExactly(Factor.PARAMETERS, Factor.TOKENS, MUON, SOAP);
        assertThat(family.coefficients()).containsExactly(0, 1, 3);
        assertThat(family.at(1.82, 482, 0.348, 2085, 0.366, 1.1, 2.08, 0.9, 2.57)).isEqualTo(LAW);
    }

    @Test
    void anIndicatorIsZeroOrOne() {
        Recipe recipe = recipe(1e9, 2e10, 0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.loss(recipe))
                .withMessage("soap must be 0 or 1, got 2");
        LawFamily<OptimizerLaw> family = OptimizerLaw.family(MUON, SOAP);
        Columns columns = family.columns(Dataset.of(List.of(Run.of(recipe, Loss.nats(2)))));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> family.evaluator(columns))
                .withMessage("run 1: soap must be 0 or 1, got 2");
    }

    @Test
    void onlyItsOwnOptimizersAreKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LAW.with(Factor.named("lion")))
                .withMessage("the law has no optimizer lion; it has [muon, soap]");
        assertThatIllegalArgumentException()
                .isThrownBy(OptimizerLaw::family)
                .withMessage("an optimizer law needs one or more distinct optimizers, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimizerLaw.family(MUON, MUON))
                .withMessage(
                        "an optimizer law needs one or more distinct optimizers, got [muon, muon]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerLaw(1, 1, 1, 1, 1, List.of()))
                .withMessage("an optimizer law needs one or more distinct optimizers, got []");
    }

    @Test
    void theGainsAreCopied() {
        List<Gain> gains = new ArrayList<>(List.of(new Gain(MUON, 1, 2)));
        OptimizerLaw law = new OptimizerLaw(1, 1, 1, 1, 1, gains);
        gains.clear();
        assertThat(law.gains()).containsExactly(new Gain(MUON, 1, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "0, -1, 'irreducible loss E must be zero or more and finite, got -1'",
        "1, -1, 'coefficient A must be zero or more and finite, got -1'",
        "2, -1, 'exponent alpha must be zero or more and finite, got -1'",
        "3, -1, 'coefficient B must be zero or more and finite, got -1'",
        "4, -1, 'exponent beta must be zero or more and finite, got -1'",
        "5, 0, 'gain rho_N of muon must be positive and finite, got 0'",
        "8, -2, 'gain rho_D of soap must be positive and finite, got -2'"
    })
    void lossMayNotGrow(int place, double value, String message) {
        LawFamily<OptimizerLaw> family = OptimizerLaw.family(MUON, SOAP);
        double[] values = family.values(LAW);
        values[place] = value;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> family.at(values))
                .withMessage(message);
    }
}
