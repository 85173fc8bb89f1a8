package org.scalinglaws.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

class ForecastTest {
    private static final ChinchillaLaw CHINCHILLA =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
    private static final CoupledLaw COUPLED = new CoupledLaw(1.6, 900, 0.45, 4000, 0.47, 0.6);
    private static final double TOP = 3e20;

    private static Dataset sweep(LossLaw law, long seed, double... flops) {
        List<Compute> budgets = Arrays.stream(flops).mapToObj(Compute::flops).toList();
        return SimulatedRuns.isoFlop(law, budgets, 8, 4).withNoise(0.003).withSeed(seed).dataset();
    }

    private static Dataset sweep(LossLaw law, long seed) {
        return sweep(law, seed, 1e18, 3e18, 1e19, 3e19, 1e20, TOP);
    }

    @Test
    void aLawBeyondTheRunsLiesInsideTheInterval() {
        for (LossLaw law : List.of(CHINCHILLA, COUPLED)) {
            Forecaster forecaster = Forecast.of(sweep(law, 1));
            Plan truth = ComputeOptimal.of(law).plan(Compute.flops(10 * TOP));
            Forecast there = forecaster.at(truth.recipe());
            assertThat(there.mean().contains(truth.loss().nats())).isTrue();
            assertThat(there.mean().upper() / there.mean().lower()).isLessThan(1.08);
            assertThat(there.newRun().lower()).isLessThan(there.mean().lower());
            assertThat(there.newRun().upper()).isGreaterThan(there.mean().upper());

            Forecast budget = forecaster.at(Compute.flops(10 * TOP));
            PlanRange plan = budget.plan().orElseThrow();
            assertThat(plan.params().contains(truth.model().parameters())).isTrue();
            assertThat(plan.tokens().contains(truth.tokens().count())).isTrue();
        }
    }

