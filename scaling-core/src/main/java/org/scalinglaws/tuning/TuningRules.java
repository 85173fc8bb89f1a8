package org.scalinglaws.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.joint.CriticalBatch;
import org.scalinglaws.published.Provenance;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;
import org.scalinglaws.tuning.TuningRule.Beta2;

/**
 * The catalogue of published rules for the learning rate and the batch. A number whose source was
 * not seen is not here.
 */
public final class TuningRules {
    private static final String NO_LOSS = "none: the rule gives no loss";
    private static final String NO_FLOPS = "none: the rule reads no compute";
    private static final int PORIAN_SEQUENCE = 2048;

    private static final Finding ONE_VOCABULARY =
            Finding.note(
                    CheckName.ONE_VOCABULARY,
                    "N counts the output matrix and not the token embedding: it is the total of a"
                            + " model in which the two are one");

    /**
     * Kaplan et al. (2020), the batch on the compute-efficient frontier; it gives no learning rate.
     *
     * <pre>  batch = 2.0e6 (C / PF-day)^0.24 tokens</pre>
     */
    public static final TuningRule KAPLAN_2020 =
            new TuningRule(
                    "kaplan-2020",
                    Optional.empty(),
                    Powers.of(
                            2.0e6 * Math.pow(Compute.petaflopDays(1).flops(), -0.24),
                            Factor.FLOPS,
                            0.24),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    FlopRule.sixN(Counting.NON_EMBEDDING),
                    false,
                    new Provenance(
                            "Kaplan et al., Scaling Laws for Neural Language Models",
                            2020,
                            "https://arxiv.org/abs/2001.08361",
                            "appendix A",
                            Reading.SOURCE,
                            "C = 6 N D, N non-embedding",
                            NO_LOSS,
                            "WebText2",
                            "not stated",
                            new Scope(
                                    Map.of(Factor.PARAMETERS, new Interval(768, 1.5e9)),
                                    Counting.NON_EMBEDDING),
                            List.of(
                                    Finding.note(
                                            CheckName.LEAST_COMPUTE,
                                            "C is the least compute that reaches the loss, at a"
                                                    + " batch far below the critical one")),
                            Optional.empty()));

    /**
     * DeepSeek (2024), over compute without embeddings.
     *
     * <pre>  rate = 0.3118 C^-0.1250,  batch = 0.2920 C^0.3271 tokens</pre>
     */
    public static final TuningRule DEEPSEEK_2024 =
            new TuningRule(
                    "deepseek-2024",
                    Optional.of(Powers.of(0.3118, Factor.FLOPS, -0.1250)),
                    Powers.of(0.2920, Factor.FLOPS, 0.3271),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    FlopRule.deepSeek(),
                    false,
                    new Provenance(
                            "DeepSeek-AI, DeepSeek LLM: Scaling Open-Source Language Models with"
                                    + " Longtermism",
                            2024,
                            "https://arxiv.org/abs/2401.02954",
                            "equation 1",
                            Reading.SECOND_HAND,
                            "C = M D, M = 72 n_layer d^2 + 12 n_layer d l_seq",
                            NO_LOSS,
                            "not stated",
                            "not stated",
                            new Scope(
                                    Map.of(Factor.FLOPS, new Interval(1e17, 2e19)),
                                    Counting.NON_EMBEDDING),
                            List.of(
                                    Finding.note(
                                            CheckName.BROAD_OPTIMUM,
                                            "fitted to settings within 0.25 % of the least loss,"
                                                    + " and checked at 1e20 FLOP")),
                            Optional.empty()));

    /**
     * Porian et al. (2024), over model size at 20 tokens a parameter.
     *
     * <pre>  rate = 3.7 N^-0.36,  batch = 0.00037 N^0.703 sequences of 2048 tokens</pre>
     */
    public static final TuningRule PORIAN_2024 =
            new TuningRule(
                    "porian-2024",
                    Optional.of(Powers.of(3.7, Factor.PARAMETERS, -0.36)),
                    Powers.of(0.00037 * PORIAN_SEQUENCE, Factor.PARAMETERS, 0.703),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    FlopRule.sixN(),
                    true,
                    new Provenance(
                            "Porian et al., Resolving Discrepancies in Compute-Optimal Scaling of"
                                    + " Language Models",
                            2024,
                            "https://arxiv.org/abs/2406.19146",
                            "the rules for the batch size and the learning rate",
                            Reading.SECOND_HAND,
                            NO_FLOPS,
                            NO_LOSS,
                            "RefinedWeb",
                            "not stated",
                            // From the smallest model of the authors' table of shapes.
                            new Scope(
                                    Map.of(Factor.PARAMETERS, new Interval(5_175_744, 221_014_144)),
                                    Counting.TOTAL),
                            List.of(
                                    Finding.note(
                                            CheckName.RATIO, "fitted at 20 tokens per parameter"),
                                    ONE_VOCABULARY),
                            Optional.empty()));

