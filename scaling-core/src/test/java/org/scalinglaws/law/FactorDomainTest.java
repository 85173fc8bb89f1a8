package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class FactorDomainTest {
    private static final Factor WIDTH = Factor.named("width");

    private static final ExpressionFamily<FormulaLaw> PLAIN =
            ExpressionFamily.of(
                    "line",
                    List.of(Factor.TOKENS, WIDTH),
                    List.of(Parameter.real("a", "slope")),
                    names -> names.read("a * width + tokens"));

    private static Columns columns(double... widths) {
        List<Run> runs = new ArrayList<>();
        for (double width : widths) {
            Recipe recipe = Recipe.of(Map.of(Factor.TOKENS, 1.0, WIDTH, width));
            runs.add(Run.of(recipe, Loss.nats(1)));
        }
        return PLAIN.columns(Dataset.of(runs));
    }

    @Test
    void anEvaluatorRefusesTheFirstRunOutsideTheDomain() {
        LawFamily<FormulaLaw> positive =
                PLAIN.withDomain(WIDTH, width -> Decimal.positive("width", width))
                        .withDerived("twice", law -> 2 * law.value("a"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> positive.evaluator(columns(3, -2, 0)))
                .withMessage("run 2: width must be positive and finite, got -2");
        double[] predictions = new double[2];
        positive.evaluator(columns(3, 5)).predict(new double[] {2}, predictions);
        assertThat(predictions).containsExactly(7, 11);
        PLAIN.evaluator(columns(-2, 0)).predict(new double[] {2}, predictions);
        assertThat(predictions).containsExactly(-3, 1);
    }

    @Test
    void aDomainIsOfAFactorThatTheLawReads() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.withDomain(Factor.FLOPS, flops -> {}))
                .withMessage("law 'line' does not read flops");
    }
}
