package org.scalinglaws.study;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.crew.Crew;
import org.scalinglaws.crew.FolderLock;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Progress;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.transformer.TransformerJob;
import org.scalinglaws.transformer.TransformerRun;
import org.scalinglaws.transformer.TransformerTable;
import org.scalinglaws.transformer.TransformerTrainer;

/**
 * A scaling study of transformers on a text. Short runs try learning rates and batches; power laws
 * through their optima set those of all others: an IsoFLOP sweep, runs over repeated text, and runs of
 * more compute, for a law of the sweep to be held against.
 *
 * <p>Each stage has two files in a folder, such as {@code sweep.csv} and {@code sweep-curves.csv}; a
 * run is added to them as it ends, and a study that was stopped goes on where it was. A run is trained on
 * one thread: the number of threads changes no digit of a result. Immutable.
 */
public final class TextStudy {
    /** Tuning runs are so short that all of the held-out text would take longer than they do. */
    private static final int TUNING_HELD_OUT = 1 << 17;

    private final PreparedText text;
    private final Layout layout;
    private final boolean quick;
    private final int threads;

    TextStudy(PreparedText text, Layout layout, boolean quick, int threads) {
        this.text = text;
        this.layout = layout;
        this.quick = quick;
        this.threads = threads;
    }

    /**
     * Four budgets from 8e10 to 2.5e12 FLOP with up to eight sizes each, 152 tuning runs before them, 24 over
     * repeated text, and two of 5e12 and 1e13 FLOP.
     *
     * @param text what is trained on and measured on
     * @return the study, on two threads
     */
    public static TextStudy full(PreparedText text) {
        return new TextStudy(requireNonNull(text, "text"), Layout.FULL, false, 2);
    }

    /**
     * Three budgets from 8e10 to 3.2e11 FLOP with four sizes each, three runs over repeated text and one of
     * 6e11 FLOP, measured on a part of the held-out text, with learning rates and batches by the tuning
     * runs of {@link EmbeddedTextStudy}.
     *
     * @param text what is trained on and measured on
     * @return the study, on two threads
     */
    public static TextStudy quick(PreparedText text) {
        return new TextStudy(requireNonNull(text, "text"), Layout.QUICK, true, 2);
    }

