package org.scalinglaws.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.scalinglaws.solve.Progress;

class CrewTest {
    private static Crew<Integer, Integer> crew(int threads, List<Integer> told) {
        Progress progress = (done, total, left) -> told.add(done);
        return new Crew<>(
                threads,
                (job, share) -> {
                    share.accept(0.5);
                    return job * job;
                },
                job -> job,
                progress);
    }

    @Test
    void theMostWorkIsDoneFirstAndAllIsHandedOver() throws InterruptedException {
        List<Integer> kept = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        Crew<Integer, Integer> crew = crew(1, told);
        crew.expect(List.of(1, 2, 3, 4));
        crew.train(List.of(1, 3, 2), List.of(4), kept::add);
        crew.end();

        assertThat(kept).containsExactly(9, 4, 1);
        assertThat(told).isSorted().endsWith(1000);
    }

    @Test
    void whatWasFinishedIsKeptWhenTheCallerIsInterrupted() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        List<Integer> kept = new ArrayList<>();
        Thread caller = Thread.currentThread();
        Crew<Integer, Integer> crew =
                new Crew<>(
                        1,
                        (job, share) -> {
                            if (job == 1) {
                                caller.interrupt();
                                first.await();
                            }
                            return job;
                        },
                        job -> job,
                        Progress.NONE);
        crew.expect(List.of(1, 2));

        assertThatThrownBy(() -> crew.train(List.of(1, 2), List.of(), kept::add))
                .isInstanceOf(InterruptedException.class);
        crew.end();
        assertThat(kept).containsExactly(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aJobThatFailsFailsTheCaller() {
        Crew<Integer, Integer> crew =
                new Crew<>(
                        2,
                        (job, share) -> {
                            throw new IllegalArgumentException("no such job");
                        },
                        job -> job,
                        Progress.NONE);
        crew.expect(List.of(1));

        assertThatThrownBy(() -> crew.train(List.of(1), List.of(), all -> {}))
                .hasRootCauseMessage("no such job");
        crew.end();
    }
}
