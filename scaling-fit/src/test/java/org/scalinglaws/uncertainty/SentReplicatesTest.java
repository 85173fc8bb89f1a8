package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Residual;
import org.scalinglaws.problem.Rho;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Elsewhere;
import org.scalinglaws.solve.Solver;

class SentReplicatesTest {
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20),
                            5,
                            8)
                    .withNoise(0.02)
                    .dataset();
    private static final Fit<ChinchillaLaw> FIT = Fitter.of(ChinchillaLaw.FAMILY).fit(RUNS);

    static List<Bootstrap> bootstraps() {
        return List.of(
                Bootstrap.pairs(40, 7),
                Bootstrap.residual(20, 7),
                Bootstrap.wild(Resampling.Multiplier.WEBB, 20, 7),
                Bootstrap.cluster("params", 40, 7),
                Bootstrap.parametric(20, 7));
    }

    private static void assertSame(Ensemble<?> found, Ensemble<?> expected) {
        assertThat(found.replicates()).isEqualTo(expected.replicates());
        assertThat(found.failures()).isEqualTo(expected.failures());
        assertThat(found.toString()).isEqualTo(expected.toString());
    }

    @ParameterizedTest
    @MethodSource("bootstraps")
    void replicatesFromElsewhereHaveTheSameBits(Bootstrap bootstrap) {
        Ensemble<ChinchillaLaw> expected = bootstrap.of(FIT);
        assertThat(expected.replicates()).isNotEmpty();
        assertSame(bootstrap.withEngine(new Elsewhere(1)).of(FIT), expected);
        assertSame(bootstrap.withEngine(new Elsewhere(7)).of(FIT), expected);
    }

    @Test
    void aPartFromElsewhereIsThatPart() {
        Bootstrap bootstrap = Bootstrap.pairs(30, 5);
        assertSame(
                bootstrap.withEngine(new Elsewhere(3)).part(FIT, 10, 20),
                bootstrap.part(FIT, 10, 20));
    }

    @Test
    void aJackknifeFromElsewhereHasTheSameBits() {
        assertSame(Jackknife.one().withEngine(new Elsewhere(4)).of(FIT), Jackknife.one().of(FIT));
        assertSame(
                Jackknife.group("params").withEngine(new Elsewhere(2)).of(FIT),
                Jackknife.group("params").of(FIT));
    }

    /** Left out in pairs, too few runs are left: the reason comes back as it is. */
    @Test
    void whyThereIsNoLawComesBackToo() {
        List<Run> few = new ArrayList<>();
        RUNS.forEach(run -> few.add(few.size() < 6 ? run : few.get(0)));
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(Dataset.of(few.subList(0, 6)));
        List<int[]> pairs = List.of(new int[] {0, 1}, new int[] {2});
        Ensemble<ChinchillaLaw> found = Jackknife.one().withEngine(new Elsewhere(2)).of(fit, pairs);
        assertThat(found.failures())
                .containsExactly(
                        new Replicate.Failure(0, "5 parameters cannot be fitted to 4 runs"));
        assertSame(found, Jackknife.one().of(fit, pairs));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log-huber:0.01", "log-squares", "log-huber-likelihood:1.5", "absolute"})
    void everyObjectiveIsSentByName(String objective) {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(objective)
                        .withFixed("E", 1.8)
                        .fit(RUNS);
        assertSame(
                Bootstrap.pairs(15, 3).withEngine(new Elsewhere(2)).of(fit),
                Bootstrap.pairs(15, 3).of(fit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kaplan", "multiplicative:params,tokens", "additive:tokens"})
    void otherLawsAreSentByName(String law) {
        assertSameOf(LawFamilies.parse(law));
    }

    private static <L extends LossLaw> void assertSameOf(LawFamily<L> family) {
        Fit<L> fit = Fitter.of(family).fit(RUNS);
        assertSame(
                Bootstrap.pairs(10, 3).withEngine(new Elsewhere(3)).of(fit),
                Bootstrap.pairs(10, 3).of(fit));
    }

    @Test
    void aLawOfYourOwnIsRefusedByNameBeforeAnyTask() {
        LawFamily<?> mine =
                LawFamily.of(
                        "mine",
                        List.of(Factor.TOKENS),
                        ChinchillaLaw.FAMILY.parameters().subList(0, 1),
                        (p, x) -> p[0]);
        assertRefused(
                Fitter.of(mine).fit(RUNS),
                "law 'mine' cannot be sent to other machines, which know those of"
                        + " LawFamilies.parse");
    }

    @Test
    void anObjectiveAndASolverOfYourOwnAreRefused() {
        Rho rho = Rho.huber(0.5);
        assertRefused(
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.likelihood(Residual.LOG, rho))
                        .fit(RUNS),
                "objective 'log-huber:0.5' cannot be sent to other machines, which know those of"
                        + " Objective.parse");
        assertRefused(
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withSolver((cost, start) -> Solver.trustRegion().solve(cost, start))
                        .fit(RUNS),
                "a solver other than the default cannot be sent to other machines");
    }

    private static void assertRefused(Fit<?> fit, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.pairs(5, 1).withEngine(new Elsewhere(1)).of(fit))
                .withMessage(message);
    }

    @Test
    void codeOfThisProgramIsRefused() {
        Effort effort = Effort.DEFAULT.withEngine(new Elsewhere(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> effort.run("the work", "pieces", 3, () -> piece -> {}))
                .withMessage(
                        "tasks that are code of this program cannot be sent to other machines");
    }

    @Test
    void aStudyOfCoverageByNamesHasTheSameCountsAnywhere() {
        Coverage study = Coverage.of(6, 5).withLevel(0.8);
        List<String> methods = List.of("sandwich", "jackknife", "pairs:30");
        List<Coverage.Row> rows = study.ofParameters(FIT, methods);
        assertThat(rows).hasSize(3 * 5).allMatch(row -> row.datasets() == 6);
        assertThat(study.withEngine(new Elsewhere(4)).ofParameters(FIT, methods)).isEqualTo(rows);

        // The same as by code that names the same things.
        assertThat(
                        study.of(
                                FIT,
                                (fit, seed) ->
                                        Map.of(
                                                "pairs:30",
                                                Bootstrap.pairs(30, seed).withThreads(1).of(fit)),
                                Map.of("alpha", ChinchillaLaw::alpha)))
                .containsExactly(rows.get(2 * 5 + 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.ofParameters(FIT, List.of("pears:30")))
                .withMessageContaining("pears");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.ofParameters(FIT, List.of("sandwitch")))
                .withMessageContaining("unknown method 'sandwitch'");
    }
}
