package org.scalinglaws.command;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.numeric.Defaults;
import org.scalinglaws.text.CleanText;
import org.scalinglaws.text.PreparedText;
import org.scalinglaws.text.Unigram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From raw text to tokens that a language model is trained on. */
@Command(
        name = "lab-text",
        mixinStandardHelpOptions = true,
        description =
                "Cleans text, learns a byte-pair vocabulary on its first nine tenths, holds the last"
                        + " tenth out, and writes both as tokens with a card that tells what they were"
                        + " made of.")
final class LabTextCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Text, its paragraphs between empty lines; .gz is unpacked. X.dict.dz with"
                            + " X.index beside it is a dictionary, an entry a definition.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "Where training.tokens, held-out.tokens, vocabulary.json and card.json are"
                            + " written.")
    private Path folder = Path.of("");

    @Option(
            names = "--vocabulary",
            defaultValue = "1024",
            paramLabel = "V",
            description = "Tokens to learn, from 256 (a token a byte) to 4096; 1024 unless said.")
    private int vocabulary;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description =
                    "Shuffle paragraphs or entries before the last tenth is held out; in the order of"
                            + " the files unless said.")
    private @Nullable Long seed;

    @Option(
            names = "--encoding",
            defaultValue = "UTF-8",
            paramLabel = "NAME",
            description = "How the files write characters; UTF-8 unless said.")
    private String encoding = "";

    @Mixin private ChosenFormat format = new ChosenFormat();

    @Override
    public Integer call() {
        format.check();
        CleanText clean = CleanText.read(files, charset());
        PreparedText text =
                seed == null
                        ? PreparedText.of(clean, vocabulary)
                        : PreparedText.shuffled(clean, vocabulary, seed);
        text.save(folder);
        Optional<Unigram> other =
                seed == null ? Optional.of(text.randomTenth(Defaults.SEED)) : Optional.empty();
        LabTextAnswer answer = new LabTextAnswer(text, other, folder);
        spec.commandLine().getOut().println(format.of(answer::text, answer::tables, answer::json));
        return 0;
    }

    private Charset charset() {
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IllegalArgumentException(
                    "--encoding must be one such as UTF-8, windows-1252 or ISO-8859-1, got '"
                            + encoding
                            + "'",
                    unknown);
        }
    }
}
