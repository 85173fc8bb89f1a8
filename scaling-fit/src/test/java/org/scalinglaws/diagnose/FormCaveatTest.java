package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;

/** A fit of fine-grained experts does not know how many a token visits, and says so. */
class FormCaveatTest {
    private static final Finding COUNTED =
            Finding.warning(
                    "flop-rule",
                    "N holds all experts and the law does not say how many of them a token visits:"
                            + " a plan by it alone counts 6 N a token, too much for a mixture of"
                            + " experts");

    private static Dataset runs() {
        List<Run> runs = new ArrayList<>();
        for (double size : new double[] {2e8, 6e8, 2e9, 4e9}) {
            for (double tokens : new double[] {1.6e10, 5e10, 1.3e11}) {
                for (double fineness : new double[] {1, 4, 16}) {
                    Recipe recipe =
                            Recipe.of(ModelSize.of(size), new Tokens(tokens))
                                    .with(FineGrainedLaw.GRANULARITY, fineness);
                    double loss = PublishedLaws.KRAJEWSKI_2024_MOE.law().loss(recipe);
                    runs.add(new Run(recipe, Loss.nats(loss), 1));
                }
            }
        }
        return Dataset.of(runs);
    }

    @Test
    void aFitOfExpertsWarnsOfItsCompute() {
        Fit<FineGrainedLaw> fit = Fitter.of(FineGrainedLaw.FAMILY).fit(runs());
        assertThat(fit.caveats()).contains(COUNTED);
        assertThat(Checks.inspect(fit)).contains(COUNTED);
        assertThat(
                        ComputeOptimal.of(
                                        LossSurface.of(fit).holding(FineGrainedLaw.GRANULARITY, 8))
                                .plan(Compute.flops(1e21))
                                .findings())
                .contains(COUNTED);
    }

    /** The preset knows that its models have 64 times the feed-forward weights of a token. */
    @Test
    void aPaperThatStatesItsExpertsDoesNot() {
        assertThat(PublishedLaws.KRAJEWSKI_2024_MOE.caveats())
                .extracting(Finding::check)
                .doesNotContain("flop-rule");
    }
}
