package org.scalinglaws.published;

import java.util.Map;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;

/**
 * Published laws of loss curves. Each stands along one schedule: a cosine from 3e-4 to 3e-5 after a
 * warm-up of 2160 of its 24,000 steps; its numbers serve any other.
 */
final class CurveLaws {
    private static final Schedule COSINE = Schedule.cosine(3e-4, 3e-5, 21_840).withWarmUp(2160);

    private static final Paper LUO =
            new Paper(
                    "Luo et al., A Multi-Power Law for Loss Curve Prediction Across Learning Rate"
                            + " Schedules",
                    2025,
                    "https://arxiv.org/abs/2503.12811",
                    Counting.TOTAL,
                    "none: the law reads steps",
                    "not stated",
                    "not stated");

    static final PublishedLaw<MultiPowerLaw.Curves> LUO_25M =
            luo(
                    "luo-2025-25m",
                    new MultiPowerLaw(
                            3.04045406,
                            0.52468604,
                            0.50786857,
                            363.78751622,
                            2.06560812,
                            0.58279013,
                            0.64142257));

    static final PublishedLaw<MultiPowerLaw.Curves> LUO_100M =
            luo(
                    "luo-2025-100m",
                    new MultiPowerLaw(
                            2.6514477,
                            0.60115152,
                            0.45295811,
                            437.9464276,
                            2.13245612,
                            0.59785199,
                            0.65523644));

    static final PublishedLaw<MultiPowerLaw.Curves> LUO_400M =
            luo(
                    "luo-2025-400m",
                    new MultiPowerLaw(
                            2.37474466,
                            0.65421216,
                            0.42878731,
                            523.42464371,
                            2.02462735,
                            0.59350493,
                            0.63472457));

    private CurveLaws() {}

    private static PublishedLaw<MultiPowerLaw.Curves> luo(String name, MultiPowerLaw law) {
        return LUO.law(
                name,
                law.along(COSINE),
                "src/config.py of the paper's code",
                Reading.SOURCE,
                Map.of(),
                Finding.note(
                        CheckName.SCHEDULE,
                        "given along a cosine from 3e-4 to 3e-5 over 24,000 steps, warm-up"
                                + " included; law().law() holds the numbers for any schedule"),
                Finding.warning(
                        CheckName.WARM_UP,
                        "the numbers belong to schedules with their warm-up, as in the authors'"
                                + " code; the paper's text leaves its steps out"));
    }
}
