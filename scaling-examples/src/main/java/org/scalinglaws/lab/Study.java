package org.scalinglaws.lab;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.solve.Progress;

/**
 * A scaling study from raw text to a table of runs: models of several sizes, each trained on several
 * amounts of text. First every size tries some learning rates on a short run; then the grid is
 * trained at the best of them, cheap points with three seeds; and some larger runs, for a law of the
 * grid to be held against.
 *
 * <p>Results are kept in a folder, {@code runs.csv} and {@code curves.csv}, run by run. A study that
 * was stopped goes on where it was. The number of threads changes no digit of a result. Immutable.
 */
public final class Study {
    private static final long TEXT_SEED = 2026;
    private static final int PIECES = 1000;
    private static final long LOOK = 200;

    /** What a token costs besides the FLOP of its weights, in FLOP: above all, exponentials. */
    private static final double OVERHEAD = 4000;

    private final Design design;
    private final int threads;

    /** A study of any design. */
    Study(Design design, int threads) {
        this.design = design;
        this.threads = threads;
    }

    /**
     * Six sizes from 609 to 61,434 parameters on 30,000 to 3,000,000 tokens, and two larger runs.
     *
     * @return the study, on two threads
     */
    public static Study full() {
        return new Study(Design.FULL, 2);
    }

    /**
     * Four sizes up to 8,606 parameters on 30,000 to 192,000 tokens, and one larger run.
     *
     * @return the study, on two threads
     */
    public static Study quick() {
        return new Study(Design.QUICK, 2);
    }

    /**
     * The same study with other parallelism.
     *
     * @param count runs that are trained at a time, one or more
     * @return the changed study
     */
    public Study withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + count);
        }
        return new Study(design, count);
    }

    /**
     * The same study with repeated text: a run sees the same tokens again once it has seen so many,
     * or a little fewer, so that they are whole batches.
     *
     * @param most distinct tokens of a run at most, and no fewer than the largest batch has
     * @return the changed study
     */
    public Study withUniqueTokens(Tokens most) {
        int count = (int) Math.min(Integer.MAX_VALUE, most.count());
        return new Study(design.withUniqueTokens(count), threads);
    }

    /** The text of the full study. */
    static Corpus corpus() {
        return corpus(Design.FULL);
    }

    private static Corpus corpus(Design design) {
        return Corpus.of(Source.STANDARD.text(design.text(), TEXT_SEED));
    }

    /**
     * Trains what the folder does not have yet.
     *
     * @param folder where results are kept; made where there is none
     * @param progress hears how much is done, in thousandths of the work
     * @return the runs of this study and no other of the folder, with their {@code role}: {@code
     *     trial} of a learning rate, {@code grid} or {@code withheld}
     * @throws IllegalArgumentException when another study writes to the folder
     * @throws InterruptedException when the thread is interrupted; what was finished is kept
     */
    public Dataset run(Path folder, Progress progress) throws InterruptedException {
        requireNonNull(folder, "folder");
        requireNonNull(progress, "progress");
        // Two studies would each write the runs that it knows, and the last one takes them all
        // away.
        FolderLock alone = FolderLock.of(folder);
        try {
            return run(RunsFile.in(folder), progress);
        } finally {
            alone.close();
        }
    }

    private Dataset run(RunsFile file, Progress progress) throws InterruptedException {
        List<Job> trials = design.trials();
        List<Job> all = new ArrayList<>(trials);
        Session session = new Session(file, corpus(design), progress, threads);
        try {
            // What the runs cost does not depend on their rates, which are not known yet.
            session.expect(trials, design.runs(Rates.of(trials, trial -> 0)));
            session.train(trials);
            all.addAll(design.runs(Rates.of(trials, file::loss)));
            session.train(all);
        } finally {
            session.end();
        }
        return file.dataset(all);
    }

    /** One call of a study: what there is, who works on the rest, and how far they have come. */
    private static final class Session {
        private final RunsFile file;
        private final Progress progress;
        private final Queue<Thread> crew = new ConcurrentLinkedQueue<>();
        private final ExecutorService pool;
        private final Trainer trainer;
        private final double sourceLoss;
        private final long start = System.nanoTime();
        private final DoubleAdder worked = new DoubleAdder();
        private double before;
        private double total;

        private Session(RunsFile file, Corpus corpus, Progress progress, int threads) {
            this.file = file;
            this.progress = progress;
            this.pool = Executors.newFixedThreadPool(threads, this::worker);
            this.trainer = new Trainer(corpus, Source.STANDARD);
            this.sourceLoss = corpus.heldOut().loss(Source.STANDARD.predictions());
        }

        private Thread worker(Runnable loop) {
            Thread thread = new Thread(loop, "scaling-laws-lab");
            crew.add(thread);
            return thread;
        }

        private static double work(Job job) {
            return job.tokens() * (job.shape().flopsPerToken() + OVERHEAD);
        }

        private void expect(List<Job> trials, List<Job> runs) {
            total = Stream.concat(trials.stream(), runs.stream()).mapToDouble(Session::work).sum();
        }

        /** Trains those that are missing, the most work first, and saves after each. */
        private void train(List<Job> order) throws InterruptedException {
            List<Job> missing =
                    order.stream()
                            .filter(job -> !file.has(job))
                            .sorted(Comparator.comparingDouble(Session::work).reversed())
                            .toList();
            double there = order.stream().filter(file::has).mapToDouble(Session::work).sum();
            before = there - worked.sum();
            CompletionService<Trained> finished = new ExecutorCompletionService<>(pool);
            missing.forEach(job -> finished.submit(() -> train(job)));
            for (int left = missing.size(); left > 0; ) {
                Future<Trained> next = next(finished, order);
                if (next != null) {
                    keep(next, order);
                    left--;
                }
                report();
            }
        }

        /** Waits for the next run; when interrupted, keeps those that are finished but not saved. */
        private @Nullable Future<Trained> next(CompletionService<Trained> finished, List<Job> order)
                throws InterruptedException {
            try {
                return finished.poll(LOOK, TimeUnit.MILLISECONDS);
            } catch (InterruptedException stop) {
                for (Future<Trained> more = finished.poll(); more != null; more = finished.poll()) {
                    keep(more, order);
                }
                throw stop;
            }
        }

        private void keep(Future<Trained> run, List<Job> order) throws InterruptedException {
            file.add(result(run), sourceLoss);
            file.save(order);
        }

        private Trained train(Job job) throws InterruptedException {
            double[] sofar = {0};
            Trained run =
                    trainer.train(
                            job,
                            share -> {
                                worked.add((share - sofar[0]) * work(job));
                                sofar[0] = share;
                            });
            worked.add((1 - sofar[0]) * work(job));
            return run;
        }

        /** Leaves no thread behind: a pool says that it ended while its last threads still end. */
        private void end() {
            pool.shutdownNow();
            boolean interrupted = false;
            for (Thread thread : crew) {
                while (thread.isAlive()) {
                    try {
                        thread.join();
                    } catch (InterruptedException again) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private static Trained result(Future<Trained> run) throws InterruptedException {
            try {
                return run.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }

        private void report() {
            double now = worked.sum();
            double rest = Math.max(0, total - before - now);
            double seconds = 1e-9 * (System.nanoTime() - start);
            Duration left = Duration.ofSeconds(now > 0 ? (long) (seconds * rest / now) : 0);
            progress.report((int) (PIECES * (before + now) / total), PIECES, left);
        }
    }
}