    /**
     * AI2's adaptation of Porian et al. in OLMo-core, over model size.
     *
     * <pre>
     *  rate    = 0.0047 (N / 108e6)^(-1/3),  batch = 160 * 2048 (N / 108e6)^(2/3) tokens
     *  warm-up = N tokens,  beta2 = 0.99 below batches of 524,288 tokens, else 0.95
     * </pre>
     */
    public static final TuningRule OLMO_CORE =
            new TuningRule(
                    "olmo-core",
                    Optional.of(Powers.of(0.0047 * Math.cbrt(108e6), Factor.PARAMETERS, -1.0 / 3)),
                    Powers.of(
                            160 * PORIAN_SEQUENCE / Math.pow(108e6, 2.0 / 3),
                            Factor.PARAMETERS,
                            2.0 / 3),
                    OptionalDouble.of(1),
                    Optional.of(new Beta2(0.99, 0.95, Tokens.of(524_288))),
                    FlopRule.sixN(),
                    true,
                    new Provenance(
                            "AI2, OLMo-core, the model ladder",
                            2025,
                            "https://github.com/allenai/OLMo-core",
                            "src/olmo_core/model_ladder/wsds_chinchilla_run_configurator.py",
                            Reading.SOURCE,
                            NO_FLOPS,
                            NO_LOSS,
                            "not stated",
                            "not fitted",
                            new Scope(Map.of(), Counting.TOTAL),
                            List.of(
                                    Finding.note(
                                            CheckName.ADAPTED,
                                            "the rules of porian-2024 through their point at 108M"
                                                    + " parameters, with exponents of 2/3 and -1/3"),
                                    Finding.note(
                                            CheckName.HALVED,
                                            "for its schedule of warm-up, stable and decay the code"
                                                    + " then halves this learning rate"),
                                    Finding.note(
                                            CheckName.RATIO, "optimal at 20 tokens per parameter"),
                                    ONE_VOCABULARY),
                            Optional.empty()));

    /**
     * Step Law (2025), over model size and data.
     *
     * <pre>  rate = 1.79 N^-0.713 D^0.307,  batch = 0.58 D^0.571 tokens</pre>
     */
    public static final TuningRule STEP_LAW_2025 =
            new TuningRule(
                    "step-law-2025",
                    Optional.of(
                            Powers.of(1.79, Factor.PARAMETERS, -0.713).times(Factor.TOKENS, 0.307)),
                    Powers.of(0.58, Factor.TOKENS, 0.571),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    FlopRule.sixN(Counting.NON_EMBEDDING),
                    false,
                    new Provenance(
                            "Li et al., Predictable Scale: Part I, Step Law: Optimal Hyperparameter"
                                    + " Scaling Law in Large Language Model Pre-training",
                            2025,
                            "https://arxiv.org/abs/2503.04715",
                            "the rule of the paper, which is the mean of the authors' bootstrap",
                            Reading.SOURCE,
                            NO_FLOPS,
                            NO_LOSS,
                            "not stated",
                            "squares of the logarithms",
                            new Scope(Map.of(), Counting.NON_EMBEDDING),
                            List.of(
                                    Finding.note(
                                            CheckName.BROAD_OPTIMUM,
                                            "fitted to settings within 0.25 % of the least loss;"
                                                    + " the range of N and D was not seen"),
                                    Finding.note(
                                            CheckName.FINAL_RATE,
                                            "the learning rate of the paper's runs ends at 1e-5")),
                            Optional.empty()));

    /**
     * Kaplan et al. (2020), the batch beyond which more data in a step saves few steps: 2.1e8 /
     * L^(1/0.21) tokens at a loss of L nats on WebText2 (equation 5.3 and appendix A).
     */
    public static final CriticalBatch KAPLAN_2020_CRITICAL = new CriticalBatch(2.1e8, 0.21);

    private static final Map<String, TuningRule> BY_NAME = new LinkedHashMap<>();

    static {
        List.of(KAPLAN_2020, DEEPSEEK_2024, PORIAN_2024, OLMO_CORE, STEP_LAW_2025)
                .forEach(rule -> BY_NAME.put(rule.name(), rule));
    }

    private TuningRules() {}

    /**
     * Every rule of the catalogue.
     *
     * @return the rules, oldest first
     */
    public static List<TuningRule> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * A rule by name.
     *
     * @param name such as {@code step-law-2025}
     * @return the rule
     * @throws IllegalArgumentException when the catalogue does not have it
     */
    public static TuningRule named(String name) {
        TuningRule rule = BY_NAME.get(name);
        if (rule == null) {
            throw new IllegalArgumentException(
                    Spelling.unknown("rule", name, List.copyOf(BY_NAME.keySet())));
        }
        return rule;
    }
}
