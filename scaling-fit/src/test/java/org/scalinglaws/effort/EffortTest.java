package org.scalinglaws.effort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.problem.Response;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Jackknife;
import org.scalinglaws.uncertainty.Posterior;
import org.scalinglaws.uncertainty.ProfileLikelihood;

class EffortTest {
    private static final Dataset RUNS =
            SimulatedRuns.isoFlop(
                            PublishedLaws.BESIROGLU_2024.law(),
                            Compute.budgets(1e18, 1e19, 1e20),
                            7,
                            8)
                    .withNoise(0.01)
                    .dataset();
    private static final Fitter<ChinchillaLaw> FITTER = Fitter.of(ChinchillaLaw.FAMILY);
    private static final Fit<ChinchillaLaw> FIT = FITTER.fit(RUNS);
    private static final Duration SOON = Duration.ofMillis(40);
    private static final Compute TARGET = Compute.flops(1e22);

    /** Waits before every descent for longer than any deadline here, unless it is interrupted. */
    private static final Solver SLOW =
            (cost, start) -> {
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
                while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(5));
                }
                return Solver.trustRegion().solve(cost, start);
            };

    private static final Fit<ChinchillaLaw> SLOWLY =
            new Fit<>(FIT.law(), FIT.problem(), FIT.solution(), SLOW);

    @Test
    void aFitThatIsLateThrows() {
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> FITTER.withSolver(SLOW).withDeadline(SOON).fit(RUNS))
                .withMessage("the fit did not end within 0.04 s");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aLateFitIsGivenWhereWhatThereIsWasAskedFor() {
        Fit<ChinchillaLaw> fit =
                FITTER.withSolver(SLOW).withDeadline(SOON).withPartialAnswer().fit(RUNS);
        assertThat(fit.solution().stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(fit.caveats()).extracting(Finding::check).contains("convergence");
    }

    @Test
    void anEnsembleThatIsLateThrowsAndSaysHowFarItCame() {
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> Bootstrap.pairs(50, 1).withDeadline(SOON).of(SLOWLY))
                .withMessage(
                        "the bootstrap did not end within 0.04 s: 0 of 50 replicates were done");
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> Jackknife.one().withDeadline(SOON).of(SLOWLY))
                .withMessageStartingWith("the jackknife did not end within 0.04 s: 0 of ");
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> Posterior.sample(5_000_000, 1).withDeadline(SOON).of(FIT))
                .withMessageStartingWith("the posterior did not end within 0.04 s: 0 of ");
    }

    @Test
    void aLateEnsembleHoldsWhatWasDoneWhereThatWasAskedForAndSaysSo() {
        Ensemble<ChinchillaLaw> partial =
                Bootstrap.pairs(10_000_000, 1)
                        .withDeadline(Duration.ofMillis(300))
                        .withPartialAnswer()
                        .of(FIT);
        assertThat(partial.requested()).isEqualTo(10_000_000);
        assertThat(partial.members().size()).isLessThan(10_000_000);
        assertThat(partial.findings()).extracting(Finding::check).contains("interrupted");
    }

    @Test
    void aProfileAStudyAndAnAuditThatAreLateThrow() {
        ProfileLikelihood<ChinchillaLaw> profile =
                ProfileLikelihood.of(FIT).withDeadline(Duration.ofNanos(1));
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> profile.interval(0.95, ChinchillaLaw::alpha))
                .withMessageStartingWith("the profile did not end within ");
        Function<Long, Dataset> again = seed -> RUNS;
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(
                        () ->
                                Coverage.of(3, 1)
                                        .withDeadline(SOON)
                                        .of(
                                                FITTER.withSolver(SLOW),
                                                FIT.law(),
                                                again,
                                                (fit, seed) -> java.util.Map.of(),
                                                java.util.Map.of()))
                .withMessage(
                        "the study of coverage did not end within 0.04 s: 0 of 3 data sets were"
                                + " done");
        IsoFlop study = IsoFlop.of(RUNS);
        Effort hurried = Effort.DEFAULT.withDeadline(Duration.ofNanos(1));
        assertThatExceptionOfType(DeadlineException.class)
                .isThrownBy(() -> Audit.of(study, TARGET, hurried))
                .withMessageStartingWith("the audit did not end within ");
    }

    /** The answer is the same on the caller's thread, on threads of the call's own and on a pool. */
    @Test
    void anExecutorChangesNoNumberAndIsNotShutDown() {
        Set<String> used = ConcurrentHashMap.newKeySet();
        ExecutorService pool =
                Executors.newFixedThreadPool(2, work -> new Thread(work, "pool of mine"));
        try {
            Solver watched =
                    (cost, start) -> {
                        used.add(Thread.currentThread().getName());
                        return Solver.trustRegion().solve(cost, start);
                    };
            Fit<ChinchillaLaw> there = FITTER.withSolver(watched).withExecutor(pool).fit(RUNS);
            assertThat(used).containsExactly("pool of mine");
            assertThat(there.law()).isEqualTo(FITTER.withSolver(watched).fit(RUNS).law());
            Bootstrap bootstrap = Bootstrap.pairs(40, 7);
            assertThat(bootstrap.withExecutor(pool).of(FIT)).isEqualTo(bootstrap.of(FIT));
            Interval profile = ProfileLikelihood.of(FIT).interval(0.9, ChinchillaLaw::beta);
            assertThat(
                            ProfileLikelihood.of(FIT)
                                    .withExecutor(pool)
                                    .interval(0.9, ChinchillaLaw::beta))
                    .isEqualTo(profile);
            assertThat(bootstrap.withExecutor(Runnable::run).of(FIT)).isEqualTo(bootstrap.of(FIT));
            assertThat(pool.isShutdown()).isFalse();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatCannotBeginInTimeNeverBegins() throws InterruptedException {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        CountDownLatch free = new CountDownLatch(1);
        try {
            busy.execute(
                    () -> {
                        try {
                            free.await();
                        } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                        }
                    });
            assertThatExceptionOfType(DeadlineException.class)
                    .isThrownBy(() -> FITTER.withExecutor(busy).withDeadline(SOON).fit(RUNS));
        } finally {
            free.countDown();
            busy.shutdown();
        }
        assertThat(busy.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void anInterruptEndsACallOnOtherThreadsToo() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(
                        () ->
                                FITTER.withResponse(Response.FALLS)
                                        .withDeadline(Duration.ofDays(400_000))
                                        .fit(RUNS))
                .withMessage("the fit was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aDeadlineThatHasPassedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.DEFAULT.withDeadline(Duration.ZERO))
                .withMessage("a deadline must be positive, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.DEFAULT.withThreads(0))
                .withMessage("number of threads must be positive, got 0");
    }
}
