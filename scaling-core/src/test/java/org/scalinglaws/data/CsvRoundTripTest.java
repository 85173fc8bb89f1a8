package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class CsvRoundTripTest {
    private static final Factor WIDTH = Factor.named("width");

    private static Arbitrary<Double> positive() {
        return Arbitraries.longs()
                .between(1, Double.doubleToRawLongBits(Double.MAX_VALUE))
                .withDistribution(RandomDistribution.uniform())
                .map(Double::longBitsToDouble);
    }

    /** Sizes and data whose compute is a number too. */
    private static Arbitrary<Double> root() {
        return positive().map(Math::sqrt).map(x -> x / 3).filter(x -> x > 1e-150);
    }

    @Provide
    Arbitrary<Run> anyRun() {
        Arbitrary<Double> width = positive().map(x -> -x).injectNull(0.3);
        return Combinators.combine(root(), root(), positive(), positive(), width)
                .as(
                        (n, d, loss, weight, w) -> {
                            Recipe recipe = Recipe.of(ModelSize.of(n), Tokens.of(d));
                            Recipe full = w == null ? recipe : recipe.with(WIDTH, w);
                            return new Run(full, Loss.nats(loss), weight);
                        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readingWhatWasWrittenGivesTheSameBits(
            @ForAll @Size(min = 1, max = 20) List<@From("anyRun") Run> runs) {
        assertSurvive(runs);
    }

    @Provide
    Arbitrary<String> anyName() {
        Arbitrary<String> odd =
                Arbitraries.of(
                        "n",
                        "N",
                        "d",
                        "C",
                        "Params",
                        "compute",
                        "LOSS",
                        "Weight",
                        "1",
                        "nan",
                        "inf",
                        "#",
                        "# n",
                        "\\",
                        "\\n",
                        " n",
                        "n ",
                        "\u2003n",
                        "a,b",
                        "\"",
                        "a\nb",
                        "\uFEFFn",
                        "column_1",
                        "params",
                        "x");
        Arbitrary<String> free = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(4);
        return Arbitraries.oneOf(odd, free)
                .filter(name -> !name.isBlank())
                .filter(name -> !name.equals("loss") && !name.equals("weight"));
    }

    @Property(tries = 300)
    void namesSurviveWhateverTheyAre(
            @ForAll @Size(min = 1, max = 6) @UniqueElements List<@From("anyName") String> names) {
        Recipe recipe = Recipe.of(ModelSize.of(2), Tokens.of(3));
        for (String name : names) {
            recipe = recipe.with(Factor.named(name), 1 + name.length());
        }
        assertSurvive(List.of(new Run(recipe, Loss.nats(4), 5)));
    }

    @Test
    void theSmallestAndTheGreatestDoublesSurvive() {
        Recipe least = Recipe.of(ModelSize.of(Double.MIN_VALUE), Tokens.of(Double.MAX_VALUE));
        assertSurvive(List.of(new Run(least, Loss.nats(Double.MIN_NORMAL), Double.MAX_VALUE)));
    }

    private static void assertSurvive(List<Run> runs) {
        List<Run> back = new ArrayList<>();
        throughAFile(Dataset.of(runs)).forEach(back::add);
        assertThat(back).isEqualTo(runs);
    }

    private static Dataset throughAFile(Dataset runs) {
        try {
            Path file = Files.createTempFile("round-trip", ".csv");
            try {
                runs.writeCsv(file);
                return Dataset.readCsv(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void labelsAndBlanksSurvive(@TempDir Path folder) {
        Dataset runs =
                CsvText.read(
                        "width,note,params,loss,weight",
                        ",\"a, \"\"b\"\"\nc\",1e8,3,2",
                        "512,,2e8,2,1",
                        ",ünï,,1,1");
        Path file = folder.resolve("runs.csv");
        runs.writeCsv(file);
        Dataset back = Dataset.readCsv(file);
        assertThat(back).hasToString(runs.toString());
        assertThat(back.label("note")).isEqualTo(runs.label("note"));
        assertThat(back).containsExactlyElementsOf(runs);
    }

    @Test
    void theFileIsPlain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("runs.csv");
        CsvText.read("note,params,loss", "x,1e8,3", "y,,2.5").writeCsv(file);
        assertThat(Files.readString(file))
                .isEqualToNormalizingNewlines(
                        "params,note,loss,weight\n1.0E8,x,3.0,1.0\n,y,2.5,1.0\n");
    }
}
