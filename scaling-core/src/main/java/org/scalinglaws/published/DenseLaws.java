package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;

/** Published laws of dense models whose form is a sum of powers. */
final class DenseLaws {
    static final Paper KAPLAN =
            new Paper(
                    "Kaplan et al., Scaling Laws for Neural Language Models",
                    2020,
                    "https://arxiv.org/abs/2001.08361",
                    Counting.NON_EMBEDDING,
                    "C = 6 N D, non-embedding N",
                    "WebText2",
                    "not stated");

    static final Map<Factor, Interval> KAPLAN_SIZES = Paper.over(Factor.PARAMETERS, 768, 1.5e9);

    static final PublishedLaw<PowerLaw> KAPLAN_SIZE =
            KAPLAN.law(
                    "kaplan-2020-params",
                    ratio(Factor.PARAMETERS, 8.8e13, 0.076),
                    "equation 1.1",
                    Reading.SOURCE,
                    KAPLAN_SIZES,
                    Finding.note(
                            CheckName.TRAINED_OUT,
                            "the law is for models trained until they converge"));

    static final PublishedLaw<PowerLaw> KAPLAN_DATA =
            KAPLAN.law(
                    "kaplan-2020-tokens",
                    ratio(Factor.TOKENS, 5.4e13, 0.095),
                    "equation 1.2",
                    Reading.SOURCE,
                    Paper.over(Factor.TOKENS, 2.2e7, 2.3e10),
                    Finding.note(
                            CheckName.STOPPED_EARLY, "the law is for large models, stopped early"));

    static final PublishedLaw<PowerLaw> KAPLAN_COMPUTE =
            KAPLAN.law(
                    "kaplan-2020-flops",
                    ratio(Factor.FLOPS, Compute.petaflopDays(3.1e8).flops(), 0.050),
                    "equation 1.3",
                    Reading.SOURCE,
                    Map.of(),
                    Finding.note(
                            CheckName.LEAST_COMPUTE,
                            "C is the least compute that reaches the loss, at a batch far below the"
                                    + " critical one"));

    static final PublishedLaw<PowerLaw> KAPLAN_NAIVE_COMPUTE =
            KAPLAN.law(
                    "kaplan-2020-flops-naive",
                    ratio(Factor.FLOPS, Compute.petaflopDays(1.6e7).flops(), 0.057),
                    "appendix A",
                    Reading.SOURCE,
                    Map.of(),
                    Finding.note(
                            CheckName.FIXED_BATCH,
                            "C is compute at one batch size for all models"));

    private static final Paper HOFFMANN =
            new Paper(
                    "Hoffmann et al., Training Compute-Optimal Large Language Models",
                    2022,
                    "https://arxiv.org/abs/2203.15556",
                    Counting.TOTAL,
                    Provenance.SIX_N_D,
                    "MassiveText",
                    "log-huber:0.001, averaged over runs");

    static final PublishedLaw<ChinchillaLaw> HOFFMANN_FULL =
            HOFFMANN.law(
                    "hoffmann-2022",
                    ofLogarithms(0.5267228, 6.0073404, 0.33917084, 6.0179186, 0.2849083),
                    "equation 10, with the digits of the paper's LaTeX source",
                    Reading.SOURCE,
                    Paper.over(7e7, 1.6e10, 5e9, 5e11),
                    Finding.warning(
                            CheckName.REFUTED,
                            "the runs of the paper's figure 4 refute these numbers (chi-squared 238"
                                    + " with 5 degrees of freedom, Besiroglu et al. 2024);"
                                    + " besiroglu-2024 fits them"));

