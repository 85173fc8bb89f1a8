package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.effort.Effort;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.InterruptedFitException;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Progress;

@Tag("once")
@Timeout(120)
class WorkersTest {
    private static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY)
                    .fit(
                            SimulatedRuns.isoFlop(
                                            PublishedLaws.BESIROGLU_2024.law(),
                                            Compute.budgets(1e18, 1e19, 1e20),
                                            9,
                                            8)
                                    .withNoise(0.01)
                                    .dataset());

    private static List<String> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("scaling-laws-worker"))
                .toList();
    }

    @Test
    void everyPieceIsDoneOnce() {
        for (int threads : new int[] {1, 2, 8}) {
            AtomicIntegerArray done = new AtomicIntegerArray(1000);
            Effort.DEFAULT
                    .withThreads(threads)
                    .run("the work", "pieces", 1000, () -> done::incrementAndGet);
            assertThat(IntStream.range(0, 1000).map(done::get)).containsOnly(1);
            assertThat(workers()).isEmpty();
        }
    }

    @Test
    void progressIsHeardOnTheCallersThreadAndEndsAtTheTotal() {
        List<Integer> heard = new ArrayList<>();
        List<Duration> left = new ArrayList<>();
        Thread caller = Thread.currentThread();
        Bootstrap.pairs(3000, 1)
                .withProgress(
                        (done, total, rest) -> {
                            assertThat(Thread.currentThread()).isSameAs(caller);
                            assertThat(total).isEqualTo(3000);
                            heard.add(done);
                            left.add(rest);
                        })
                .of(FIT);
        assertThat(heard).isSorted().endsWith(3000);
        assertThat(left).endsWith(Duration.ZERO).allMatch(rest -> !rest.isNegative());
    }

    /** The bound is generous for a machine that does other work; alone it takes a few milliseconds. */
    @Test
    void anInterruptStopsHalfwayAtOnceAndLeavesNoThread() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Ensemble<ChinchillaLaw>> result = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller =
                new Thread(
                        () -> {
                            result.set(
                                    Bootstrap.pairs(10_000_000, 1)
                                            .withThreads(2)
                                            .withPartialAnswer()
                                            .withProgress(
                                                    (done, total, left) -> {
                                                        if (done >= 10) {
                                                            begun.countDown();
                                                        }
                                                    })
                                            .of(FIT));
                            flag.set(Thread.currentThread().isInterrupted());
                        });
        caller.start();
        begun.await();
        long interrupted = System.nanoTime();
        caller.interrupt();
        caller.join();
        Duration took = Duration.ofNanos(System.nanoTime() - interrupted);
        System.out.println("an interrupted bootstrap stopped after " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(workers()).isEmpty();
        assertThat(flag.get()).as("the interrupt stays set").isTrue();
        Ensemble<ChinchillaLaw> partial = result.get();
        assertThat(partial.members()).isNotEmpty();
        assertThat(partial.findings())
                .extracting(Finding::toString)
                .contains(
                        "WARNING interrupted: "
                                + (partial.members().size() + partial.failures().size())
                                + " of 10000000 replicates were made");
    }

    @Test
    void aThreadThatIsInterruptedAlreadyBeginsNothing() {
        Thread.currentThread().interrupt();
        Ensemble<ChinchillaLaw> none = Bootstrap.pairs(1_000_000, 1).withPartialAnswer().of(FIT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(none.members().size()).isLessThan(1_000_000);
        assertThat(workers()).isEmpty();
    }

    /** As a fit does, and as all of them do when a deadline passes. */
    @ParameterizedTest
    @ValueSource(strings = {"the bootstrap", "the jackknife", "the posterior"})
    void anEnsembleThatIsCutShortIsNoAnswer(String what) {
        Map<String, Supplier<Ensemble<ChinchillaLaw>>> calls =
                Map.of(
                        "the bootstrap",
                        () -> Bootstrap.pairs(1_000_000, 1).of(FIT),
                        "the jackknife",
                        () -> Jackknife.one().of(FIT),
                        "the posterior",
                        () -> Posterior.sample(1_000_000, 1).of(FIT));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedFitException.class)
                .isThrownBy(() -> calls.get(what).get())
                .withMessageMatching(
                        what + " was interrupted: \\d+ of \\d+ (replicates|chains) were done");
        assertThat(Thread.interrupted()).as("the interrupt stays set").isTrue();
        assertThat(workers()).isEmpty();
    }

    @Test
    void whatAPieceThrowsIsThrownAndLeavesNoThread() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                Effort.DEFAULT
                                        .withThreads(2)
                                        .run(
                                                "the work",
                                                "pieces",
                                                1000,
                                                () ->
                                                        number -> {
                                                            if (number == 500) {
                                                                throw new IllegalStateException(
                                                                        "piece 500");
                                                            }
                                                        }))
                .withMessage("piece 500");
        assertThat(workers()).isEmpty();
    }

    @Test
    void whatAListenerThrowsIsThrownAndLeavesNoThread() {
        Progress broken =
                (done, total, left) -> {
                    throw new IllegalStateException("no ears");
                };
        assertThatIllegalStateException()
                .isThrownBy(() -> Bootstrap.pairs(100_000, 1).withProgress(broken).of(FIT))
                .withMessage("no ears");
        assertThat(workers()).isEmpty();
    }

    @Test
    void whatOnePieceThrowsEndsTheOthersSoon() {
        AtomicIntegerArray done = new AtomicIntegerArray(1_000);
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                Effort.DEFAULT
                                        .withThreads(2)
                                        .run(
                                                "the work",
                                                "pieces",
                                                1_000,
                                                () ->
                                                        number -> {
                                                            if (number == 1) {
                                                                throw new IllegalStateException(
                                                                        "piece 1");
                                                            }
                                                            LockSupport.parkNanos(5_000_000);
                                                            done.incrementAndGet(number);
                                                        }))
                .withMessage("piece 1");
        assertThat(IntStream.range(0, 1_000).map(done::get).sum()).isLessThan(500);
    }
}
