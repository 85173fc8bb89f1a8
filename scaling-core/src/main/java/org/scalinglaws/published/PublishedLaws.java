package org.scalinglaws.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;

/**
 * The catalogue of published laws, each with its provenance. A number whose source was not seen is
 * not here: such forms can be fitted, and carry no constants.
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

    /**
     * The third approach of Hoffmann et al. (2022) with the digits of the paper's own source: ln A =
     * 6.0073404, ln B = 6.0179186, ln E = 0.5267228.
     */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022 = DenseLaws.HOFFMANN_FULL;

    /** The same law as the paper's text prints it, rounded to two digits. */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022_ROUNDED =
            DenseLaws.HOFFMANN_ROUNDED;

    /** Cerebras-GPT (2023), loss over compute at 20 tokens per parameter. */
    public static final PublishedLaw<PowerLaw> CEREBRAS_2023 = DenseLaws.CEREBRAS;

    /** Muennighoff et al. (2023), the law of one epoch of C4 that their repetition law rests on. */
    public static final PublishedLaw<ChinchillaLaw> MUENNIGHOFF_2023_BASE =
            DenseLaws.MUENNIGHOFF_BASE;

    /** The refit of Besiroglu et al. (2024) to points read off Hoffmann's figure 4. */
    public static final PublishedLaw<ChinchillaLaw> BESIROGLU_2024 = DenseLaws.BESIROGLU;

    /** Sardana et al. (2024), all runs up to 10,000 tokens per parameter. */
    public static final PublishedLaw<ChinchillaLaw> SARDANA_2024 = DenseLaws.SARDANA_ALL;

    private static final Map<String, PublishedLaw<?>> BY_NAME = new LinkedHashMap<>();

    static {
        List<PublishedLaw<?>> all =
                List.of(
                        KAPLAN_2020_PARAMETERS,
                        KAPLAN_2020_TOKENS,
                        KAPLAN_2020_FLOPS,
                        KAPLAN_2020_FLOPS_NAIVE,
                        HOFFMANN_2022,
                        HOFFMANN_2022_ROUNDED,
                        CEREBRAS_2023,
                        MUENNIGHOFF_2023_BASE,
                        BESIROGLU_2024,
                        SARDANA_2024,
                        DenseLaws.SARDANA_100,
                        DenseLaws.SARDANA_250,
                        DenseLaws.SARDANA_500);
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
                    String.format(
                            "unknown law '%s'; there are %s",
                            name, String.join(", ", BY_NAME.keySet())));
        }
        return law;
    }
}
