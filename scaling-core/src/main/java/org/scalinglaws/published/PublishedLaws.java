package org.scalinglaws.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.law.sparse.RoutedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.law.sparse.UnifiedSparsityLaw;
import org.scalinglaws.quantity.Spelling;

/**
 * The catalogue of published laws, each with its provenance. A number whose source was not seen is
 * not here: such forms can be fitted, and carry no constants.
 *
 * <pre>
 *   double loss = PublishedLaws.HOFFMANN_2022.law().loss(70e9, 1.4e12);
 * </pre>
 */
public final class PublishedLaws {
    /** Kaplan et al. (2020), loss over model size: (8.8e13 / N)^0.076. */
    public static final PublishedLaw<PowerLaw> KAPLAN_2020_PARAMETERS = DenseLaws.KAPLAN_SIZE;

    /** Kaplan et al. (2020), loss over data: (5.4e13 / D)^0.095. */
    public static final PublishedLaw<PowerLaw> KAPLAN_2020_TOKENS = DenseLaws.KAPLAN_DATA;

    /** Kaplan et al. (2020), loss over the least compute: (3.1e8 PF-days / C)^0.050. */
    public static final PublishedLaw<PowerLaw> KAPLAN_2020_FLOPS = DenseLaws.KAPLAN_COMPUTE;

    /** Kaplan et al. (2020), loss over compute at one batch size: (1.6e7 PF-days / C)^0.057. */
    public static final PublishedLaw<PowerLaw> KAPLAN_2020_FLOPS_NAIVE =
            DenseLaws.KAPLAN_NAIVE_COMPUTE;

    /** Kaplan et al. (2020), loss over model size and data, stopped early. */
    public static final PublishedLaw<KaplanLaw> KAPLAN_2020 = JointLaws.KAPLAN;

    /** Kaplan et al. (2020), loss over model size and the least number of steps. */
    public static final PublishedLaw<KaplanStepsLaw> KAPLAN_2020_STEPS = JointLaws.KAPLAN_STEPS;

    /**
     * The third approach of Hoffmann et al. (2022) with the digits of the paper's own source: ln A =
     * 6.0073404, ln B = 6.0179186, ln E = 0.5267228.
     */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022 = DenseLaws.HOFFMANN_FULL;

    /** The same law as the paper's text prints it, rounded to two digits. */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022_ROUNDED =
            DenseLaws.HOFFMANN_ROUNDED;

    /** Clark et al. (2022), dense models at 130B tokens: (3.568e13 / N)^0.078. */
    public static final PublishedLaw<PowerLaw> CLARK_2022_DENSE = SparseLaws.CLARK_DENSE;

    /** Clark et al. (2022), experts chosen by S-Base. */
    public static final PublishedLaw<RoutedLaw> CLARK_2022_S_BASE = SparseLaws.CLARK_S_BASE;

    /** Clark et al. (2022), experts chosen by reinforcement learning. */
    public static final PublishedLaw<RoutedLaw> CLARK_2022_RL_R = SparseLaws.CLARK_RL_R;

    /** Clark et al. (2022), experts chosen by a hash of the token. */
    public static final PublishedLaw<RoutedLaw> CLARK_2022_HASH = SparseLaws.CLARK_HASH;

    /** Cerebras-GPT (2023), loss over compute at 20 tokens per parameter. */
    public static final PublishedLaw<PowerLaw> CEREBRAS_2023 = DenseLaws.CEREBRAS;

    /** Muennighoff et al. (2023), the law of one epoch of C4 that their repetition law rests on. */
    public static final PublishedLaw<ChinchillaLaw> MUENNIGHOFF_2023_BASE =
            LimitedLaws.MUENNIGHOFF_BASE;

    /** Muennighoff et al. (2023), the same points with exponents that may differ. */
    public static final PublishedLaw<ChinchillaLaw> MUENNIGHOFF_2023_BASE_UNTIED =
            LimitedLaws.MUENNIGHOFF_UNTIED;

    /** Muennighoff et al. (2023), repeated data: the law of one epoch with R_D and R_N. */
    public static final PublishedLaw<DataConstrainedLaw> MUENNIGHOFF_2023 =
            LimitedLaws.MUENNIGHOFF_REPEATED;

    /** The refit of Besiroglu et al. (2024) to points read off Hoffmann's figure 4. */
    public static final PublishedLaw<ChinchillaLaw> BESIROGLU_2024 = DenseLaws.BESIROGLU;

    /** Sardana et al. (2024), all runs up to 10,000 tokens per parameter. */
    public static final PublishedLaw<ChinchillaLaw> SARDANA_2024 = DenseLaws.SARDANA_ALL;

    /** Sardana et al. (2024), runs up to 100 tokens per parameter. */
    public static final PublishedLaw<ChinchillaLaw> SARDANA_2024_100 = DenseLaws.SARDANA_100;

    /** Sardana et al. (2024), runs up to 250 tokens per parameter. */
    public static final PublishedLaw<ChinchillaLaw> SARDANA_2024_250 = DenseLaws.SARDANA_250;

    /** Sardana et al. (2024), runs up to 500 tokens per parameter. */
    public static final PublishedLaw<ChinchillaLaw> SARDANA_2024_500 = DenseLaws.SARDANA_500;

    /** Gadre et al. (2024), trained on C4, fitted again to the authors' losses. */
    public static final PublishedLaw<OverTrainingLaw> GADRE_2024_C4 = JointLaws.GADRE_C4;

    /** Gadre et al. (2024), trained on RedPajama, fitted again to the authors' losses. */
    public static final PublishedLaw<OverTrainingLaw> GADRE_2024_REDPAJAMA =
            JointLaws.GADRE_REDPAJAMA;