    static final PublishedLaw<ChinchillaLaw> HOFFMANN_ROUNDED =
            HOFFMANN.law(
                    "hoffmann-2022-rounded",
                    new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28),
                    "equation 10",
                    Reading.SOURCE,
                    Paper.over(7e7, 1.6e10, 5e9, 5e11),
                    Finding.warning(
                            CheckName.ROUNDED,
                            "the exponents are rounded to two digits: at 1e24 FLOP they put N* at"
                                    + " 41.3B, the full digits of hoffmann-2022 at 51.9B"));

    static final PublishedLaw<PowerLaw> CEREBRAS =
            new Paper(
                            "Dey et al., Cerebras-GPT: Open Compute-Optimal Language Models",
                            2023,
                            "https://arxiv.org/abs/2304.03208",
                            Counting.TOTAL,
                            "the paper's own count, with attention",
                            "the Pile",
                            "not stated")
                    .law(
                            "cerebras-2023",
                            new PowerLaw(Factor.FLOPS, 0.5066, Math.pow(5.984e22, 0.0737), 0.0737),
                            "the law of test loss over FLOPs",
                            Reading.SECOND_HAND,
                            Paper.over(Factor.FLOPS, 2.6e18, 2.3 * 1e22),
                            Finding.note(
                                    CheckName.RATIO,
                                    "the law is for models at 20 tokens per parameter"));

    static final PublishedLaw<ChinchillaLaw> BESIROGLU =
            new Paper(
                            "Besiroglu et al., Chinchilla Scaling: A replication attempt",
                            2024,
                            "https://arxiv.org/abs/2404.10102",
                            Counting.TOTAL,
                            Provenance.SIX_N_D,
                            "MassiveText, read off figure 4 of Hoffmann et al. (2022)",
                            "log-huber-likelihood:0.001, without the five highest losses")
                    .law(
                            "besiroglu-2024",
                            new ChinchillaLaw(1.81686, 482.00572, 0.34781, 2085.4342, 0.36585),
                            "the analysis notebook of the paper",
                            Reading.SOURCE,
                            Paper.and(
                                    Paper.over(5.73342e7, 1.61833e10, 8.18681e8, 3.17754e11),
                                    Factor.FLOPS,
                                    1.39724e18,
                                    1.296e22),
                            Finding.note(
                                    CheckName.STANDARD_ERRORS,
                                    "the standard errors are 124.5 for A, 1293.3 for B, 0.0257 for"
                                            + " E, 0.0154 for alpha and 0.0206 for beta"));

    private static final Paper SARDANA =
            new Paper(
                    "Sardana et al., Beyond Chinchilla-Optimal: Accounting for Inference in"
                            + " Language Model Scaling Laws",
                    2024,
                    "https://arxiv.org/abs/2401.00448",
                    Counting.TOTAL,
                    Provenance.SIX_N_D,
                    "not stated",
                    "not stated");

    static final PublishedLaw<ChinchillaLaw> SARDANA_ALL =
            sardana("sardana-2024", new ChinchillaLaw(1.45, 33.66, 0.18, 138.9, 0.24), "10,000");

    static final PublishedLaw<ChinchillaLaw> SARDANA_100 =
            sardana("sardana-2024-100", new ChinchillaLaw(0.17, 7.199, 0.08, 25.97, 0.13), "100");

    static final PublishedLaw<ChinchillaLaw> SARDANA_250 =
            sardana("sardana-2024-250", new ChinchillaLaw(0.98, 14.23, 0.13, 39.54, 0.16), "250");

    static final PublishedLaw<ChinchillaLaw> SARDANA_500 =
            sardana("sardana-2024-500", new ChinchillaLaw(0.95, 17.07, 0.13, 35.80, 0.16), "500");

    private DenseLaws() {}

    private static PublishedLaw<ChinchillaLaw> sardana(
            String name, ChinchillaLaw law, String ratio) {
        return SARDANA.law(
                name,
                law,
                "the table of refits by tokens per parameter",
                Reading.SECOND_HAND,
                Paper.over(Factor.PARAMETERS, 1.5e8, 6e9),
                Finding.warning(
                        CheckName.ROUNDED,
                        "the exponents are rounded to two digits, so N* is uncertain"),
                Finding.note(
                        CheckName.RATIO,
                        "fitted to runs of up to " + ratio + " tokens per parameter"));
    }

    /** (scale / x)^alpha. */
    static PowerLaw ratio(Factor factor, double scale, double alpha) {
        return new PowerLaw(factor, 0, Math.pow(scale, alpha), alpha);
    }

    static ChinchillaLaw ofLogarithms(double e, double a, double alpha, double b, double beta) {
        return new ChinchillaLaw(Math.exp(e), Math.exp(a), alpha, Math.exp(b), beta);
    }
}
