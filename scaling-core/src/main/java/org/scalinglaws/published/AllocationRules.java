package org.scalinglaws.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.recipe.Factor;

/**
 * The catalogue of published allocation rules, each with its provenance. A rule of which only the
 * exponent is known is not here.
 */
public final class AllocationRules {
    /**
     * Kaplan et al. (2020): N = 1.3e9 (C / PF-day)^0.73, where C is the least compute and N leaves
     * the embeddings out.
     */
    public static final AllocationRule KAPLAN_2020 =
            DenseLaws.KAPLAN.rule(
                    "kaplan-2020",
                    Factor.PARAMETERS,
                    1.3e9 * Math.pow(Compute.petaflopDays(1).flops(), -0.73),
                    0.73,
                    "appendix A",
                    Reading.SOURCE,
                    DenseLaws.KAPLAN_SIZES,
                    Finding.warning(
                            CheckName.SUPERSEDED,
                            "others trace most of the distance from 0.73 to Hoffmann's 0.50 to N"
                                    + " without embeddings at small sizes (Pearce and Song 2024),"
                                    + " or to the cost of the last layer, a long warm-up and one"
                                    + " optimiser setting for all sizes (Porian et al. 2024)"),
                    Finding.note(
                            CheckName.LEAST_COMPUTE,
                            "C is the least compute, at a batch far below the critical one; at the"
                                    + " critical batch a run spends twice as much, which is why the"
                                    + " paper's tokens, 2e10 (C / PF-day)^0.27, are 1.8 times"
                                    + " C/6N"),
                    Finding.note(
                            CheckName.NOT_OF_ITS_LAW,
                            "the paper's L(N, D), the loss of early stopping after as many epochs as"
                                    + " help, has 0.575 in place of 0.73; its L(N, S_min) at the"
                                    + " critical batch, for tokens seen once, has 0.681; 0.73 was"
                                    + " fitted to the lowest losses of learning curves"));

    /**
     * Hoffmann et al. (2022), approach 2, fitted again to points of their figure 4 at the budgets of
     * figure 3: N = 0.103812 C^0.495069. The paper prints the exponent alone, 0.49.
     */
    public static final AllocationRule HOFFMANN_2022_APPROACH_2 =
            new Paper(
                            "Hoffmann et al., Training Compute-Optimal Large Language Models",
                            2022,
                            "https://arxiv.org/abs/2203.15556",
                            Counting.TOTAL,
                            Provenance.SIX_N_D,
                            "MassiveText, read off figure 4",
                            "squares: a parabola of loss over ln N for each budget, and a line of"
                                    + " ln N over ln C through the lowest points")
                    .rule(
                            "hoffmann-2022-approach-2",
                            Factor.PARAMETERS,
                            0.103812,
                            0.495069,
                            "section 3.2, fitted again to 123 points of 9 budgets",
                            Reading.RECOMPUTED,
                            Paper.over(Factor.FLOPS, 6e18, 3e21),
                            Finding.note(
                                    CheckName.EXPONENTS_ALONE,
                                    "the paper prints no coefficient: N* grows by 0.50 in approach 1,"
                                            + " 0.49 (0.462 to 0.534) in approach 2 and 0.46 in"
                                            + " approach 3"),
                            Finding.warning(
                                    CheckName.QUALITY_OF_POINTS,
                                    "without the 38 points that a check of quality drops, the"
                                            + " exponent is 0.541 from 7 budgets"));

    /**
     * DeepSeek-AI (2024): D = 5.8316 C^0.4757, with M = 0.1715 C^0.5243 operations a token and C = M
     * D.
     */
    public static final AllocationRule DEEPSEEK_2024 =
            new Paper(
                            "DeepSeek-AI, DeepSeek LLM: Scaling Open-Source Language Models with"
                                    + " Longtermism",
                            2024,
                            "https://arxiv.org/abs/2401.02954",
                            Counting.NON_EMBEDDING,
                            "C = M D, M = 72 n_layer d^2 + 12 n_layer d l_seq",
                            "the paper's own corpus",
                            "not stated")
                    .rule(
                            "deepseek-2024",
                            Factor.TOKENS,
                            5.8316,
                            0.4757,
                            "equation 4",
                            Reading.SECOND_HAND,
                            Paper.over(Factor.FLOPS, 1e17, 3e20),
                            Finding.note(
                                    CheckName.FLOPS_PER_TOKEN,
                                    "the rule is one of M, the FLOPs of a token, 0.1715 C^0.5243; N"
                                            + " is taken as M/6, which is more than the weights of"
                                            + " a model by a factor of 1 + l_seq / 6d"));

    /**
     * Llama 3 (2024), fitted again to the points of its figure 2: D = 0.299355 C^0.536779. The paper
     * prints (0.299, 0.537) in a figure and (0.29, 0.53) in its text.
     */
    public static final AllocationRule LLAMA_2024 =
            new Paper(
                            "Llama Team, The Llama 3 Herd of Models",
                            2024,
                            "https://arxiv.org/abs/2407.21783",
                            Counting.TOTAL,
                            Provenance.SIX_N_D,
                            "the paper's own corpus, read off figure 2",
                            "squares: a parabola of loss over ln D for each budget, and a line of"
                                    + " ln D over ln C through the lowest points")
                    .rule(
                            "llama-2024",
                            Factor.TOKENS,
                            0.299355,
                            0.536779,
                            "section 3.2.1, fitted again to 133 points of 10 budgets",
                            Reading.RECOMPUTED,
                            Paper.over(Factor.FLOPS, 6e18, 1e22),
                            Finding.warning(
                                    CheckName.QUALITY_OF_POINTS,
                                    "without the 17 points that a check of quality drops, the"
                                            + " exponent is 0.50 and D at 3.8e25 FLOP 9.8T in place"
                                            + " of 16.1T"),
                            Finding.note(
                                    CheckName.ROUNDED_ELSEWHERE,
                                    "the pair (0.29, 0.53) of the paper's text gives 10.5T tokens at"
                                            + " 3.8e25 FLOP; the paper itself plans 16.55T"),
                            Finding.warning(
                                    CheckName.COUNTING_NOT_SEEN,
                                    "how the paper counts parameters was not seen; N is C / 6D"));

    private static final Map<String, AllocationRule> BY_NAME = new LinkedHashMap<>();

    static {
        List.of(KAPLAN_2020, HOFFMANN_2022_APPROACH_2, DEEPSEEK_2024, LLAMA_2024)
                .forEach(rule -> BY_NAME.put(rule.name(), rule));
    }

    private AllocationRules() {}

    /**
     * Every rule of the catalogue.
     *
     * @return the rules, oldest first
     */
    public static List<AllocationRule> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * A rule by name.
     *
     * @param name such as {@code kaplan-2020}
     * @return the rule
     * @throws IllegalArgumentException when the catalogue does not have it
     */
    public static AllocationRule named(String name) {
        AllocationRule rule = BY_NAME.get(name);
        if (rule == null) {
            throw new IllegalArgumentException(
                    Spelling.unknown("allocation rule", name, List.copyOf(BY_NAME.keySet())));
        }
        return rule;
    }
}
