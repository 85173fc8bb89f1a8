package org.scalinglaws.lab;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scalinglaws.crew.Crew;
import org.scalinglaws.crew.FolderLock;
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
        Corpus corpus = corpus(design);
        Trainer trainer = new Trainer(corpus, Source.STANDARD);
        double sourceLoss = corpus.heldOut().loss(Source.STANDARD.predictions());
        List<Job> trials = design.trials();
        List<Job> all = new ArrayList<>(trials);
        Crew<Job, Trained> crew = new Crew<>(threads, trainer::train, Study::work, progress);
        try {
            // What the runs cost does not depend on their rates, which are not known yet.
            List<Job> expected = new ArrayList<>(trials);
            expected.addAll(design.runs(Rates.of(trials, trial -> 0)));
            crew.expect(expected);
            train(crew, trials, file, sourceLoss);
            all.addAll(design.runs(Rates.of(trials, file::loss)));
            train(crew, all, file, sourceLoss);
        } finally {
            crew.end();
        }
        return file.dataset(all);
    }

    /** Trains those that are missing, and saves after each. */
    private static void train(
            Crew<Job, Trained> crew, List<Job> order, RunsFile file, double sourceLoss)
            throws InterruptedException {
        crew.train(
                order.stream().filter(job -> !file.has(job)).toList(),
                order.stream().filter(file::has).toList(),
                run -> {
                    file.add(run, sourceLoss);
                    file.save(order);
                });
    }

    private static double work(Job job) {
        return job.tokens() * (job.shape().flopsPerToken() + OVERHEAD);
    }
}
