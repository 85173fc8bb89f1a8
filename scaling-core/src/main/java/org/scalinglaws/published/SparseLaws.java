package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.law.sparse.RoutedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.law.sparse.UnifiedSparsityLaw;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.ComputeRule;
import org.scalinglaws.recipe.Factor;

/** Published laws of mixtures of experts and of sparse models. */
final class SparseLaws {
    private static final Paper CLARK =
            new Paper(
                    "Clark et al., Unified Scaling Laws for Routed Language Models",
                    2022,
                    "https://arxiv.org/abs/2202.01169",
                    Counting.ACTIVE,
                    "not stated; tokens are the same for all",
                    "not stated; validation loss",
                    "log10-squares");

    private static final Map<Factor, Interval> CLARK_SIZES =
            Paper.over(Factor.PARAMETERS, 16_527_360, 1_308_819_456);

    private static final Finding CLARK_TOKENS =
            Finding.note(
                    CheckName.TOKENS_HELD,
                    "every model saw 130B tokens; the law does not read them");

    static final PublishedLaw<PowerLaw> CLARK_DENSE =
            CLARK.law(
                    "clark-2022-dense",
                    DenseLaws.ratio(Factor.PARAMETERS, 3.568e13, 0.078),
                    "the law of the dense models",
                    Reading.SECOND_HAND,
                    CLARK_SIZES,
                    CLARK_TOKENS);

    static final PublishedLaw<RoutedLaw> CLARK_S_BASE =
            clark(
                    "s-base",
                    new RoutedLaw(-0.082, -0.108, 0.009, 1.104, saturation(1.847, 314.478)),
                    "2.0 %",
                    "937B, these numbers give 1000B");

    static final PublishedLaw<RoutedLaw> CLARK_RL_R =
            clark(
                    "rl-r",
                    new RoutedLaw(-0.083, -0.126, 0.012, 1.111, saturation(1.880, 469.982)),
                    "3.6 %",
                    "85B, these numbers give 31.6B");

    static final PublishedLaw<RoutedLaw> CLARK_HASH =
            clark(
                    "hash",
                    new RoutedLaw(-0.087, -0.136, 0.012, 1.157, saturation(4.175, 477.741)),
                    "3.0 %",
                    "83B, these numbers give 215B");

    private static final ComputeRule KRAJEWSKI_RULE = FineGrainedLaw.routed(64);

    private static Paper krajewski(String flopRule) {
        return new Paper(
                "Krajewski et al., Scaling Laws for Fine-Grained Mixture of Experts",
                2024,
                "https://arxiv.org/abs/2402.07871",
                Counting.NON_EMBEDDING,
                flopRule,
                "not stated",
                "huber:0.1");
    }

    static final PublishedLaw<FineGrainedLaw> KRAJEWSKI_MOE =
            krajewski(KRAJEWSKI_RULE.formula())
                    .law(
                            "krajewski-2024-moe",
                            new FineGrainedLaw(0.47, 18.1, 0.115, 30.8, 0.147, 2.1, 0.58),
                            "equation 9 and table 1",
                            Reading.SOURCE,
                            Paper.and(
                                    Paper.over(1.29e8, 3.7e9, 1.6e10, 1.3e11),
                                    FineGrainedLaw.GRANULARITY,
                                    1,
                                    16),
                            Finding.note(
                                    CheckName.EXPERTS_HELD,
                                    "every model has 64 times the feed-forward weights that a token visits;"
                                            + " N counts all of them"))
                    .countedBy(KRAJEWSKI_RULE);

    static final PublishedLaw<ChinchillaLaw> KRAJEWSKI_DENSE =
            krajewski(Provenance.SIX_N_D)
                    .law(
                            "krajewski-2024-dense",
                            new ChinchillaLaw(0.47, 16.3, 0.126, 26.7, 0.127),
                            "table 1, dense",
                            Reading.SOURCE,
                            Map.of(),
                            Finding.note(
                                    CheckName.RANGE_NOT_SEEN,
                                    "which dense models it was fitted to was not seen"),
                            Finding.note(
                                    CheckName.RULE_DERIVED,
                                    "6 N D is the paper's count of experts without a router, 12 d^2"
                                            + " c_f D n_blocks with c_f = 6 and N = 12 d^2 n_blocks;"
                                            + " what it says of dense models was not seen"));

