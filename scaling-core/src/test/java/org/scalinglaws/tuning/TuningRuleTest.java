package org.scalinglaws.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.tuning.TuningRule.Beta2;

class TuningRuleTest {
    private static final Transformer LLAMA = PublishedShapes.named("llama-3-8b").shape();
    private static final Tokens TOKENS = Tokens.trillions(15);
    private static final Recipe CHINCHILLA =
            Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4));

    /** By Python from the shape: N 6,979,588,096 without and 7,504,924,672 with the output matrix. */
    @ParameterizedTest
    @CsvSource({
        "step-law-2025, 6979588096, 0.0019022272768234544, 19363154.13197852",
        "deepseek-2024, 6979588096, 0.00032199347054031035, 19020575.734757658",
        "porian-2024, 7504924672, 0.0010305689241087088, 6635904.872250741"
    })
    void aShapeIsCountedAsTheRuleCounts(String name, double params, double rate, double batch) {
        Tuning tuning = TuningRules.named(name).suggest(LLAMA, TOKENS);
        assertThat(tuning.recipe().model().parameters()).isEqualTo(params);
        assertThat(tuning.learningRate().orElseThrow()).isCloseTo(rate, withinPercentage(1e-9));
        assertThat(tuning.batch().count()).isCloseTo(batch, withinPercentage(1e-9));
        assertThat(tuning.findings())
                .extracting(Finding::check)
                .doesNotContain("counting", "flop-rule", "experts");
    }

    @Test
    void kaplanCountsTheComputeOfAShapeWithoutEmbeddings() {
        Tuning tuning = TuningRules.KAPLAN_2020.suggest(LLAMA, TOKENS);
        assertThat(tuning.batch().count()).isCloseTo(16896783.914801385, withinPercentage(1e-9));
        assertThat(tuning.recipe().compute().flops())
                .isCloseTo(6 * 6979588096.0 * 15e12, withinPercentage(1e-12));
    }

    @Test
    void parametersCountedByAnotherRuleAreAFinding() {
        assertThat(TuningRules.STEP_LAW_2025.suggest(CHINCHILLA).findings())
                .contains(
                        Finding.warning(
                                "counting",
                                "the rule counts non-embedding parameters and the recipe total"));
        assertThat(
                        TuningRules.STEP_LAW_2025
                                .suggest(CHINCHILLA.countedAs(Counting.NON_EMBEDDING))
                                .findings())
                .isEqualTo(TuningRules.STEP_LAW_2025.provenance().caveats());
    }

    @Test
    void computeCountedByAnotherRuleIsAFinding() {
        String rule = "the rule counts C = M D, M = 72 n_layer d^2 + 12 n_layer d l_seq; ";
        assertThat(TuningRules.DEEPSEEK_2024.suggest(CHINCHILLA).findings())
                .contains(Finding.warning("flop-rule", rule + "C here is 6 N D, N total"))
                .extracting(Finding::check)
                .doesNotContain("counting");
        assertThat(
                        TuningRules.DEEPSEEK_2024
                                .suggest(CHINCHILLA.with(Factor.FLOPS, 1e24))
                                .findings())
                .contains(Finding.warning("flop-rule", rule + "C is as the recipe states it"));
    }

    @Test
    void aRuleSaysHowFarItExtrapolates() {
        assertThat(TuningRules.PORIAN_2024.suggest(CHINCHILLA).findings())
                .contains(
                        Finding.warning(
                                "extrapolation",
                                "params of 7.00e+10 is 2.5 decades above the fitted range,"
                                        + " 5.18e+06 to 2.21e+08"));
        assertThat(TuningRules.DEEPSEEK_2024.suggest(CHINCHILLA).findings())
                .contains(
                        Finding.warning(
                                "extrapolation",
                                "flops of 5.88e+23 is 4.5 decades above the fitted range, 1.00e+17"
                                        + " to 2.00e+19"));
    }

    @Test
    void aWarmUpThatTakesMuchOfTheRunIsAFinding() {
        Recipe brief = Recipe.of(ModelSize.billions(1), Tokens.billions(2));
        assertThat(TuningRules.OLMO_CORE.suggest(brief).findings())
                .contains(
                        Finding.warning("warm-up", "the warm-up of 1B tokens is 50 % of the run"));
        Recipe longer = Recipe.of(ModelSize.billions(1), Tokens.billions(5));
        assertThat(TuningRules.OLMO_CORE.suggest(longer).findings())
                .extracting(Finding::check)
                .doesNotContain("warm-up");
    }

    @Test
    void aBatchLargerThanTheRunIsAnError() {
        Recipe tiny = Recipe.of(ModelSize.billions(70), Tokens.of(1e6));
        assertThat(TuningRules.PORIAN_2024.suggest(tiny).findings())
                .contains(
                        Finding.error(
                                "batch", "one batch of 31.89M tokens is more than the run of 1M"));
    }

    @Test
    void expertsAreAFinding() {
        Transformer experts = PublishedShapes.named("mixtral-8x7b").shape();
        assertThat(TuningRules.STEP_LAW_2025.suggest(experts, TOKENS).findings())
                .contains(
                        Finding.warning(
                                "experts",
                                "the rule is for dense models; N counts 8 experts a layer"));
    }

    /** The code of OLMo-core compares with 524,288 tokens. */
    @Test
    void beta2FallsWhenTheBatchReachesItsLimit() {
        Beta2 rule = TuningRules.OLMO_CORE.beta2().orElseThrow();
        assertThat(rule.at(Tokens.of(524_287))).isEqualTo(0.99);
        assertThat(rule.at(Tokens.of(524_288))).isEqualTo(0.95);
        Recipe small = Recipe.of(ModelSize.millions(200), Tokens.billions(4));
        Recipe large = Recipe.of(ModelSize.millions(300), Tokens.billions(6));
        assertThat(TuningRules.OLMO_CORE.suggest(small).beta2()).hasValue(0.99);
        assertThat(TuningRules.OLMO_CORE.suggest(large).beta2()).hasValue(0.95);
    }

    @Test
    void stepsAndSequencesAreTheTokensOverTheBatch() {
        Tuning tuning =
                TuningRules.OLMO_CORE.suggest(
                        Recipe.of(ModelSize.millions(108), Tokens.of(20 * 108e6)));
        assertThat(tuning.steps()).isCloseTo(20 * 108e6 / 327680, within(1e-6));
        assertThat(tuning.warmupSteps().orElseThrow()).isCloseTo(tuning.steps() / 20, within(1e-9));
        assertThat(tuning.sequences(8192)).isCloseTo(40, within(1e-9));
        assertThat(tuning)
                .hasToString(
                        "learning rate 0.0047, batches of 327.7K tokens, warm-up of 108M tokens,"
                                + " beta2 0.99 (4 findings)");
        Tuning kaplan = TuningRules.KAPLAN_2020.suggest(LLAMA, TOKENS);
        assertThat(kaplan.warmupSteps()).isEmpty();
        assertThat(kaplan).hasToString("batches of 16.9M tokens (2 findings)");
    }

    @Test
    void aPowerPrintsAsAFormula() {
        assertThat(TuningRules.STEP_LAW_2025.learningRate().orElseThrow())
                .hasToString("1.79 params^-0.713 tokens^0.307");
    }

    @Test
    void whatIsNoRuleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Powers.of(0, Factor.TOKENS, 1))
                .withMessage("scale must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Powers.of(1, Factor.TOKENS, Double.NaN))
                .withMessage("exponent of tokens must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Beta2(1, 0.9, Tokens.of(1)))
                .withMessage("beta2 must be above 0 and below 1, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(OptionalDouble.of(-1)))
                .withMessage("warm-up tokens per parameter must be positive and finite, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningRules.KAPLAN_2020.suggest(CHINCHILLA).sequences(0))
                .withMessage("tokens in a sequence must be positive and finite, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                TuningRules.STEP_LAW_2025.suggest(
                                        Recipe.of(Map.of(Factor.PARAMETERS, 1e9))))
                .withMessage("the recipe params=1B has no tokens");
        assertThatNullPointerException()
                .isThrownBy(
                        () ->
                                new Tuning(
                                        CHINCHILLA,
                                        OptionalDouble.empty(),
                                        null,
                                        Optional.empty(),
                                        OptionalDouble.empty(),
                                        List.of()))
                .withMessage("batch");
    }

    private static TuningRule rule(OptionalDouble warmup) {
        return new TuningRule(
                "mine",
                Optional.empty(),
                Powers.of(1, Factor.TOKENS, 0.5),
                warmup,
                Optional.empty(),
                FlopRule.sixN(),
                false,
                TuningRules.KAPLAN_2020.provenance());
    }
}
