package org.scalinglaws.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.transformer.SmallShapes;
import org.scalinglaws.transformer.TransformerJob;
import org.scalinglaws.transformer.TransformerModel;
import org.scalinglaws.transformer.TransformerRun;
import org.scalinglaws.transformer.TransformerTable;
import org.scalinglaws.transformer.TransformerTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One transformer trained on a text of one's own. */
@Command(
        name = "lab-transformer",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a transformer of a given size on a text that lab-text prepared, measures it on",
            "the part held out, and adds the run to a file that fit reads. On one processor."
        })
final class LabTransformerCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FOLDER", description = "What lab-text wrote.")
    private Path folder = Path.of("");

    @Option(
            names = "--params",
            required = true,
            paramLabel = "N",
            description = "Parameters of the model, such as 100K; the nearest shape is taken.")
    private String params = "";

    @Mixin private ChosenCounting counting = new ChosenCounting();

    @Option(
            names = "--tokens",
            required = true,
            paramLabel = "D",
            description = "Tokens to train on, such as 2M.")
    private String tokens = "";

    @Option(
            names = "--unique-tokens",
            paramLabel = "U",
            description = "Repeat the text: see the same tokens again after so many.")
    private @Nullable String uniqueTokens;

    @Option(
            names = "--context",
            defaultValue = "128",
            paramLabel = "T",
            description = "Tokens in a sequence; 128 unless said.")
    private int context;

    @Option(
            names = "--batch",
            defaultValue = "16",
            paramLabel = "B",
            description = "Sequences between two steps; 16 unless said.")
    private int batch;

    @Option(
            names = "--lr",
            defaultValue = "0.005",
            paramLabel = "RATE",
            description = "The highest learning rate; 0.005 unless said.")
    private double rate;

    @Mixin private ChosenSeed seed = new ChosenSeed();

    @Option(
            names = "--out",
            paramLabel = "RUNS.csv",
            description = "Add the run to this file, and its curve to RUNS-curves.csv.")
    private @Nullable Path out;

    @Option(
            names = "--prompt",
            paramLabel = "WORDS",
            description =
                    "Show what these words pass through in the model, and the five likeliest next tokens"
                            + " before and after training.")
    private @Nullable String prompt;

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() throws InterruptedException {
        format.check();
        TransformerTable table = out == null ? null : new TransformerTable(out);
        if (table != null) {
            table.check();
        }

        PreparedText text = PreparedText.read(folder);
        TransformerJob job = job(text);
        TransformerTrainer trainer =
                TransformerTrainer.of(
                        text.training().stream().toArray(), text.heldOut().stream().toArray());

        // A prompt is followed twice: the weights change under it.
        TransformerModel model = TransformerModel.of(job.shape(), job.seed());
        Optional<PromptTrace> before =
                Optional.ofNullable(prompt).map(words -> PromptTrace.of(text, model, words));
        TransformerRun run = train(trainer, job, model);
        if (table != null) {
            table.add(run);
        }

        LabTransformerAnswer answer =
                new LabTransformerAnswer(
                        run, text.card(), out, before.map(trace -> trace.after(text, model)));
        spec.commandLine().getErr().println(answer.speed());
        spec.commandLine().getOut().println(format.of(answer::text, answer::tables, answer::json));
        return 0;
    }

    private TransformerJob job(PreparedText text) {
        ModelSize size = new ModelSize(ModelSize.parse(params).parameters(), counting.rule());
        Transformer shape = SmallShapes.near(size, text.vocabulary().size(), context);
        TransformerJob job =
                TransformerJob.of(shape, Tokens.parse(tokens), batch)
                        .withRate(rate)
                        .withSeed(seed.seed());

        // A run longer than the text repeats it, whether that was asked for or not.
        long all = text.training().size();
        return job.withUniqueTokens(
                uniqueTokens == null
                        ? all
                        : Math.min(all, (long) Tokens.parse(uniqueTokens).count()));
    }

    private static TransformerRun train(
            TransformerTrainer trainer, TransformerJob job, TransformerModel model)
            throws InterruptedException {
        if (!Bar.isWatched()) {
            return trainer.train(job, model, share -> {});
        }
        try (Bar bar = new Bar("training", LabCommand.THOUSANDTHS)) {
            return trainer.train(job, model, watched(bar));
        }
    }

    private static DoubleConsumer watched(Bar bar) {
        long start = System.nanoTime();
        return share -> {
            double seconds = 1e-9 * (System.nanoTime() - start);
            bar.report(
                    (int) (share * LabCommand.THOUSANDTHS),
                    LabCommand.THOUSANDTHS,
                    Duration.ofSeconds((long) (seconds * (1 - share) / share)));
        };
    }
}
