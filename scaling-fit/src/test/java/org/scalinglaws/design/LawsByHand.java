package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

/**
 * Ensembles whose plans can be worked out by hand. With alpha = beta = 1/2 and B = 1e4,
 *
 * <pre>
 *  N* = (A/B) sqrt(C/6),  D* = sqrt(C/6) / (A/B)
 *  at C = 6e20   A      N*     D*     loss of its own plan   of 10B on 10B
 *  large        4e4    40B    2.5B   1 + 0.4                1 + 0.5
 *  even         1e4    10B    10B    1 + 0.2                1 + 0.2
 *  small      2.5e3   2.5B     40B   1 + 0.1                1 + 0.125</pre>
 */
final class LawsByHand {
    static final Compute BUDGET = Compute.flops(6e20);
    static final ChinchillaLaw LARGE = law(4e4);
    static final ChinchillaLaw EVEN = law(1e4);
    static final ChinchillaLaw SMALL = law(2.5e3);

    /** A law by which model size does not matter, so that no size is best. */
    static final ChinchillaLaw NO_PLAN = law(0);

    private LawsByHand() {}

    static ChinchillaLaw law(double a) {
        return new ChinchillaLaw(1, a, 0.5, 1e4, 0.5);
    }

    static Recipe recipe(double billionParameters, double billionTokens) {
        return Recipe.of(ModelSize.billions(billionParameters), Tokens.billions(billionTokens));
    }

    /** Laws about the even one. */
    static Ensemble<ChinchillaLaw> ensemble(Ensemble.Kind kind, ChinchillaLaw... laws) {
        return ensemble(kind, EVEN, List.of(laws), 0);
    }

    static Ensemble<ChinchillaLaw> ensemble(
            Ensemble.Kind kind, ChinchillaLaw estimate, List<ChinchillaLaw> laws, int failures) {
        List<Replicate<ChinchillaLaw>> replicates = new ArrayList<>();
        for (ChinchillaLaw law : laws) {
            replicates.add(new Replicate<>(replicates.size(), law, 0, Stop.CONVERGED, 1, false));
        }
        return new Ensemble<>(
                "by hand",
                kind,
                ChinchillaLaw.FAMILY,
                estimate,
                laws.size() + failures,
                replicates,
                IntStream.range(laws.size(), laws.size() + failures)
                        .mapToObj(number -> new Replicate.Failure(number, "no runs"))
                        .toList());
    }
}
