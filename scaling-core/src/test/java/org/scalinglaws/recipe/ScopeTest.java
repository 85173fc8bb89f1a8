package org.scalinglaws.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;

class ScopeTest {
    private static final Scope SCOPE = scope();

    private static Scope scope() {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        ranges.put(Factor.PARAMETERS, new Interval(1e8, 1e10));
        ranges.put(Factor.TOKENS, new Interval(1e9, 1e12));
        return new Scope(ranges, Counting.TOTAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2e10 | NOTE | params of 2.00e+10 is 0.3 decades above the fitted range",
                "3e10 | NOTE | params of 3.00e+10 is 0.5 decades above the fitted range",
                "4e10 | WARNING | params of 4.00e+10 is 0.6 decades above the fitted range",
                "9.9e11 | WARNING | params of 9.90e+11 is 2.0 decades above the fitted range",
                "2e12 | WARNING | params of 2.00e+12 is 2.3 decades above the fitted range",
                "5e7 | NOTE | params of 5.00e+07 is 0.3 decades below the fitted range",
                "1e7 | WARNING | params of 1.00e+07 is 1.0 decades below the fitted range",
                "1e5 | WARNING | params of 1.00e+05 is 3.0 decades below the fitted range",
                "9.5e7 | NOTE | params of 9.50e+07 is 0.022 decades below the fitted range",
                "9.999e7 | NOTE | params of 1.00e+08 is just below the fitted range",
                "1e-300 | WARNING | params of 1.00e-300 is 308.0 decades below the fitted range"
            })
    void theFurtherOutsideTheGraverTheFinding(double parameters, String severity, String start) {
        List<Finding> findings =
                SCOPE.findings(Recipe.of(ModelSize.of(parameters), Tokens.billions(10)));
        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(severity + " extrapolation: " + start + ", 1.00e+08 to 1.00e+10");
    }

    @ParameterizedTest
    @CsvSource({"1e8, 1e9", "1e10, 1e12", "1e9, 3e10", "1.000000001e10, 1e12"})
    void insideAndOnTheEdgeThereIsNothingToSay(double parameters, double tokens) {
        assertThat(SCOPE.findings(Recipe.of(ModelSize.of(parameters), Tokens.of(tokens))))
                .isEmpty();
    }

    @Test
    void everyFactorOutsideIsNamedInTheOrderOfTheRanges() {
        assertThat(SCOPE.findings(Recipe.of(ModelSize.billions(100), Tokens.trillions(2))))
                .containsExactly(
                        Finding.warning(
                                "extrapolation",
                                "params of 1.00e+11 is 1.0 decades above the fitted range,"
                                        + " 1.00e+08 to 1.00e+10"),
                        Finding.note(
                                "extrapolation",
                                "tokens of 2.00e+12 is 0.3 decades above the fitted range,"
                                        + " 1.00e+09 to 1.00e+12"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | NOTE | epoch of 30.0 is 0.5 widths of the fitted range above it",
                "500 | WARNING | epoch of 500 is 24.0 widths of the fitted range above it",
                "5e4 | WARNING | epoch of 5.00e+04 is 2499.0 widths of the fitted range above it",
                "-10 | NOTE | epoch of -10.0 is 0.5 widths of the fitted range below it",
                "20.4 | NOTE | epoch of 20.4 is 0.020 widths of the fitted range above it",
                "20.01 | NOTE | epoch of 20.0 is just above the fitted range",
                "1e200 | WARNING | epoch of 1.00e+200 is more than a million widths"
                        + " of the fitted range above it"
            })
    void aFactorThatMayBeZeroIsMeasuredInWidthsOfItsRange(
            double epoch, String severity, String start) {
        Factor factor = Factor.named("epoch");
        Scope scope = new Scope(Map.of(factor, new Interval(0, 20)), Counting.TOTAL);
        assertThat(scope.findings(Recipe.of(Map.of(factor, epoch))))
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith(severity + " extrapolation: " + start + ", ");
        assertThat(scope.findings(Recipe.of(Map.of(factor, 20.0)))).isEmpty();
    }

    @Test
    void whereAllRunsHaveZeroAnythingElseIsOutside() {
        Factor factor = Factor.named("share");
        Scope scope = new Scope(Map.of(factor, new Interval(0, 0)), Counting.TOTAL);
        assertThat(scope.findings(Recipe.of(Map.of(factor, 0.0)))).isEmpty();
        assertThat(scope.findings(Recipe.of(Map.of(factor, 0.5))))
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .startsWith(
                        "WARNING extrapolation: share of 0.500 is above the one value of the runs")
                .doesNotContain("Infinity");
    }

    @Test
    void aFactorThatTheRecipeDoesNotStateIsPassedOver() {
        assertThat(SCOPE.findings(Recipe.of(Map.of(Factor.PARAMETERS, 1e9)))).isEmpty();
    }

    @Test
    void expertsAreAnotherArchitectureWhereTheRunsStateNone() {
        Factor experts = Factor.named("experts");
        Recipe recipe = Recipe.of(ModelSize.billions(1), Tokens.billions(20));
        Scope dense = new Scope(Map.of(), Counting.TOTAL);
        assertThat(dense.findings(recipe.with(experts, 8)))
                .containsExactly(
                        Finding.warning(
                                "experts",
                                "the recipe has 8 experts a routed layer, which the law does not"
                                        + " read: its models are dense, or all have as many"));
        assertThat(dense.findings(recipe.with(experts, 1))).isEmpty();
        Scope sparse = new Scope(Map.of(experts, new Interval(1, 64)), Counting.TOTAL);
        assertThat(sparse.findings(recipe.with(experts, 8))).isEmpty();
    }

    @Test
    void computeIsJudgedAsSixND() {
        Scope scope = new Scope(Map.of(Factor.FLOPS, new Interval(1e18, 1e21)), Counting.TOTAL);
        assertThat(scope.findings(Recipe.of(ModelSize.billions(1), Tokens.trillions(1))))
                .containsExactly(
                        Finding.warning(
                                "extrapolation",
                                "flops of 6.00e+21 is 0.8 decades above the fitted range,"
                                        + " 1.00e+18 to 1.00e+21"));
    }

    @Test
    void anotherCountingRuleIsAnError() {
        Recipe recipe = Recipe.of(new ModelSize(1e9, Counting.NON_EMBEDDING), Tokens.billions(10));
        assertThat(SCOPE.findings(recipe))
                .containsExactly(
                        Finding.error(
                                "counting",
                                "the law counts total parameters and the recipe non-embedding"));
    }

    @Test
    void messagesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            theFurtherOutsideTheGraverTheFinding(
                    2e10, "NOTE", "params of 2.00e+10 is 0.3 decades above the fitted range");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void rangesAreCopied() {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        Scope scope = new Scope(ranges, Counting.TOTAL);
        ranges.put(Factor.PARAMETERS, new Interval(1, 2));
        assertThat(scope.ranges()).isEmpty();
    }
}
