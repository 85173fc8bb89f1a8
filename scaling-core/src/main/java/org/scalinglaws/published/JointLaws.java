package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

/** Published laws of dense models in which size and data act together. */
final class JointLaws {
    static final PublishedLaw<KaplanLaw> KAPLAN =
            DenseLaws.KAPLAN.law(
                    "kaplan-2020",
                    new KaplanLaw(6.4e13, 0.076, 1.8e13, 0.103),
                    "equation 1.5 and table 2",
                    Reading.SOURCE,
                    Paper.over(768, 1.5e9, 2.2e7, 2.3e10),
                    Finding.note(
                            CheckName.STOPPED_EARLY,
                            "the loss is that of early stopping, with 10 % dropout and as many"
                                    + " epochs as help"));

    static final PublishedLaw<KaplanStepsLaw> KAPLAN_STEPS =
            DenseLaws.KAPLAN.law(
                    "kaplan-2020-steps",
                    new KaplanStepsLaw(6.5e13, 0.077, 2.1e3, 0.76),
                    "equation 1.6 and table 3",
                    Reading.SOURCE,
                    DenseLaws.KAPLAN_SIZES,
                    Finding.note(
                            CheckName.LEAST_STEPS,
                            "steps are the least that reach the loss, at a batch far above the"
                                    + " critical one: (2.1e8 / L^(1/0.21)) tokens"));

    private static final Map<Factor, Interval> GADRE_RANGES =
            Paper.over(10_569_312, 411_616_256, 211_386_240, 8.232_325_12e9);

    static final PublishedLaw<OverTrainingLaw> GADRE_C4 =
            gadre("c4", "C4", asCoded(113.6926, 189.5155, -0.24247224, 1.5082605));

    static final PublishedLaw<OverTrainingLaw> GADRE_REDPAJAMA =
            gadre("redpajama", "RedPajama", asCoded(166.2110, 366.6872, -0.2728507, 1.8366484));

    static final PublishedLaw<OverTrainingLaw> GADRE_REFINEDWEB =
            gadre(
                    "refinedweb",
                    "RefinedWeb",
                    new OverTrainingLaw(1.734, 157.1, 246.2, 0.1272),
                    Finding.warning(CheckName.ROUNDED, "the numbers are rounded to four digits"));

    static final PublishedLaw<FarseerLaw> FARSEER =
            new Paper(
                            "Li et al., Predictable Scale: Part II, Farseer: A Refined Scaling Law"
                                    + " in Large Language Models",
                            2025,
                            "https://arxiv.org/abs/2506.10972",
                            Counting.NON_EMBEDDING,
                            Provenance.SIX_N_D,
                            "not stated; a vocabulary of 65,536",
                            "fitted in stages, not by one objective")
                    .law(
                            "farseer-2025",
                            new FarseerLaw(
                                    -0.124, 0.123, 0.424, 88.01, -0.1, -6.287, -0.021, 0.169,
                                    -0.091),
                            "bits per character",
                            "equation 15",
                            Reading.SOURCE,
                            Paper.over(1e8, 6.4e9, 1e9, 5.12e11),
                            Finding.warning(
                                    CheckName.ROUNDED,
                                    "half a unit in the last printed digit of one constant moves"
                                            + " the loss by up to 1.8 % at 1B parameters and 20B"
                                            + " tokens, and by up to 3.4 % at 25.1B and 453B"),
                            Finding.warning(
                                    CheckName.NO_BEST_SIZE,
                                    "with a budget held, the loss falls again beyond some 40B"
                                            + " parameters, and below its least value at ordinary"
                                            + " sizes (11B at 1e22 FLOP): a plan over all sizes finds"
                                            + " none"),
                            Finding.note(
                                    CheckName.BITS_PER_CHARACTER,
                                    "the loss is in bits per character of the paper's validation set"));

    static final PublishedLaw<CoupledLaw> BUSBRIDGE =
            new Paper(
                            "Busbridge et al., Distillation Scaling Laws",
                            2025,
                            "https://arxiv.org/abs/2502.08606",
                            Counting.TOTAL,
                            "C = 3 F(N) D, with F the forward FLOPs of a token",
                            "C4, the English part",
                            "not stated")
                    .law(
                            "busbridge-2025-supervised",
                            new CoupledLaw(1.220, 3355, 0.408, 18186, 0.431, 0.452),
                            "the law of supervised training",
                            Reading.SECOND_HAND,
                            Paper.over(1.4e8, 7.75e9, 3.7e9, 5.1e11),
                            Finding.warning(
                                    CheckName.COUNTING_NOT_SEEN,
                                    "how the paper counts parameters was not seen; N is taken as"
                                            + " all of them"),
                            Finding.note(
                                    CheckName.SECOND_HAND,
                                    "the numbers were seen in one project alone"));

    private JointLaws() {}

    private static PublishedLaw<OverTrainingLaw> gadre(
            String variant, String trained, OverTrainingLaw law, Finding... further) {
        Finding[] caveats = new Finding[further.length + 1];
        caveats[0] =
                Finding.note(
                        CheckName.FEW_RUNS,
                        "five runs decide four parameters: four models at 20 tokens per"
                                + " parameter, and the smallest at 320; the ratio of least loss, 3"
                                + " to 8, lies outside");
        System.arraycopy(further, 0, caveats, 1, further.length);
        return new Paper(
                        "Gadre et al., Language models scale reliably with over-training and on"
                                + " downstream tasks",
                        2024,
                        "https://arxiv.org/abs/2403.08540",
                        Counting.TOTAL,
                        Provenance.SIX_N_D,
                        trained + ", evaluated on C4",
                        "squares")
                .law(
                        "gadre-2024-" + variant,
                        law,
                        "equation 4, fitted to the losses that the authors publish",
                        Reading.RECOMPUTED,
                        GADRE_RANGES,
                        caveats);
    }

    /** The authors' code: L = p N^k + q 6^(k/2) (M N)^k + E. */
    private static OverTrainingLaw asCoded(double p, double q, double k, double e) {
        double eta = -k / 2;
        return new OverTrainingLaw(e, p * Math.pow(6, eta), q, eta);
    }
}
