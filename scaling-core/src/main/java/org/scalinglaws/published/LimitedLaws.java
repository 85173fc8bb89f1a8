package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.recipe.Factor;

/** Published laws of limited, repeated or transferred data. */
final class LimitedLaws {
    private static final Paper MUENNIGHOFF =
            new Paper(
                    "Muennighoff et al., Scaling Data-Constrained Language Models",
                    2023,
                    "https://arxiv.org/abs/2305.16264",
                    Counting.TOTAL,
                    Provenance.SIX_N_D,
                    "C4",
                    "log-huber:0.001");

    static final PublishedLaw<ChinchillaLaw> MUENNIGHOFF_BASE =
            MUENNIGHOFF.law(
                    "muennighoff-2023-base",
                    DenseLaws.ofLogarithms(0.6254804, 6.255414, 0.3526596, 7.3049974, 0.3526596),
                    "the README of the paper's code: one epoch, tied exponents",
                    Reading.SOURCE,
                    Map.of(),
                    Finding.note(
                            CheckName.DIGITISED, "fitted to 54 points that the authors read off"));

    static final PublishedLaw<ChinchillaLaw> MUENNIGHOFF_UNTIED =
            MUENNIGHOFF.law(
                    "muennighoff-2023-base-untied",
                    DenseLaws.ofLogarithms(
                            0.63032365, 5.9577184, 0.33480313, 7.9145365, 0.38289225),
                    "utils/parametric_fit.ipynb of the paper's code: one epoch, free exponents",
                    Reading.SOURCE,
                    Map.of(),
                    Finding.note(
                            CheckName.DIGITISED, "fitted to 54 points that the authors read off"),
                    Finding.note(
                            CheckName.OTHER_BASE,
                            "the paper's law of repetition rests on muennighoff-2023-base, not on"
                                    + " this one"));

    static final PublishedLaw<DataConstrainedLaw> MUENNIGHOFF_REPEATED =
            MUENNIGHOFF.law(
                    "muennighoff-2023",
                    repeated(MUENNIGHOFF_BASE.law()),
                    "the README of the paper's code",
                    Reading.SOURCE,
                    Paper.and(
                            Paper.over(7_098_752, 8.67e9, 1e8, 9e11),
                            Factor.UNIQUE_TOKENS,
                            1e8,
                            1.78e11),
                    Finding.warning(
                            CheckName.OTHER_MINIMUM,
                            "the authors' objective is lower elsewhere: 0.01580466 at R_D 95.4 and"
                                    + " R_N 1.706, against 0.0158259 here"),
                    Finding.note(
                            CheckName.BASE_HELD,
                            "only R_D and R_N were fitted, to 182 runs; the rest is"
                                    + " muennighoff-2023-base"));

    private LimitedLaws() {}

    private static DataConstrainedLaw repeated(ChinchillaLaw base) {
        return new DataConstrainedLaw(
                base.e(), base.a(), base.alpha(), base.b(), base.beta(), 15.387756, 5.309743);
    }
}