    /**
     * The same study with other parallelism.
     *
     * @param count runs that are trained at a time, one or more
     * @return the changed study
     */
    public TextStudy withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, got " + count);
        }
        return new TextStudy(text, layout, quick, count);
    }

    /**
     * The stages that it trains, in order.
     *
     * @return all of them, or all but the tuning where that is known
     */
    public List<Stage> stages() {
        return Arrays.stream(Stage.values())
                .filter(stage -> !quick || stage != Stage.TUNING)
                .toList();
    }

    /**
     * The file of a stage.
     *
     * @param folder where results are kept
     * @param stage the stage
     * @return such as {@code sweep.csv}; it need not exist
     */
    public static Path file(Path folder, Stage stage) {
        requireNonNull(stage, "stage");
        return folder.resolve(stage + ".csv");
    }

    /**
     * The learning curves of a stage that has been trained.
     *
     * @param folder where results are kept
     * @param stage the stage
     * @return a CSV file, a line for each twentieth of each run
     */
    public static String curves(Path folder, Stage stage) {
        Path file = new TransformerTable(file(folder, stage)).curves();
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read '" + file + "'", broken);
        }
    }

    /**
     * What a stage trains, the model counted with its head and without its positions.
     *
     * @param stage any but the tuning
     * @param folder where the tuning runs are
     * @return the recipes, in the order of training
     * @throws DataException when the tuning runs are not there, or give no law
     */
    public List<Recipe> recipes(Stage stage, Path folder) {
        return rungs(stage, folder).stream()
                .flatMap(List::stream)
                .map(
                        job ->
                                Recipe.of(
                                        job.shape().parameters(Counting.WITHOUT_INPUT_EMBEDDING),
                                        job.tokens()))
                .toList();
    }

    /**
     * What the sweep does not train, since it would repeat text.
     *
     * @param folder where results are kept
     * @return a sentence for each size and budget
     * @throws DataException when the tuning runs are not there, or give no law
     */
    public List<String> leftOut(Path folder) {
        return layout.sweep(rates(folder), vocabulary(), text.training().size()).stream()
                .flatMap(rung -> rung.leftOut().stream())
                .toList();
    }

    /**
     * Trains what a stage does not have yet, budget by budget.
     *
     * @param stage what to train
     * @param folder where results are kept; made where there is none
     * @param progress hears how much is done, in thousandths of the work
     * @return the runs of the stage
     * @throws DataException when the stage needs tuning runs that are not there or give no law, or more
     *     text than there is
     * @throws IllegalArgumentException when another study writes to the folder
     * @throws InterruptedException when the thread is interrupted; what was finished is kept
     */
    public Dataset run(Stage stage, Path folder, Progress progress) throws InterruptedException {
        requireNonNull(folder, "folder");
        requireNonNull(progress, "progress");
        FolderLock alone = FolderLock.of(folder);
        try {
            TransformerTable table = new TransformerTable(file(folder, stage));
            table.check();
            List<List<TransformerJob>> rungs = rungs(stage, folder);
            check(stage, rungs.stream().flatMap(List::stream).toList());
            train(rungs, trainer(stage), table, progress);
            return Dataset.readCsv(table.runs());
        } finally {
            alone.close();
        }
    }

    /** Text that is repeated without a word would be counted as new. */
    private void check(Stage stage, List<TransformerJob> jobs) {
        double most =
                jobs.stream()
                        .mapToDouble(
                                job -> Math.min((double) job.uniqueTokens(), job.tokens().count()))
                        .max()
                        .orElse(Double.POSITIVE_INFINITY);
        double there = text.training().size();
        if (most > there) {
            String needed = jobs.isEmpty() ? "more" : Digits.three(most);
            throw new DataException(
                    String.format(
                            Locale.ROOT,
                            "the %s runs need %s tokens of text that is not repeated, and there are %s to"
                                    + " train on",
                            stage,
                            needed,
                            Digits.three(there)));
        }
    }

    private List<List<TransformerJob>> rungs(Stage stage, Path folder) {
        return switch (stage) {
            case TUNING -> List.of(layout.tuning(vocabulary()));
            case SWEEP ->
                    layout.sweep(rates(folder), vocabulary(), text.training().size()).stream()
                            .map(Layout.Rung::jobs)
                            .toList();
            case EPOCHS -> List.of(layout.epochs(rates(folder), vocabulary()));
            case WITHHELD ->
                    List.of(layout.withheld(rates(folder), vocabulary(), law(sweep(folder))));
        };
    }

    private TunedRates rates(Path folder) {
        if (quick) {
            return TunedRates.of(EmbeddedTextStudy.runs(Stage.TUNING));
        }
        return TunedRates.of(Dataset.readCsv(needed(folder, Stage.TUNING, "learning rates")));
    }

    /** The law of the sweep, which says what the larger runs train. */
    static LossLaw law(Dataset sweep) {
        double[] sizes = sweep.column(Factor.named("head_params"));
        return Fitter.of(ChinchillaLaw.FAMILY).fit(sweep.with(Factor.PARAMETERS, sizes)).law();
    }

    private static Dataset sweep(Path folder) {
        return Dataset.readCsv(needed(folder, Stage.SWEEP, "the sizes of larger runs"));
    }

    private static Path needed(Path folder, Stage stage, String what) {
        Path file = file(folder, stage);
        if (!Files.exists(file)) {
            throw new DataException(
                    what + " come from the " + stage + " runs, and '" + file + "' is not there");
        }
        return file;
    }

    private TransformerTrainer trainer(Stage stage) {
        boolean part = quick || stage == Stage.TUNING;
        int most = part ? TUNING_HELD_OUT + 1 : Integer.MAX_VALUE;
        return TransformerTrainer.of(
                text.training().stream().toArray(), text.heldOut().stream().limit(most).toArray());
    }

    private void train(
            List<List<TransformerJob>> rungs,
            TransformerTrainer trainer,
            TransformerTable table,
            Progress progress)
            throws InterruptedException {
        List<TransformerJob> all = rungs.stream().flatMap(List::stream).toList();
        Crew<TransformerJob, TransformerRun> crew =
                new Crew<>(threads, trainer::train, job -> job.compute().flops(), progress);
        try {
            crew.expect(all);
            for (List<TransformerJob> rung : rungs) {
                crew.train(
                        rung.stream().filter(job -> !table.has(job)).toList(),
                        all.stream().filter(table::has).toList(),
                        table::add);
            }
        } finally {
            crew.end();
        }
    }

    private int vocabulary() {
        return text.vocabulary().size();
    }
}