    /** Gadre et al. (2024), trained on RefinedWeb, fitted again to the authors' losses. */
    public static final PublishedLaw<OverTrainingLaw> GADRE_2024_REFINEDWEB =
            JointLaws.GADRE_REFINEDWEB;

    /** Krajewski et al. (2024), 64 experts cut into finer ones. */
    public static final PublishedLaw<FineGrainedLaw> KRAJEWSKI_2024_MOE = SparseLaws.KRAJEWSKI_MOE;

    /** Krajewski et al. (2024), dense models. */
    public static final PublishedLaw<ChinchillaLaw> KRAJEWSKI_2024_DENSE =
            SparseLaws.KRAJEWSKI_DENSE;

    /** Kumar et al. (2024), training in few bits. */
    public static final PublishedLaw<PrecisionLaw> KUMAR_2024 = SetupLaws.KUMAR_TRAINING;

    /** Kumar et al. (2024), what fewer bits after training add to the loss. */
    public static final PublishedLaw<QuantizationLaw> KUMAR_2024_POST_TRAINING =
            SetupLaws.KUMAR_POST;

    /** Tao et al. (2024), the size of a vocabulary. */
    public static final PublishedLaw<VocabularyLaw> TAO_2024 = SetupLaws.TAO;

    /** Busbridge et al. (2025), training without a teacher. */
    public static final PublishedLaw<CoupledLaw> BUSBRIDGE_2025_SUPERVISED = JointLaws.BUSBRIDGE;

    /** Farseer (2025), in bits per character and with rounded numbers. */
    public static final PublishedLaw<FarseerLaw> FARSEER_2025 = JointLaws.FARSEER;

    /** Ludziejewski et al. (2025), mixtures of experts and dense models together. */
    public static final PublishedLaw<JointExpertsLaw> LUDZIEJEWSKI_2025 = SparseLaws.LUDZIEJEWSKI;

    /** Abnar et al. (2025), experts of which a share is idle. */
    public static final PublishedLaw<SparsityLaw> ABNAR_2025 = SparseLaws.ABNAR;

    /** Hossain et al. (2025), one form for all sparse models, here mixtures of experts. */
    public static final PublishedLaw<UnifiedSparsityLaw> HOSSAIN_2025_MOE = SparseLaws.HOSSAIN_MOE;

    /** Hossain et al. (2025), the same form for pruned models. */
    public static final PublishedLaw<UnifiedSparsityLaw> HOSSAIN_2025_PRUNING =
            SparseLaws.HOSSAIN_PRUNING;

    /** Luo et al. (2025), loss curves of a model of 25M parameters under any schedule. */
    public static final PublishedLaw<MultiPowerLaw.Curves> LUO_2025_25M = CurveLaws.LUO_25M;

    /** Luo et al. (2025), loss curves of a model of 100M parameters under any schedule. */
    public static final PublishedLaw<MultiPowerLaw.Curves> LUO_2025_100M = CurveLaws.LUO_100M;

    /** Luo et al. (2025), loss curves of a model of 400M parameters under any schedule. */
    public static final PublishedLaw<MultiPowerLaw.Curves> LUO_2025_400M = CurveLaws.LUO_400M;

    private static final Map<String, PublishedLaw<?>> BY_NAME = new LinkedHashMap<>();

    static {
        // By year and paper, for tables and lists print them in this order.
        List<PublishedLaw<?>> all =
                List.of(
                        KAPLAN_2020_PARAMETERS,
                        KAPLAN_2020_TOKENS,
                        KAPLAN_2020_FLOPS,
                        KAPLAN_2020_FLOPS_NAIVE,
                        KAPLAN_2020,
                        KAPLAN_2020_STEPS,
                        HOFFMANN_2022,
                        HOFFMANN_2022_ROUNDED,
                        CLARK_2022_DENSE,
                        CLARK_2022_S_BASE,
                        CLARK_2022_RL_R,
                        CLARK_2022_HASH,
                        CEREBRAS_2023,
                        MUENNIGHOFF_2023_BASE,
                        MUENNIGHOFF_2023_BASE_UNTIED,
                        MUENNIGHOFF_2023,
                        BESIROGLU_2024,
                        SARDANA_2024,
                        SARDANA_2024_100,
                        SARDANA_2024_250,
                        SARDANA_2024_500,
                        GADRE_2024_C4,
                        GADRE_2024_REDPAJAMA,
                        GADRE_2024_REFINEDWEB,
                        KRAJEWSKI_2024_MOE,
                        KRAJEWSKI_2024_DENSE,
                        KUMAR_2024,
                        KUMAR_2024_POST_TRAINING,
                        TAO_2024,
                        BUSBRIDGE_2025_SUPERVISED,
                        FARSEER_2025,
                        LUDZIEJEWSKI_2025,
                        ABNAR_2025,
                        HOSSAIN_2025_MOE,
                        HOSSAIN_2025_PRUNING,
                        LUO_2025_25M,
                        LUO_2025_100M,
                        LUO_2025_400M);
        all.forEach(law -> BY_NAME.put(law.name(), law));
    }

    private PublishedLaws() {}

    /**
     * Every law of the catalogue.
     *
     * @return the laws, oldest first
     */
    public static List<PublishedLaw<?>> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * A law by name.
     *
     * @param name such as {@code hoffmann-2022}
     * @return the law
     * @throws IllegalArgumentException when the catalogue does not have it
     */
    public static PublishedLaw<?> named(String name) {
        PublishedLaw<?> law = BY_NAME.get(name);
        if (law == null) {
            throw new IllegalArgumentException(
                    Spelling.unknown("law", name, List.copyOf(BY_NAME.keySet())));
        }
        return law;
    }
}
