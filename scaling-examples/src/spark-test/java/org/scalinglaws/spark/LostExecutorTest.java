package org.scalinglaws.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/** Two machines as two processes, of which one is stopped half-way. */
@Timeout(180)
class LostExecutorTest {
    private static final int PARTITIONS = 200;
    private static final Bootstrap MANY = Bootstrap.pairs(20_000, 42);

    /** Counts tasks that had to be run again. */
    private static final class Again extends SparkListener {
        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            (end.taskInfo().successful() ? ended : lost).incrementAndGet();
        }
    }

    private static SparkConf twoMachines() {
        return new SparkConf()
                .setMaster("local-cluster[2,1,1024]")
                .setAppName("a lost executor")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "false")
                .set("spark.local.dir", Path.of("target", "spark", "local").toString())
                .set("spark.executor.extraClassPath", Studies.classPath());
    }

    @Test
    void aStoppedExecutorChangesNothingButTheTime() {
        String home = System.getenv("SPARK_HOME");
        assumeTrue(
                home != null && Files.isDirectory(Path.of(home, "jars")),
                "there is no SPARK_HOME with jars, which executors are started from");
        Ensemble<ChinchillaLaw> expected = MANY.of(Studies.FIT);

        try (JavaSparkContext context = new JavaSparkContext(twoMachines())) {
            Again again = new Again();
            context.sc().addSparkListener(again);
            AtomicBoolean stopped = new AtomicBoolean();
            AtomicInteger after = new AtomicInteger();
            Ensemble<ChinchillaLaw> found =
                    MANY.withEngine(new SparkEngine(context, PARTITIONS))
                            .withProgress(
                                    (done, total, left) -> {
                                        if (3 * done > total
                                                && stopped.compareAndSet(false, true)) {
                                            after.set(done);
                                            stopOne();
                                        }
                                    })
                            .of(Studies.FIT);

            // It went half-way, lost a machine, and did again what was running there.
            assertThat(after.get()).isBetween(1, MANY.replicates() - 1);
            assertThat(again.lost.get()).isPositive();
            System.out.printf(
                    "an executor was stopped after %d of %d replicates: %d tasks were lost and"
                            + " run again%n",
                    after.get(), MANY.replicates(), again.lost.get());
            Studies.assertSame(found, expected);
        }
        assertThat(Studies.executors()).isEmpty();
    }

    /** One of the two that this test started, by its own number. */
    private static void stopOne() {
        ProcessHandle one = Studies.executors().findFirst().orElseThrow();
        assertThat(one.destroyForcibly()).isTrue();
        one.onExit().join();
    }
}
