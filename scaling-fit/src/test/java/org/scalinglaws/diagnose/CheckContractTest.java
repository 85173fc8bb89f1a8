package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.report.Report;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

/** What every check promises: silence on sound subjects, and listed names with reasons on bad ones. */
class CheckContractTest {
    private static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final Dataset SWEEP =
            SimulatedRuns.isoFlop(TRUTH, Compute.budgets(1e18, 1e19, 1e20), 9, 8)
                    .withNoise(0.005)
                    .dataset();
    private static final Fit<ChinchillaLaw> SOUND = fit(SWEEP);

    /** A subject and the checks of its kind. */
    private record Case(String name, List<Finding> findings, CheckName expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Fit<ChinchillaLaw> fit(Dataset runs) {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares()).fit(runs);
    }

    private static List<Run> rows() {
        List<Run> rows = new ArrayList<>();
        SWEEP.forEach(rows::add);
        return rows;
    }

    private static Dataset changed(UnaryOperator<Run> change) {
        return Dataset.of(rows().stream().map(change).toList());
    }

    private static Run sized(Run run, double params, double tokens) {
        double n = run.recipe().model().parameters();
        double d = run.recipe().tokens().count();
        return Run.of(Recipe.of(ModelSize.of(n * params), Tokens.of(d * tokens)), run.loss());
    }

    private static Run lost(Run run, double loss) {
        return Run.of(run.recipe(), Loss.nats(loss));
    }

    private static Fit<ChinchillaLaw> ended(Stop stop, List<Basin> basins) {
        Solution solution = SOUND.solution();
        return new Fit<>(
                SOUND.law(),
                SOUND.problem(),
                new Solution(solution.point(), basins.get(0).value(), 0, stop, 20_000, basins));
    }

    private static Dataset oneSize() {
        return Dataset.of(
                DoubleStream.of(1e9, 2e9, 4e9, 8e9, 1.6e10, 3.2e10, 6.4e10)
                        .mapToObj(d -> Recipe.of(ModelSize.billions(1), Tokens.of(d)))
                        .map(recipe -> Run.of(recipe, Loss.nats(TRUTH.loss(recipe))))
                        .toList());
    }

    private static Dataset doubled() {
        List<Run> runs = rows();
        runs.add(runs.get(4));
        return Dataset.of(runs);
    }

    private static Dataset strange() {
        List<Run> runs = rows();
        runs.set(7, lost(runs.get(7), 1.5 * runs.get(7).loss().nats()));
        return Dataset.of(runs);
    }

    private static Map<CheckName, Fit<?>> badFits() {
        Map<CheckName, Fit<?>> fits = new LinkedHashMap<>();
        fits.put(CheckName.CONVERGENCE, ended(Stop.EVALUATION_LIMIT, List.of(new Basin(1, 8))));
        fits.put(
                CheckName.OTHER_BASINS,
                ended(Stop.CONVERGED, List.of(new Basin(1, 5), new Basin(1.001, 3))));
        fits.put(CheckName.IDENTIFIABILITY, fit(oneSize()));
        fits.put(
                CheckName.BOUND,
                fit(changed(run -> lost(run, TRUTH.loss(run.recipe()) - TRUTH.e() - 0.3))));
        fits.put(CheckName.CONSTANT, fit(changed(run -> lost(run, 6 - TRUTH.loss(run.recipe())))));
        fits.put(
                CheckName.COMPUTE_COUNT,
                fit(
                        changed(
                                run ->
                                        Run.of(
                                                run.recipe()
                                                        .with(
                                                                Factor.FLOPS,
                                                                run.recipe().compute().flops() / 7),
                                                run.loss()))));
        fits.put(CheckName.UNITS, fit(changed(run -> sized(run, 1e-9, 1e-9))));
        fits.put(CheckName.DUPLICATES, fit(doubled()));
        fits.put(CheckName.WEIGHTS, fit(changed(run -> new Run(run.recipe(), run.loss(), 2))));
        fits.put(CheckName.OUTLIER, fit(strange()));
        return fits;
    }

    private static Ensemble<ChinchillaLaw> laws(
            Ensemble.Kind kind, int requested, int laws, Stop stop, int failed) {
        return new Ensemble<>(
                "by hand",
                kind,
                ChinchillaLaw.FAMILY,
                TRUTH,
                requested,
                IntStream.range(0, laws)
                        .mapToObj(
                                i ->
                                        new Replicate<>(
                                                i,
                                                new ChinchillaLaw(1.8 + i, 400, 0.3, 2000, 0.3),
                                                0,
                                                stop,
                                                1,
                                                stop == Stop.EVALUATION_LIMIT))
                        .toList(),
                IntStream.range(laws, laws + failed)
                        .mapToObj(i -> new Replicate.Failure(i, "the runs are too few"))
                        .toList());
    }

