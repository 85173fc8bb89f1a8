package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.Choice;
import org.scalinglaws.design.UncertainPlan;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Ensemble;

class LawDrawsTest {
    private static final ChinchillaLaw TRUTH = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Compute AHEAD = Compute.flops(1e22);
    private static final Forecaster FORECASTER = Forecast.of(runs());
    private static final Ensemble<LossLaw> LAWS = FORECASTER.laws(400, 5);

    private static Dataset runs() {
        List<Compute> budgets =
                Stream.of(1e19, 3e19, 1e20, 3e20, 1e21).map(Compute::flops).toList();
        return SimulatedRuns.isoFlop(TRUTH, budgets, 8, 4).withNoise(0.002).dataset();
    }

    /** Drawn laws against the mixture of Student's t by which a forecast has its intervals. */
    @Test
    void theBestSizesOfTheLawsSpreadAsThePlanOfTheForecastDoes() {
        UncertainPlan plan = UncertainPlan.of(LAWS, 0.9, one -> ComputeOptimal.of(one).plan(AHEAD));
        Interval sizes = plan.parameters();
        Interval stated = FORECASTER.at(AHEAD).plan().orElseThrow().params();
        assertThat(Math.log(sizes.lower() / stated.lower())).isCloseTo(0, within(0.12));
        assertThat(Math.log(sizes.upper() / stated.upper())).isCloseTo(0, within(0.12));
    }

    @Test
    void aChoiceByTheLawsCarriesTheDoubtAboutTheForm() {
        double best = ComputeOptimal.of(TRUTH).plan(AHEAD).model().parameters();
        Map<String, Recipe> candidates = new LinkedHashMap<>();
        for (double factor : new double[] {0.25, 1, 4}) {
            double size = factor * best;
            candidates.put(String.valueOf(factor), Recipe.of(size, 1e22 / 6 / size));
        }
        Choice<LossLaw> choice =
                Choice.of(LAWS, 0.9, candidates)
                        .againstOptimum(law -> ComputeOptimal.of(law).plan(AHEAD));
        assertThat(choice.leastRegret().name()).isEqualTo("1.0");
        Interval loss = choice.candidate("1.0").interval();
        assertThat(loss.contains(TRUTH.loss(candidates.get("1.0")))).isTrue();
    }

    @Test
    void theSameSeedDrawsTheSameLaws() {
        Recipe recipe = Recipe.of(1e9, 1e12);
        assertThat(FORECASTER.laws(30, 9).values(law -> law.loss(recipe)))
                .containsExactly(FORECASTER.laws(30, 9).values(law -> law.loss(recipe)));
    }
}
