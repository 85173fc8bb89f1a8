package org.scalinglaws.spark;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.solve.Engine;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tasks on the machines of Apache Spark. They go there as data and names; where a machine is lost Spark
 * does its tasks again on another, and nothing but the time changes.
 *
 * <p>{@code Bootstrap.pairs(100_000, 42).withEngine(SparkEngine.of(context)).of(fit)}
 *
 * @param context says which machines; it is not closed
 * @param partitions into how many parts the tasks are dealt; 0 for a few for each processor
 */
public record SparkEngine(JavaSparkContext context, int partitions) implements Engine {
    private static final long TICK = 100_000_000;
    private static final int PARTS_A_PROCESSOR = 16;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final AtomicInteger GROUPS = new AtomicInteger();

    /** Refuses null and fewer than no parts. */
    public SparkEngine {
        requireNonNull(context, "context");
        if (partitions < 0) {
            throw new IllegalArgumentException(
                    "number of partitions must not be negative, got " + partitions);
        }
    }

    /**
     * With a few parts for each processor that the context has.
     *
     * @param context says which machines; it is not closed
     * @return the engine
     */
    public static SparkEngine of(JavaSparkContext context) {
        return new SparkEngine(context, 0);
    }

    @Override
    public void run(Tasks tasks, Watch watch) {
        requireNonNull(tasks, "tasks");
        requireNonNull(watch, "watch");
        Broadcast<Shared> shared = context.broadcast(new Shared(tasks.sent()));
        String group = "scaling laws " + GROUPS.incrementAndGet();
        Queue<List<Answer>> arrived = new ConcurrentLinkedQueue<>();
        context.setJobGroup(group, tasks.count() + " tasks", true);
        try {
            FutureAction<?> action = begin(shared, tasks.count(), arrived);
            if (!await(action, arrived, watch)) {
                action.cancel();
                awaitIdle();
            }
            hand(arrived, watch);
        } finally {
            forget(shared);
        }
    }

    /** Spark asks its parts for this, which an interrupt must not cut short. */
    private void forget(Broadcast<Shared> shared) {
        boolean interrupted = Thread.interrupted();
        context.clearJobGroup();
        shared.destroy();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private FutureAction<?> begin(
            Broadcast<Shared> shared, int count, Queue<List<Answer>> arrived) {
        int usual = PARTS_A_PROCESSOR * context.defaultParallelism();
        int parts = Math.max(1, Math.min(count, partitions == 0 ? usual : partitions));
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        RDD<Answer> answers =
                context.parallelize(numbers, parts).mapPartitions(new TaskRange(shared)).rdd();
        List<Object> all = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
        SparkContext spark = context.sc();
        return spark.submitJob(
                answers,
                new Gather(),
                CollectionConverters.asScala(all).toSeq(),
                new Receive(arrived),
                new Nothing());
    }

    /** Hands answers over as they come; false when the caller wants no more. */
    private static boolean await(FutureAction<?> action, Queue<List<Answer>> arrived, Watch watch) {
        try {
            while (watch.left() > 0) {
                long wait = Math.min(TICK, watch.left());
                try {
                    Await.result(action, Duration.fromNanos(wait));
                    return true;
                } catch (TimeoutException notYet) {
                    hand(arrived, watch);
                    watch.tick();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException known) {
            throw known;
        } catch (Exception failed) {
            throw lost(failed);
        }
        return false;
    }

    private static ScalingException lost(Exception failed) {
        String first = String.valueOf(failed.getMessage()).split("\n", 2)[0];
        ScalingException lost = new ScalingException("Spark gave up: " + first);
        lost.initCause(failed);
        return lost;
    }

    /** On the caller's thread, as local work throws there too. */
    private static void hand(Queue<List<Answer>> arrived, Watch watch) {
        for (List<Answer> part = arrived.poll(); part != null; part = arrived.poll()) {
            for (Answer answer : part) {
                RuntimeException thrown = answer.thrown();
                if (thrown != null) {
                    throw thrown;
                }
                watch.took(answer.task(), answer.numbers(), true);
            }
        }
    }

    /** Tasks that were told to stop do so soon; an interrupt does not shorten the wait. */
    private void awaitIdle() {
        long end = System.nanoTime() + PATIENCE;
        boolean interrupted = Thread.interrupted();
        while (isBusy() && System.nanoTime() < end) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBusy() {
        return context.statusTracker().getActiveJobIds().length > 0;
    }
}