    private static Map<CheckName, Ensemble<?>> badEnsembles() {
        Ensemble.Kind bootstrap = Ensemble.Kind.BOOTSTRAP;
        Map<CheckName, Ensemble<?>> all = new LinkedHashMap<>();
        all.put(CheckName.CHAINS, laws(Ensemble.Kind.POSTERIOR, 400, 400, Stop.CONVERGED, 0));
        all.put(CheckName.INTERRUPTED, laws(bootstrap, 50, 45, Stop.CONVERGED, 0));
        all.put(CheckName.FAILED_REPLICATES, laws(bootstrap, 50, 45, Stop.CONVERGED, 5));
        all.put(CheckName.FEW_REPLICATES, laws(bootstrap, 10, 10, Stop.CONVERGED, 0));
        all.put(CheckName.POOR_REPLICATES, laws(bootstrap, 50, 50, Stop.EVALUATION_LIMIT, 0));
        all.put(CheckName.OTHER_BASINS, laws(bootstrap, 50, 50, Stop.EVALUATION_LIMIT, 0));
        return all;
    }

    static Stream<Case> bad() {
        List<Case> cases = new ArrayList<>();
        badFits()
                .forEach(
                        (name, fit) ->
                                cases.add(new Case("fit: " + name, Checks.inspect(fit), name)));
        badEnsembles()
                .forEach(
                        (name, laws) ->
                                cases.add(new Case("ensemble: " + name, laws.findings(), name)));
        return cases.stream();
    }

    @Test
    void everyCheckIsSilentOnASoundSubject() {
        for (Check<Fit<?>> check : Checks.all()) {
            assertThat(check.inspect(SOUND)).as(check.toString()).isEmpty();
        }
        Ensemble<ChinchillaLaw> sound = laws(Ensemble.Kind.BOOTSTRAP, 50, 50, Stop.CONVERGED, 0);
        for (Check<Ensemble<?>> check : Ensemble.checks()) {
            assertThat(check.inspect(sound)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadSubjectIsToldByItsCheckUnderAListedNameWithNoMoreThanItsWeight(Case bad) {
        assertThat(bad.findings())
                .extracting(Finding::check)
                .as(bad.name())
                .contains(bad.expected().id());
        for (Finding finding : bad.findings()) {
            CheckName listed = CheckName.find(finding.check()).orElseThrow();
            assertThat(finding.severity()).isLessThanOrEqualTo(listed.severity());
            assertThat(finding.message())
                    .isNotBlank()
                    .doesNotContain("\n")
                    .doesNotEndWith(".")
                    .doesNotContain("NaN");
        }
        assertThat(bad.findings())
                .extracting(Finding::severity)
                .isSortedAccordingTo((left, right) -> right.compareTo(left));
    }

    @Test
    void aCheckOfRunsIsACheckOfTheFitToThem() {
        Check<Dataset> twice = new Repetition();
        Check<Fit<?>> ofFit = twice.on(fit -> fit.problem().runs());
        assertThat(ofFit.inspect(fit(doubled()))).isEqualTo(twice.inspect(doubled())).isPresent();
    }

    /** Runs counted in billions are an error, which a fit that is said to be checked has not. */
    @Test
    void aCheckedFitIsNotLookedAtAgain() {
        Fit<ChinchillaLaw> bad = fit(changed(run -> sized(run, 1e-9, 1e-9)));
        Fit<ChinchillaLaw> checked = Checks.checked(bad);
        assertThat(checked.isChecked()).isTrue();
        assertThat(checked.caveats()).isEqualTo(Checks.inspect(bad)).isNotEmpty();
        assertThat(Checks.checked(checked)).isSameAs(checked);
        assertThat(Report.summary(checked)).isEqualTo(Report.summary(bad));

        Finding told = Finding.note(CheckName.WEIGHTS, "as told");
        Fit<ChinchillaLaw> said = bad.checked(List.of(told));
        assertThat(Checks.inspect(said)).containsExactly(told);
        assertThat(Report.summary(said)).endsWith("\n\n  NOTE weights: as told");
        assertThat(said.withCaveats(List.of()).isChecked()).isFalse();
    }

    private static Optional<Finding> floor(Fit<ChinchillaLaw> fit) {
        return fit.law().e() > 1
                ? Optional.of(Finding.warning("floor", "E is more than 1 nat"))
                : Optional.empty();
    }

    @Test
    void yourOwnCheckIsHeardByTheFitterAndInTheSummary() {
        Finding told = Finding.warning("floor", "E is more than 1 nat");
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logSquares())
                        .withCheck(CheckContractTest::floor)
                        .fit(SWEEP);
        assertThat(fit.caveats()).containsExactly(told);
        assertThat(Checks.inspect(fit)).containsExactly(told);
        assertThat(Checks.checked(fit).caveats()).containsExactly(told);
        assertThat(Report.summary(fit)).endsWith("\n\n  WARNING floor: E is more than 1 nat");

        List<Check<Fit<ChinchillaLaw>>> own = List.of(CheckContractTest::floor);
        assertThat(Report.summary(SOUND, own)).isEqualTo(Report.summary(fit));
        assertThat(Report.summary(fit, own)).isEqualTo(Report.summary(fit));
        Check<Fit<?>> ofAnyFit = any -> Optional.of(told);
        assertThat(Report.summary(SOUND, List.of(ofAnyFit))).isEqualTo(Report.summary(fit));
    }
}
