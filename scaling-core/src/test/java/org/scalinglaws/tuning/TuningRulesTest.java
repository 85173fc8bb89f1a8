package org.scalinglaws.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class TuningRulesTest {
    private static Recipe recipe(double parameters, double tokens) {
        return Recipe.of(new ModelSize(parameters, Counting.NON_EMBEDDING), Tokens.of(tokens));
    }

    private static double rate(TuningRule rule, double parameters, double tokens) {
        return rule.suggest(recipe(parameters, tokens)).learningRate().orElseThrow();
    }

    private static double batch(TuningRule rule, double parameters, double tokens) {
        return rule.suggest(recipe(parameters, tokens)).batch().count();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "tuning-rules.csv", numLinesToSkip = 2)
    void rulesAgreeWithPython(
            String name, double params, double tokens, @Nullable Double rate, double batch) {
        Tuning tuning = TuningRules.named(name).suggest(recipe(params, tokens));
        assertThat(tuning.batch().count()).isCloseTo(batch, withinPercentage(1e-9));
        assertThat(tuning.learningRate().isPresent()).isEqualTo(rate != null);
        if (rate != null) {
            assertThat(tuning.learningRate().orElseThrow()).isCloseTo(rate, withinPercentage(1e-9));
        }
    }

    /**
     * Both printed rules of Porian et al. (2024) at the size on which OLMo-core anchors its own: 164
     * sequences and 0.00474 beside 160 and 0.0047.
     */
    @Test
    void olmoCoreStandsOnTheRulesOfPorianAtTheirPointOf108MillionParameters() {
        Tuning porian = TuningRules.PORIAN_2024.suggest(recipe(108e6, 2.16e9));
        assertThat(porian.sequences(2048)).isCloseTo(164, within(0.5));
        assertThat(porian.learningRate().orElseThrow()).isCloseTo(0.00474, within(5e-6));
        Tuning olmo = TuningRules.OLMO_CORE.suggest(recipe(108e6, 2.16e9));
        assertThat(olmo.sequences(2048)).isCloseTo(160, within(1e-9));
        assertThat(olmo.learningRate().orElseThrow()).isCloseTo(0.0047, within(1e-15));
        assertThat(olmo.warmup()).contains(Tokens.of(108e6));
    }

    /** Kaplan et al. (2020), appendix A: B = 2.0e6 C^0.24 tokens with C in PF-days. */
    @Test
    void onePetaflopDayIsTrainedInKaplansBatchOfTwoMillionTokens() {
        Recipe day = recipe(1e8, 1e9).with(Factor.FLOPS, Compute.petaflopDays(1).flops());
        assertThat(TuningRules.KAPLAN_2020.suggest(day).batch().count())
                .isCloseTo(2.0e6, withinPercentage(1e-9));
    }

    /**
     * The two models of DeepSeek-AI (2024), table 2, with 2T tokens each: a learning rate of 4.2e-4
     * and 2304 sequences of 4096 for 30 layers of width 4096, of 3.2e-4 and 4608 sequences for 95 of
     * width 8192. They round the rule.
     */
    @ParameterizedTest
    @CsvSource({"30, 4096, 4.2e-4, 2304", "95, 8192, 3.2e-4, 4608"})
    void deepSeekTrainedItsOwnModelsNearItsRule(
            int layers, int width, double rate, double sequences) {
        Transformer shape = Transformer.llama(layers, width, width / 128, 102400, 4096);
        Tuning tuning = TuningRules.DEEPSEEK_2024.suggest(shape, Tokens.trillions(2));
        assertThat(tuning.learningRate().orElseThrow()).isCloseTo(rate, withinPercentage(3));
        assertThat(tuning.sequences(4096)).isCloseTo(sequences, withinPercentage(10));
    }

    /** Kaplan et al. (2020): about 2e8 tokens at one nat; halving the loss takes 2^(1/0.21). */
    @Test
    void theCriticalBatchGrowsAsTheLossFalls() {
        assertThat(TuningRules.KAPLAN_2020_CRITICAL.at(Loss.nats(1)).count()).isEqualTo(2.1e8);
        double ratio =
                TuningRules.KAPLAN_2020_CRITICAL.at(Loss.nats(2)).count()
                        / TuningRules.KAPLAN_2020_CRITICAL.at(Loss.nats(4)).count();
        assertThat(ratio).isCloseTo(27.13, within(0.01));
    }

    @Property
    void largerModelsLearnSlowerByEveryRuleThatReadsThem(
            @ForAll @DoubleRange(min = 6, max = 11.5) double log10,
            @ForAll @DoubleRange(min = 1.01, max = 100) double factor) {
        double parameters = Math.pow(10, log10);
        for (TuningRule rule : TuningRules.all()) {
            if (rule.learningRate().isPresent()) {
                assertThat(rate(rule, factor * parameters, 1e12))
                        .isLessThan(rate(rule, parameters, 1e12));
            }
            assertThat(batch(rule, factor * parameters, 1e12))
                    .isGreaterThanOrEqualTo(batch(rule, parameters, 1e12));
        }
    }

    @Property
    void aPowerGrowsByItsExponent(
            @ForAll @DoubleRange(min = 7, max = 11) double log10,
            @ForAll @DoubleRange(min = 0.1, max = 10) double factor) {
        double n = Math.pow(10, log10);
        double d = 20 * n;
        TuningRule step = TuningRules.STEP_LAW_2025;
        assertThat(rate(step, factor * n, d) / rate(step, n, d))
                .isCloseTo(Math.pow(factor, -0.713), withinPercentage(1e-9));
        assertThat(rate(step, n, factor * d) / rate(step, n, d))
                .isCloseTo(Math.pow(factor, 0.307), withinPercentage(1e-9));
        assertThat(batch(step, factor * n, d)).isEqualTo(batch(step, n, d));
        assertThat(batch(step, n, factor * d) / batch(step, n, d))
                .isCloseTo(Math.pow(factor, 0.571), withinPercentage(1e-9));
        TuningRule deepSeek = TuningRules.DEEPSEEK_2024;
        assertThat(rate(deepSeek, factor * n, d) / rate(deepSeek, n, factor * d))
                .isCloseTo(1, within(1e-12));
        assertThat(batch(deepSeek, factor * n, d) / batch(deepSeek, n, d))
                .isCloseTo(Math.pow(factor, 0.3271), withinPercentage(1e-9));
        TuningRule porian = TuningRules.PORIAN_2024;
        assertThat(batch(porian, factor * n, d) / batch(porian, n, factor * d))
                .isCloseTo(Math.pow(factor, 0.703), withinPercentage(1e-9));
    }

    @Test
    void everyRuleSaysWhereItWasRead() {
        assertThat(TuningRules.all())
                .extracting(TuningRule::name)
                .containsExactly(
                        "kaplan-2020",
                        "deepseek-2024",
                        "porian-2024",
                        "olmo-core",
                        "step-law-2025");
        assertThat(TuningRules.all())
                .isSortedAccordingTo((a, b) -> a.provenance().year() - b.provenance().year());
        for (TuningRule rule : TuningRules.all()) {
            Provenance provenance = rule.provenance();
            assertThat(TuningRules.named(rule.name())).isSameAs(rule);
            assertThat(provenance.link()).startsWith("https://");
            assertThat(provenance.place()).isNotBlank();
        }
        assertThat(TuningRules.DEEPSEEK_2024.provenance().reading())
                .isEqualTo(Provenance.Reading.SECOND_HAND);
        assertThat(TuningRules.PORIAN_2024.provenance().reading())
                .isEqualTo(Provenance.Reading.SECOND_HAND);
    }

    @Test
    void anUnknownRuleIsRefusedWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningRules.named("porian"))
                .withMessage(
                        "unknown rule 'porian'; there are kaplan-2020, deepseek-2024, porian-2024,"
                                + " olmo-core, step-law-2025");
    }
}
