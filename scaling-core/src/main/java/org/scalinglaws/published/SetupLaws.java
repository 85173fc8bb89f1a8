package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.PrecisionLaw.Part;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.setup.VocabularyLaw.DataUnit;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

/** Published laws of precision and vocabulary. */
final class SetupLaws {
    private static final Paper KUMAR =
            new Paper(
                    "Kumar et al., Scaling Laws for Precision",
                    2024,
                    "https://arxiv.org/abs/2411.04330",
                    Counting.NON_EMBEDDING,
                    "C = (6/16) N D P",
                    "not stated",
                    "not stated");

    private static final Map<Factor, Interval> KUMAR_RANGES = Paper.over(3e7, 2.2e8, 1.5e9, 2.6e10);

    static final PublishedLaw<PrecisionLaw> KUMAR_TRAINING =
            KUMAR.law(
                    "kumar-2024",
                    new PrecisionLaw(
                            2.7648,
                            4.299e3,
                            0.4965,
                            1.806e4,
                            0.4965,
                            new Part(2.6745, 0.3037),
                            new Part(2.2102, 1.4072),
                            new Part(0.9578, 2.4185)),
                    "equation 11, and appendix K with table 2",
                    Reading.SOURCE,
                    Paper.and(
                            Paper.and(
                                    Paper.and(KUMAR_RANGES, PrecisionLaw.WEIGHT_BITS, 3, 12),
                                    PrecisionLaw.ACTIVATION_BITS,
                                    4,
                                    12),
                            PrecisionLaw.KV_BITS,
                            4,
                            12),
                    Finding.warning(
                            CheckName.DOMAIN,
                            "the law needs more than 3.11 bits for activations, 2.32 for the cache"
                                    + " and 0.81 for weights; it was not fitted at 3 bits for"
                                    + " activations or the cache"),
                    Finding.note(
                            CheckName.OFFSET,
                            "the offsets n are added in the exponent: only so does the best"
                                    + " precision come out at 7.00 bits, where the paper says 7 to"
                                    + " 8"));

    static final PublishedLaw<QuantizationLaw> KUMAR_POST =
            KUMAR.law(
                    "kumar-2024-post-training",
                    new QuantizationLaw(0.0598, 0.5068, 0.3439, 0.5907),
                    "nats per token that quantization adds",
                    "equation 2, with table 2",
                    Reading.SOURCE,
                    KUMAR_RANGES,
                    Finding.note(
                            CheckName.RISES,
                            "the law is a loss added: it rises with tokens, and it has no"
                                    + " compute-optimal size"),
                    Finding.warning(
                            CheckName.FULL_PRECISION,
                            "it is for models trained in many bits; the constants of equation 9,"
                                    + " for models trained in few, are not in table 2"));

    static final PublishedLaw<VocabularyLaw> TAO =
            new Paper(
                            "Tao et al., Scaling Laws with Vocabulary: Larger Models Deserve Larger"
                                    + " Vocabularies",
                            2024,
                            "https://arxiv.org/abs/2407.13623",
                            Counting.TOTAL,
                            "C = 6 (N_nv + N_v) D",
                            "not stated",
                            "not stated")
                    .law(
                            "tao-2024",
                            new VocabularyLaw(
                                    5.5327846803337435,
                                    1.8313851559554126,
                                    0.44660634152009615,
                                    0.19584238398665638,
                                    0.6707374679896795,
                                    2.1241123120064955,
                                    0.44660634152009615,
                                    DataUnit.TAO_2024),
                            "nats per token less those of a model of single tokens",
                            "optimal_Nv_predict.py of the paper's code, approach 3",
                            Reading.SOURCE,
                            Paper.and(
                                    Paper.and(
                                            Paper.over(
                                                    VocabularyLaw.OTHER_PARAMETERS,
                                                    33_222_784,
                                                    1_129_891_136),
                                            VocabularyLaw.VOCABULARY_PARAMETERS,
                                            2_097_152,
                                            197_132_288),
                                    Factor.TOKENS,
                                    2.65e8,
                                    5.48e10),
                            Finding.note(
                                    CheckName.NORMALISED,
                                    "the loss compares vocabularies and is below zero; it is not"
                                            + " the loss of a model"),
                            Finding.warning(
                                    CheckName.DATA_UNIT,
                                    "the fit counts data in a unit of its own, 2.65 to 3.0 times the"
                                            + " tokens of its runs; the law turns tokens into it, by"
                                            + " the widths of the authors' models, and the authors'"
                                            + " best vocabularies do not"),
                            Finding.note(
                                    CheckName.RISES,
                                    "with tokens held, a larger vocabulary lowers the data that the"
                                            + " fit counts, so that the loss can rise with it"));

    private SetupLaws() {}
}
