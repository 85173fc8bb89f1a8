package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;

/** What a fit tells the planner that it is handed to. */
class KnownFitTest {
    private static final ChinchillaLaw LAW = new ChinchillaLaw(1.8, 480, 0.35, 2100, 0.37);
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(LAW, Compute.budgets(6e18, 6e20), 5, 4).withNoise(0.01).dataset();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);
    private static final Compute BUDGET = Compute.flops(1e23);

    @Test
    void aPlanOfAFitIsThatOfItsLawWithinItsScope() {
        Plan plan = ComputeOptimal.of(FIT).plan(BUDGET);
        assertThat(FIT.caveats()).isEmpty();
        assertThat(FIT.factors()).containsExactly(Factor.PARAMETERS, Factor.TOKENS);
        assertThat(plan)
                .isEqualTo(
                        ComputeOptimal.of(LossSurface.of(FIT.law()).within(FIT.scope()))
                                .plan(BUDGET));
        assertThat(plan.findings()).isNotEmpty();
    }

    @Test
    void aSearchThatDidNotEndGetsNoPlan() {
        Solution early =
                Solution.of(FIT.problem().at(LAW).point(), 0.25, 0, Stop.EVALUATION_LIMIT, 7);
        Fit<ChinchillaLaw> fit = new Fit<>(LAW, FIT.problem(), early);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(fit).plan(BUDGET))
                .withMessage("the fit stopped at EVALUATION_LIMIT after 7 evaluations");
        assertThat(ComputeOptimal.of(LossSurface.of(fit).despiteErrors()).plan(BUDGET).findings())
                .containsAll(fit.caveats());
    }

    @Test
    void aNumberOnItsBoundIsACaveat() {
        Fit<ChinchillaLaw> held =
                Fitter.of(ChinchillaLaw.FAMILY).withBounds("alpha", 0.1, 0.2).fit(RUNS);
        assertThat(held.caveats())
                .extracting(Finding::check, finding -> finding.message().split(" on ", 2)[0])
                .containsExactly(tuple("bound", "alpha = 0.2"));
        assertThat(ComputeOptimal.of(held).plan(BUDGET).findings()).containsAll(held.caveats());
    }

    @Test
    void furtherCaveatsTakeThePlaceOfTheFitsOwn() {
        Finding found = Finding.error("units", "the tokens are counted in thousands");
        Fit<ChinchillaLaw> fit = FIT.withCaveats(List.of(found));
        assertThat(fit.caveats()).containsExactly(found);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ComputeOptimal.of(fit).plan(BUDGET))
                .withMessage(found.message());
    }
}