    @Test
    void anEnsembleForecastsFromItsRunsAndOneReadFromAFileHasNone(@TempDir Path folder) {
        Dataset runs = sweep(CHINCHILLA, 1);
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(3, 1).of(fit);
        Compute budget = Compute.flops(10 * TOP);
        assertThat(Forecast.of(ensemble).at(budget)).isEqualTo(Forecast.of(runs).at(budget));
        assertThat(Ensemble.concat(ensemble).runs()).contains(runs);

        Path file = folder.resolve("laws.csv");
        ensemble.writeCsv(file);
        Ensemble<ChinchillaLaw> read = Ensemble.readCsv(file, ChinchillaLaw.FAMILY);
        assertThatThrownBy(() -> Forecast.of(read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an ensemble must know its runs to be forecast from, got '")
                .hasMessageEndingWith("': forecast from the runs themselves");
    }

    @Test
    void intervalsGrowWithDistanceAndWithTheLevel() {
        Forecaster forecaster = Forecast.of(sweep(CHINCHILLA, 2));
        double last = 1;
        for (double times : new double[] {1, 3, 10, 100, 1000}) {
            Forecast there = forecaster.at(Compute.flops(times * TOP));
            double ratio = there.mean().upper() / there.mean().lower();
            assertThat(ratio).isGreaterThan(last);
            last = ratio;
        }
        Recipe recipe = Recipe.of(1e10, 2e11);
        assertThat(forecaster.withLevel(0.5).at(recipe).newRun().lower())
                .isGreaterThan(forecaster.at(recipe).newRun().lower());
    }

    /** A wrong unit scales every form alike: no roll-out and no residual shows it. */
    @Test
    void whatSpeaksAgainstTheRunsIsSaidFirst() {
        Dataset runs = sweep(CHINCHILLA, 1);
        Dataset billions =
                Dataset.of(
                        runs.column(Factor.PARAMETERS),
                        Arrays.stream(runs.column(Factor.TOKENS)).map(d -> 1e-9 * d).toArray(),
                        runs.losses());
        Forecaster forecaster =
                Forecast.of(billions).stating(Statement.SAME_SETUP, Statement.HELD_OUT);
        Forecast forecast = forecaster.at(Recipe.of(1e9, 20));
        assertThat(forecast.findings().get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(forecast.findings().get(0).check()).isEqualTo("units");
        assertThat(forecast.findings().get(0).message())
                .endsWith("most likely tokens are counted in billions");
        assertThat(forecast.trusted()).isFalse();

        assertThatThrownBy(() -> forecaster.at(Compute.flops(1e13)))
                .isInstanceOf(NoPlanException.class)
                .hasMessage(forecaster.findings().get(0).message());
        Forecast forced = forecaster.despiteErrors().at(Compute.flops(1e13));
        assertThat(forced.findings().get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(forced.plan()).isPresent();
    }

    @Test
    void runsOfOneTokensPerParameterPlanNoBudget() {
        List<Run> runs = new ArrayList<>();
        for (double params = 1e7; params < 1e10; params *= 1.5) {
            runs.add(Run.of(params, 20 * params, CHINCHILLA.loss(params, 20 * params)));
        }
        Forecaster forecaster = Forecast.of(Dataset.of(runs));
        assertThat(forecaster.at(Recipe.of(2e10, 4e11)).findings())
                .extracting(Finding::check)
                .contains("identifiability");
        assertThatThrownBy(() -> forecaster.at(Compute.flops(1e22)))
                .isInstanceOf(NoPlanException.class)
                .hasMessage(
                        "params and tokens of the runs lie on one line (tokens stray from it by 0 %):"
                                + " they do not tell the two terms of the loss apart, so that no best"
                                + " size follows");
    }

    @Test
    void theSameRunsGiveTheSameForecast() {
        Recipe recipe = Recipe.of(1e10, 2e11);
        Dataset runs = sweep(COUPLED, 3);
        assertThat(Forecast.of(runs).at(recipe)).isEqualTo(Forecast.of(runs).at(recipe));
    }

    @Test
    void theFormThatForetoldTheRunsWeighsMost() {
        List<FormShare> forms = Forecast.of(sweep(COUPLED, 4)).forms();
        assertThat(forms)
                .extracting(FormShare::name)
                .containsExactly("over-training", "chinchilla", "coupled", "farseer");
        assertThat(forms.stream().mapToDouble(FormShare::weight).sum())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(forms.get(2).weight()).isGreaterThan(forms.get(0).weight());
    }

    @Test
    void itIsTrustedOnceEveryQuestionIsAnsweredAndNothingSpeaksAgainst() {
        Forecaster forecaster =
                Forecast.of(sweep(CHINCHILLA, 5, 1e18, 3e18, 1e19, 3e19, 1e20, TOP, 1e21));
        Compute near = Compute.flops(3e21);
        assertThat(forecaster.at(near).trusted()).isFalse();
        assertThat(forecaster.checklist())
                .extracting(ChecklistItem::state)
                .containsExactly(
                        ChecklistItem.State.OPEN,
                        ChecklistItem.State.OPEN,
                        ChecklistItem.State.TICKED,
                        ChecklistItem.State.TICKED);
        Forecaster stated = forecaster.stating(Statement.HELD_OUT, Statement.SAME_SETUP);
        assertThat(stated.at(near).findings()).isEmpty();
        assertThat(stated.at(near).trusted()).isTrue();
        assertThat(stated.at(Compute.flops(1e25)).trusted()).isFalse();
    }

    @Test
    void oneBudgetIsForecastWidelyAndNotTrusted() {
        Forecaster forecaster = Forecast.of(sweep(CHINCHILLA, 6, 1e19));
        Forecast there =
                forecaster
                        .stating(Statement.values())
                        .at(ComputeOptimal.of(CHINCHILLA).plan(Compute.flops(1e20)).recipe());
        assertThat(there.trusted()).isFalse();
        assertThat(there.findings())
                .extracting(Finding::check)
                .containsExactly("roll-out", "identifiability", "extrapolation");
        assertThat(there.mean().upper() / there.mean().lower()).isGreaterThan(1.15);
    }

    @Test
    void runsOfOneSizeSaySoAndGiveNoSurprise() {
        List<Run> runs = new ArrayList<>();
        for (double tokens = 1e9; tokens < 1e12; tokens *= 1.5) {
            runs.add(Run.of(1e8, tokens, CHINCHILLA.loss(1e8, tokens)));
        }
        Forecast there = Forecast.of(Dataset.of(runs)).at(Recipe.of(1e9, 2e10));
        assertThat(there.trusted()).isFalse();
        assertThat(there.findings()).extracting(Finding::check).contains("identifiability");
        assertThat(there.newRun().upper() / there.newRun().lower()).isGreaterThan(1.2);
    }

    @Test
    void oneDivergedRunHardlyMovesTheForecast() {
        Dataset runs = sweep(CHINCHILLA, 7);
        List<Run> rows = new ArrayList<>(runs.stream().toList());
        Run bad = rows.get(20);
        rows.set(20, Run.of(bad.recipe(), org.scalinglaws.quantity.Loss.nats(9)));
        Recipe recipe = Recipe.of(1e10, 2e11);
        double without = Forecast.of(runs).at(recipe).loss().nats();
        double with = Forecast.of(Dataset.of(rows)).at(recipe).loss().nats();
        assertThat(with / without).isBetween(0.99, 1.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void tooFewRunsAreRefusedInASentence(int count) {
        Dataset runs = sweep(CHINCHILLA, 8).whereRow(row -> row < count);
        assertThatThrownBy(() -> Forecast.of(runs))
                .isInstanceOf(NoFitException.class)
                .hasMessage("a forecast needs six independent runs or more, got " + count);
    }

    @Test
    void aLossOfZeroIsRefusedInASentence() {
        Dataset runs =
                Dataset.of(new double[] {1e8, 1e9}, new double[] {1e9, 1e10}, new double[] {3, 0});
        assertThatThrownBy(() -> Forecast.of(runs))
                .isInstanceOf(DataException.class)
                .hasMessage("a forecast needs positive losses; run 2 has 0 nats");
    }
}
