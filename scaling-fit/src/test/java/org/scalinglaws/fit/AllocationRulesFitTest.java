package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoint;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.published.AllocationRule;
import org.scalinglaws.published.AllocationRules;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.SharedData;

/**
 * Rules that nobody printed in full, fitted again by Commons Math: a parabola of loss over ln N or
 * ln D for each budget, and a line through its vertices over ln C.
 */
class AllocationRulesFitTest {
    private static final Factor BUDGET = Factor.named("flops_budget");

    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022-approach-2, isoflop_chinchilla_epoch, 123, 9",
        "llama-2024, isoflop_llama3, 133, 10"
    })
    void aRecomputedRuleIsThatOfItsPoints(String name, String file, int points, int budgets) {
        AllocationRule rule = AllocationRules.named(name);
        Dataset runs = SharedData.runs(file, "all");
        assertThat(runs.size()).isEqualTo(points);
        assertThat(rule.provenance().place())
                .contains(points + " points of " + budgets + " budgets");
        SimpleRegression line = new SimpleRegression();
        vertices(runs, rule.factor()).forEach((flops, best) -> line.addData(Math.log(flops), best));
        assertThat(line.getN()).isEqualTo(budgets);
        assertThat(line.getSlope()).isCloseTo(rule.exponent(), withinPercentage(2e-4));
        assertThat(Math.exp(line.getIntercept()))
                .isCloseTo(rule.coefficient(), withinPercentage(5e-4));
    }

    /** What the caveats quote: the exponent of N without the points that a check drops. */
    @ParameterizedTest
    @CsvSource({
        "isoflop_chinchilla_epoch, 38, 7, 0.541421, 0.013328",
        "isoflop_llama3, 17, 8, 0.5, 0.104699"
    })
    void theCaveatsQuoteTheExponentsOfTheCleanPoints(
            String file, int dropped, int budgets, double exponent, double coefficient) {
        Dataset runs = SharedData.runs(file, "clean");
        assertThat(SharedData.runs(file, "all").size() - runs.size()).isEqualTo(dropped);
        SimpleRegression line = new SimpleRegression();
        vertices(runs, Factor.PARAMETERS)
                .forEach((flops, best) -> line.addData(Math.log(flops), best));
        assertThat(line.getN()).isEqualTo(budgets);
        assertThat(line.getSlope()).isCloseTo(exponent, withinPercentage(1e-3));
        assertThat(Math.exp(line.getIntercept())).isCloseTo(coefficient, withinPercentage(0.1));
    }

    /** ln of the best number for each budget of three points or more that bend upwards. */
    private static Map<Double, Double> vertices(Dataset runs, Factor factor) {
        Map<Double, List<Run>> byBudget = new TreeMap<>();
        for (Run run : runs) {
            byBudget.computeIfAbsent(run.recipe().value(BUDGET), any -> new ArrayList<>()).add(run);
        }
        Map<Double, Double> vertices = new TreeMap<>();
        byBudget.forEach(
                (flops, some) -> {
                    double[] best = parabola(some, run -> run.recipe().value(factor));
                    if (some.size() >= 3
                            && best[2] > 0
                            && parabola(some, run -> run.recipe().value(Factor.TOKENS))[2] > 0) {
                        vertices.put(flops, -best[1] / (2 * best[2]));
                    }
                });
        return vertices;
    }

    private static double[] parabola(List<Run> runs, ToDoubleFunction<Run> number) {
        List<WeightedObservedPoint> points = new ArrayList<>();
        for (Run run : runs) {
            points.add(
                    new WeightedObservedPoint(
                            1, Math.log(number.applyAsDouble(run)), run.loss().nats()));
        }
        return PolynomialCurveFitter.create(2).fit(points);
    }
}
