package org.scalinglaws.published;

import java.util.Map;
import java.util.Optional;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.published.Provenance.Measured;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * One measured run for each published law of whose paper a run was seen: a formula may be copied well
 * and still be read in other units than the paper's, which only a measured loss shows.
 */
final class MeasuredRuns {
    private static final Measured FIGURE_FOUR =
            new Measured(
                    trained(9.293216e9, 9.0232885e10),
                    2.179415,
                    "figure 4 of Hoffmann et al. (2022), as Besiroglu et al. (2024) read it off");

    private static final String CURVES =
            "curves.csv.gz of the authors' scaling_laws_for_routing, last step";

    private static final Recipe DENSE_370M = ofSize(368_123_904);

    private static final Measured ONE_EXPERT =
            new Measured(
                    DENSE_370M.with(ExpertSaturation.EXPERTS, 1),
                    2.463254493001793,
                    CURVES + "; a dense model, which the fits of all routers hold");

    private static final String REPEATED =
            "utils/parametric_fit.ipynb of the authors' datablations";

    private static final Measured ONE_EPOCH =
            new Measured(trained(8.67e9, 1.78e11), 2.336741, REPEATED);

    private static final String OPEN_LM = "exp_data/models of the authors' scaling, loss of C4";

    private static final Recipe OPEN_LM_154M = trained(153_677_376, 3_073_547_520.0);

    private static final String LOSS_CURVES =
            "cosine_24000.csv of the loss curves with the authors' code";

    private static final Map<String, Measured> RUNS =
            Map.ofEntries(
                    Map.entry("hoffmann-2022", FIGURE_FOUR),
                    Map.entry("hoffmann-2022-rounded", FIGURE_FOUR),
                    Map.entry("besiroglu-2024", FIGURE_FOUR),
                    Map.entry(
                            "clark-2022-dense",
                            new Measured(DENSE_370M, 2.463254493001793, CURVES)),
                    Map.entry(
                            "clark-2022-s-base",
                            new Measured(
                                    ofSize(1_308_819_456).with(ExpertSaturation.EXPERTS, 512),
                                    1.999080368820401,
                                    CURVES)),
                    Map.entry("clark-2022-rl-r", ONE_EXPERT),
                    Map.entry("clark-2022-hash", ONE_EXPERT),
                    Map.entry(
                            "cerebras-2023",
                            new Measured(
                                    Recipe.of(Map.of(Factor.FLOPS, 2.3 * 1e22)),
                                    1.572,
                                    "the paper's table of Pile test losses, 13B model")),
                    Map.entry("muennighoff-2023-base", ONE_EPOCH),
                    Map.entry("muennighoff-2023-base-untied", ONE_EPOCH),
                    Map.entry(
                            "muennighoff-2023",
                            new Measured(
                                    trained(8.67e9, 1.78e11).with(Factor.UNIQUE_TOKENS, 2.5e10),
                                    2.376484,
                                    REPEATED)),
                    Map.entry(
                            "gadre-2024-c4",
                            new Measured(OPEN_LM_154M, 3.4326457499105776, OPEN_LM)),
                    Map.entry(
                            "gadre-2024-redpajama",
                            new Measured(OPEN_LM_154M, 3.531147408490181, OPEN_LM)),
                    Map.entry(
                            "gadre-2024-refinedweb",
                            new Measured(OPEN_LM_154M, 3.517893769129325, OPEN_LM)),
                    Map.entry(
                            "tao-2024",
                            new Measured(
                                    Recipe.of(Map.of(VocabularyLaw.OTHER_PARAMETERS, 631_668_352.0))
                                            .with(VocabularyLaw.VOCABULARY_PARAMETERS, 73_924_608)
                                            .with(Factor.TOKENS, 1.5235e10),
                                    -5.027883386021395,
                                    "exp_data.csv of the authors' scaling-with-vocab; tokens are"
                                            + " FLOPs / 6 (N_nv + N_v)")),
                    Map.entry("luo-2025-25m", nearTheEnd(3.3044)),
                    Map.entry("luo-2025-100m", nearTheEnd(2.9791)),
                    Map.entry("luo-2025-400m", nearTheEnd(2.7396)));

    private MeasuredRuns() {}

    /** The run of a law, if one was seen. */
    static Optional<Measured> of(String law) {
        return Optional.ofNullable(RUNS.get(law));
    }

    private static Recipe trained(double parameters, double tokens) {
        return Recipe.of(ModelSize.of(parameters), new Tokens(tokens));
    }

    /** The papers of routed models count what a token visits. */
    private static Recipe ofSize(double active) {
        return Recipe.of(Map.of(Factor.PARAMETERS, active)).countedAs(Counting.ACTIVE);
    }

    private static Measured nearTheEnd(double loss) {
        return new Measured(Recipe.of(Map.of(MultiPowerLaw.STEP, 23_920.0)), loss, LOSS_CURVES);
    }
}