    static final PublishedLaw<JointExpertsLaw> LUDZIEJEWSKI =
            new Paper(
                            "Ludziejewski et al., Joint MoE Scaling Laws: Mixture of Experts Can Be"
                                    + " Memory Efficient",
                            2025,
                            "https://arxiv.org/abs/2502.05172",
                            Counting.ACTIVE,
                            Provenance.SIX_N_D,
                            "FineWeb-Edu",
                            "huber:0.01")
                    .law(
                            "ludziejewski-2025",
                            new JointExpertsLaw(
                                    35.91,
                                    -0.1889,
                                    -0.2285,
                                    0.0098,
                                    35.98,
                                    -0.1775,
                                    0.5529,
                                    -0.0259,
                                    1.3637,
                                    saturation(2.0732, 290.4521)),
                            "equations 4 and 6 and table 3",
                            Reading.SOURCE,
                            Paper.and(
                                    Paper.over(Factor.TOKENS, 5e8, 8e10),
                                    ExpertSaturation.EXPERTS,
                                    1,
                                    32),
                            Finding.warning(
                                    CheckName.ROUNDED,
                                    "the numbers are rounded to four digits: at 1e20 FLOP and 32"
                                            + " experts they put the best size at 674M, table 1 of"
                                            + " the paper at 669M"),
                            Finding.note(
                                    CheckName.TABLES_DIFFER,
                                    "the coefficients of table 4 differ from those of table 3 by up"
                                            + " to 0.12 % for model size and 0.26 % for data, which is"
                                            + " more than rounding explains"),
                            Finding.note(
                                    CheckName.REACH,
                                    "fitted up to 2.7B active and 5B total parameters, one expert"
                                            + " for each token"));

    static final PublishedLaw<SparsityLaw> ABNAR =
            new Paper(
                            "Abnar et al., Parameters vs FLOPs: Scaling Laws for Optimal Sparsity"
                                    + " for Mixture-of-Experts Language Models",
                            2025,
                            "https://arxiv.org/abs/2501.12370",
                            Counting.TOTAL,
                            "C = 6 (1 - sparsity) N D",
                            "not stated",
                            "huber:0.001")
                    .law(
                            "abnar-2025",
                            new SparsityLaw(
                                    0.94, 16612.50, 0.5962, 5455.67, 0.3954, 0.4598, -0.1666, 17.26,
                                    0.1603, 0.1595),
                            "equation 6 and the table of its coefficients",
                            Reading.SECOND_HAND,
                            Map.of(),
                            Finding.warning(
                                    CheckName.HELD_OUT,
                                    "at a sparsity of 0.98, which the fit did not see, its squared"
                                            + " error is ten times that of the fit: 0.0058 against"
                                            + " 0.00056"),
                            Finding.note(
                                    CheckName.IDLE_SHARE,
                                    "sparsity is the share of experts that a token does not"
                                            + " visit; compute takes it as the share of all"
                                            + " parameters, as the abstract does, so that what"
                                            + " every token visits costs somewhat more"));

    private static final Paper HOSSAIN =
            new Paper(
                    "Hossain et al., Generalizing Scaling Laws for Dense and Sparse Large Language"
                            + " Models",
                    2025,
                    "https://arxiv.org/abs/2508.06617",
                    Counting.ACTIVE,
                    Provenance.SIX_N_D,
                    "not stated",
                    "not stated");

    static final PublishedLaw<UnifiedSparsityLaw> HOSSAIN_MOE =
            hossain(
                    "moe",
                    new UnifiedSparsityLaw(0.57, 1.19, 8.26, 0.08, 3.57, 6324.82, 0.40),
                    "table IX",
                    "alpha = 0.08 moves the loss of a dense 10B model by 0.14 or more");

    static final PublishedLaw<UnifiedSparsityLaw> HOSSAIN_PRUNING =
            hossain(
                    "pruning",
                    new UnifiedSparsityLaw(0.15, 2.00, 86.03, 0.28, 29.26, 7.90, 0.08),
                    "table VIII",
                    "beta = 0.08 moves the loss at 100B tokens by 0.12 or more");

    private SparseLaws() {}

    private static ExpertSaturation saturation(double start, double most) {
        return ExpertSaturation.between(start, most);
    }

    private static PublishedLaw<RoutedLaw> clark(
            String router, RoutedLaw law, String worst, String cutoff) {
        return CLARK.law(
                "clark-2022-" + router,
                law,
                "table 3",
                Reading.SECOND_HAND,
                Paper.and(CLARK_SIZES, ExpertSaturation.EXPERTS, 1, 512),
                Finding.warning(
                        CheckName.ROUNDED,
                        "three decimals of c cost 1 to 2 % of loss; against the runs that the"
                                + " authors publish the law is off by up to "
                                + worst),
                Finding.warning(
                        CheckName.CUTOFF,
                        "the paper puts the size above which experts no longer help at " + cutoff),
                CLARK_TOKENS);
    }

    private static PublishedLaw<UnifiedSparsityLaw> hossain(
            String variant, UnifiedSparsityLaw law, String table, String rounding) {
        return HOSSAIN.law(
                "hossain-2025-" + variant,
                law,
                "equation 7 and " + table,
                Reading.SECOND_HAND,
                Map.of(),
                Finding.warning(
                        CheckName.ROUNDED,
                        "the exponents are rounded to two digits: half a unit in " + rounding),
                Finding.note(
                        CheckName.COUNTING_SECOND_HAND,
                        "N counts active parameters, as the text that quotes the tables says"));
    }
}
