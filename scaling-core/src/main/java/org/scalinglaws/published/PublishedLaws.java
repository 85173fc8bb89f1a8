package org.scalinglaws.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.Provenance.Reading;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Scope;

/** The catalogue of published laws. */
public final class PublishedLaws {
    private static final String CHINCHILLA =
            "Hoffmann et al., Training Compute-Optimal Large Language Models";
    private static final String CHINCHILLA_LINK = "https://arxiv.org/abs/2203.15556";
    private static final String MASSIVE_TEXT = "MassiveText";

    /**
     * The third approach of Hoffmann et al. (2022) with the digits of the paper's own source: ln A =
     * 6.0073404, ln B = 6.0179186, ln E = 0.5267228.
     */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022 =
            new PublishedLaw<>(
                    "hoffmann-2022",
                    new ChinchillaLaw(
                            Math.exp(0.5267228),
                            Math.exp(6.0073404),
                            0.33917084,
                            Math.exp(6.0179186),
                            0.2849083),
                    hoffmann(
                            "equation 10, with the digits of the paper's LaTeX source",
                            Finding.warning(
                                    "refuted",
                                    "the runs of the paper's figure 4 refute these numbers"
                                            + " (chi-squared 238 with 5 degrees of freedom,"
                                            + " Besiroglu et al. 2024); besiroglu-2024 fits"
                                            + " them")));

    /** The same law as the paper's text prints it, rounded to two digits. */
    public static final PublishedLaw<ChinchillaLaw> HOFFMANN_2022_ROUNDED =
            new PublishedLaw<>(
                    "hoffmann-2022-rounded",
                    new ChinchillaLaw(1.69, 406.4, 0.34, 410.7, 0.28),
                    hoffmann(
                            "equation 10",
                            Finding.warning(
                                    "rounded",
                                    "the exponents are rounded to two digits: at 1e24 FLOP"
                                            + " they put N* at 41.3B, the full digits of"
                                            + " hoffmann-2022 at 51.9B")));

    /** The refit of Besiroglu et al. (2024) to points read off Hoffmann's figure 4. */
    public static final PublishedLaw<ChinchillaLaw> BESIROGLU_2024 =
            new PublishedLaw<>(
                    "besiroglu-2024",
                    new ChinchillaLaw(1.81686, 482.00572, 0.34781, 2085.4342, 0.36585),
                    new Provenance(
                            "Besiroglu et al., Chinchilla Scaling: A replication attempt",
                            2024,
                            "https://arxiv.org/abs/2404.10102",
                            "the analysis notebook of the paper",
                            Reading.SOURCE,
                            Provenance.SIX_N_D,
                            Provenance.NATS,
                            MASSIVE_TEXT + ", read off figure 4 of Hoffmann et al. (2022)",
                            "log-huber-likelihood:0.001, without the five highest losses",
                            scope(
                                    new Interval(5.73342e7, 1.61833e10),
                                    new Interval(8.18681e8, 3.17754e11),
                                    new Interval(1.39724e18, 1.296e22)),
                            List.of(
                                    Finding.note(
                                            "standard-errors",
                                            "the standard errors are 124.5 for A, 1293.3 for B,"
                                                    + " 0.0257 for E, 0.0154 for alpha and 0.0206"
                                                    + " for beta"))));

    private static final Map<String, PublishedLaw<?>> BY_NAME = new LinkedHashMap<>();

    static {
        for (PublishedLaw<?> law : List.of(HOFFMANN_2022, HOFFMANN_2022_ROUNDED, BESIROGLU_2024)) {
            BY_NAME.put(law.name(), law);
        }
    }

    private PublishedLaws() {}

    private static Provenance hoffmann(String place, Finding caveat) {
        return new Provenance(
                CHINCHILLA,
                2022,
                CHINCHILLA_LINK,
                place,
                Reading.SOURCE,
                Provenance.SIX_N_D,
                Provenance.NATS,
                MASSIVE_TEXT,
                "log-huber:0.001, averaged over runs",
                hoffmannScope(),
                List.of(caveat));
    }

    private static Scope hoffmannScope() {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        ranges.put(Factor.PARAMETERS, new Interval(7e7, 1.6e10));
        ranges.put(Factor.TOKENS, new Interval(5e9, 5e11));
        return new Scope(ranges, Counting.TOTAL);
    }

    private static Scope scope(Interval parameters, Interval tokens, Interval flops) {
        Map<Factor, Interval> ranges = new LinkedHashMap<>();
        ranges.put(Factor.PARAMETERS, parameters);
        ranges.put(Factor.TOKENS, tokens);
        ranges.put(Factor.FLOPS, flops);
        return new Scope(ranges, Counting.TOTAL);
    }

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
