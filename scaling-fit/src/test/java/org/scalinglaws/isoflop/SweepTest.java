package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class SweepTest {
    private static Dataset runs(String... lines) {
        return Dataset.readCsv("sweep.csv", new StringReader(String.join("\n", lines)));
    }

    private static final Dataset TWO_BUDGETS =
            runs(
                    "params,tokens,loss,flops_budget",
                    "1e8,1e10,3.1,6e18",
                    "2e8,5e9,3.0,6e18",
                    "1e8,1e11,2.9,6e19",
                    "3e8,1e10,3.2,");

    @Test
    void theColumnOfBudgetsIsFoundByItself() {
        Sweep sweep = Sweep.of(TWO_BUDGETS);
        assertThat(sweep.budgets()).containsExactly(Compute.flops(6e18), Compute.flops(6e19));
        assertThat(sweep.rows(0)).containsExactly(0, 1);
        assertThat(sweep.rows(1)).containsExactly(2);
        assertThat(sweep.budget(1)).isEqualTo(6e18);
        assertThat(sweep.budget(3)).isNaN();
        assertThat(sweep)
                .hasToString("sweep.csv: 3 runs at 2 budgets, 6e18 to 6e19 FLOP, 1 to 2 at each");
    }

    @Test
    void withoutThatColumnRunsOfAlikeComputeAreOfOneBudget() {
        Sweep sweep =
                Sweep.of(
                        runs(
                                "params,tokens,loss",
                                "1e8,1e10,3.1", // 6e18
                                "1e8,1.1e10,3.1", // 6.6e18
                                "1e8,1.2e10,3.1", // 7.2e18
                                "1e8,1.3e10,3.1")); // 7.8e18, more than a quarter above 6e18
        assertThat(sweep.rows(0)).containsExactly(0, 1, 2);
        assertThat(sweep.rows(1)).containsExactly(3);
        double middle = 6e18 * Math.cbrt(1.1 * 1.2);
        assertThat(sweep.budgets().get(0).flops()).isCloseTo(middle, within(1e5));
        assertThat(Sweep.clustered(sweep.runs(), 0.05).budgets()).hasSize(4);
        assertThat(Sweep.clustered(sweep.runs(), 1).budgets()).hasSize(1);
    }

    @Test
    void anyRuleCanCountTheCompute() {
        Dataset runs = runs("params,tokens,loss", "1e8,1e10,3.1", "1e8,2e10,3", "2e8,1e10,3");
        Sweep sweep = Sweep.clustered(runs, 0.01, run -> run.recipe().tokens().count());
        assertThat(sweep.rows(0)).containsExactly(0, 2);
        assertThat(sweep.rows(1)).containsExactly(1);
    }

    @Test
    void whatIsKeptStaysAtItsBudget() {
        Sweep kept = Sweep.of(TWO_BUDGETS).whereRow(row -> row != 0);
        assertThat(kept.runs().size()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).mapToObj(kept::budget))
                .containsExactly(6e18, 6e19, Double.NaN);
    }

    @Test
    void runsThatDoNotSpendTheirBudgetAreToldOf() {
        assertThat(Sweep.of(TWO_BUDGETS).findings()).isEmpty();
        Sweep off =
                Sweep.of(
                        runs(
                                "params,tokens,loss,flops_budget",
                                "1e8,1e10,3.1,5e18",
                                "2e8,5e9,3.0,6e18"));
        assertThat(off.findings())
                .extracting(Object::toString)
                .containsExactly(
                        "WARNING compute-count: 6ND of the runs is 1.00 to 1.20 of their budget: a plan by"
                                + " 6ND means other budgets than these");
    }

    @Test
    void aBudgetIsComputeFromWhichTokensOrSizesFollow() {
        for (String header : new String[] {"params", "tokens"}) {
            Dataset runs =
                    runs(header + ",loss,paid", "1e8,3.1,6e18", "2e8,3.0,6e18", "4e8,2.9,6e19");
            Dataset sized = Sweep.byColumn(runs, "paid").runs();
            Factor other = header.equals("params") ? Factor.TOKENS : Factor.PARAMETERS;
            assertThat(sized.column(other)).containsExactly(1e10, 5e9, 2.5e10);
            assertThat(sized.column(Factor.named(header))).containsExactly(1e8, 2e8, 4e8);
        }
        Dataset stated = runs("params,tokens,loss,paid", "1e8,7e9,3.1,6e18", "2e8,,3.0,6e18");
        assertThat(Sweep.byColumn(stated, "paid").runs().column(Factor.TOKENS))
                .containsExactly(7e9, 5e9);
    }

    @Test
    void computeIsABudgetByAnyOfItsNames() {
        Dataset runs = runs("n,c,loss", "1e8,6e18,3.1", "2e8,6e18,3.0");
        assertThat(Sweep.byColumn(runs, "c").budgets()).containsExactly(Compute.flops(6e18));
    }

    @Test
    void tokensThatABudgetCannotPayForAreRefused() {
        Dataset runs = runs("params,loss,paid", "1e8,3.1,6e18", "1e300,3.0,1e-30");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Sweep.byColumn(runs, "paid"))
                .withMessage("run 2 of sweep.csv: tokens must be positive and finite, got 0");
    }

    @Test
    void whatCannotBeGroupedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.byColumn(TWO_BUDGETS, "budget"))
                .withMessage("sweep.csv has no column of numbers 'budget' to group by");
        Dataset negative = runs("params,tokens,loss,flops_budget", "1e8,1e10,3.1,-1");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Sweep.of(negative))
                .withMessage("budget of run 1 of sweep.csv must be positive, got -1");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Sweep.clustered(TWO_BUDGETS, 0.1, run -> Double.NaN))
                .withMessage("no run of sweep.csv states a budget");
        Dataset sizeless = runs("loss,flops_budget", "3.1,6e18");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Sweep.of(sizeless))
                .withMessage("run 1 of sweep.csv states no params");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.clustered(TWO_BUDGETS, 0))
                .withMessage("tolerance of a budget must be positive and finite, got 0");
    }

    @Test
    void aPowerOfComputeGoesThroughItsPoints() {
        PowerOfCompute power =
                PowerOfCompute.through(new double[] {1e18, 1e20}, new double[] {2e8, 2e9});
        assertThat(power.exponent()).isCloseTo(0.5, within(1e-14));
        assertThat(power.coefficient()).isCloseTo(0.2, within(1e-13));
        assertThat(power.at(Compute.flops(1e19)) / (2e8 * Math.sqrt(10)))
                .isCloseTo(1, within(1e-14));
        assertThat(power).hasToString("0.2 C^0.5");
        assertThat(
                        PowerOfCompute.through(
                                        new double[] {1e18, 1e19, 1e20},
                                        new double[] {2e8, 7e7, 2e9},
                                        new double[] {1, 0, 3})
                                .exponent())
                .isCloseTo(0.5, within(1e-14));
        assertThatExceptionOfType(ScalingException.class)
                .isThrownBy(
                        () ->
                                PowerOfCompute.through(
                                        new double[] {1e18, 1e18}, new double[] {1, 2}))
                .withMessage("a power of compute needs 2 different budgets or more, got 1");
    }

    @Test
    void aRecipeOfAnApproachSpendsItsOwnPowers() {
        Allocation split =
                Allocation.of(
                        "approach 2",
                        TWO_BUDGETS.counting(),
                        List.of(),
                        new PowerOfCompute(0.1, 0.5),
                        new PowerOfCompute(1.5, 0.5),
                        List.of());
        Recipe recipe = split.recipe(Compute.flops(1e20));
        assertThat(recipe.model().parameters()).isCloseTo(1e9, within(1e-4));
        assertThat(recipe.tokens().count()).isCloseTo(1.5e10, within(1e-3));
        assertThat(split.exponentSum()).isEqualTo(1);
        assertThat(split).hasToString("approach 2: N* = 0.1 C^0.5, D* = 1.5 C^0.5");
    }
}
