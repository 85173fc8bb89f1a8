package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.recipe.Factor;

class WeightKindTest {
    private static final Factor SIGMA = Factor.named("sigma");
    private static final String DEVIATIONS = "x,loss,sigma\n1,3,0.5\n2,2.5,0.25\n3,2,0.125\n";

    @TempDir private Path folder = Path.of("");

    private static Dataset read(String text) {
        return Dataset.readCsv("runs.csv", new StringReader(text));
    }

    private static Dataset weighted(String first, String second, String third) {
        return read(
                String.format("x,loss,weight\n1,3,%s\n2,2.5,%s\n3,2,%s\n", first, second, third));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, counts",
        "10, 10, 10, counts",
        "10, 10, 11, precision",
        "1, 2.5, 1, precision",
        "10000, 10000, 2500, precision",
        "0.5, 0.5, 0.5, precision"
    })
    void aColumnOfWeightsIsOfCountsUnlessOneIsNotWholeOrTheyCountTenTimesTheRows(
            String first, String second, String third, String kind) {
        assertThat(weighted(first, second, third).weightKind()).hasToString(kind);
    }

    @Test
    void aColumnSigmaHoldsKnownDeviationsWhereThereAreNoWeights() {
        Dataset known = read(DEVIATIONS);
        assertThat(known.weightKind()).isEqualTo(WeightKind.SIGMA);
        assertThat(known.weights()).containsExactly(4, 16, 64);
        assertThat(known.run(1).weight()).isEqualTo(16);
        assertThat(known.factors()).doesNotContain(SIGMA);

        Dataset weights = read("x,loss,sigma,weight\n1,3,0.5,1\n2,2.5,0.25,2\n");
        assertThat(weights.weightKind()).isEqualTo(WeightKind.COUNTS);
        assertThat(weights.column(SIGMA)).containsExactly(0.5, 0.25);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "''", "1e-200", "1e200"})
    void aColumnSigmaThatHoldsNoDeviationSomewhereIsAFactor(String cell) {
        Dataset runs = read("x,loss,sigma\n1,3,0.5\n2,2.5," + cell + "\n");
        assertThat(runs.weightKind()).isEqualTo(WeightKind.COUNTS);
        assertThat(runs.weights()).containsExactly(1, 1);
        assertThat(runs.factors()).contains(SIGMA);
    }

    @Test
    void weightsCanBeTakenForAnotherKind() {
        Dataset known = read(DEVIATIONS);
        Dataset precisions = known.withWeights(WeightKind.PRECISION);
        assertThat(precisions.weights()).containsExactly(4, 16, 64);
        assertThat(precisions.column(SIGMA)).containsExactly(0.5, 0.25, 0.125);
        assertThat(known.withWeights(WeightKind.COUNTS).weights()).containsExactly(1, 1, 1);
        Dataset again = precisions.withWeights(WeightKind.SIGMA);
        assertThat(again.weightKind()).isEqualTo(WeightKind.SIGMA);
        assertThat(again.weights()).containsExactly(4, 16, 64);
        Dataset counts = weighted("2", "1", "1");
        assertThat(counts.withWeights(WeightKind.PRECISION).weights()).containsExactly(2, 1, 1);
        assertThat(counts.withWeights(WeightKind.SIGMA, run -> 2 * run.weight()).weights())
                .containsExactly(0.0625, 0.25, 0.25);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> counts.withWeights(WeightKind.SIGMA))
                .withMessage("runs.csv has no column 'sigma'; it has x, loss");
        Dataset zero = read("x,loss,sigma\n1,3,0.5\n2,2.5,0\n");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> zero.withWeights(WeightKind.SIGMA))
                .withMessage("run 2 of runs.csv: sigma must be positive and finite, got 0");
    }

    @Test
    void aColumnOfAnotherNameCanHoldDeviations() {
        CsvFormat format = CsvFormat.DEFAULT.withWeightColumn("se");
        Dataset runs =
                Dataset.readCsv("runs.csv", new StringReader("x,loss,se\n1,3,0.5\n2,2,2\n"), format)
                        .withWeights(WeightKind.SIGMA);
        assertThat(runs.weights()).containsExactly(4, 0.25);
        assertThat(runs.weightColumn()).isEqualTo("se");
    }

    @ParameterizedTest
    @EnumSource(WeightKind.class)
    void aFileThatWasWrittenReadsBackTheKind(WeightKind kind) {
        Path file = folder.resolve("runs.csv");
        for (double large : new double[] {1, 1e6, 0.3}) {
            Dataset runs = weighted("2", "1", "1").withWeights(kind, run -> large * run.weight());
            runs.writeCsv(file);
            assertSame(Dataset.readCsv(file), runs);
        }
        read(DEVIATIONS).withWeights(kind).writeCsv(file);
        assertSame(Dataset.readCsv(file), read(DEVIATIONS).withWeights(kind));
    }

    private static void assertSame(Dataset read, Dataset written) {
        assertThat(read.weightKind()).isEqualTo(written.weightKind());
        assertThat(read.weights()).isEqualTo(written.weights());
        assertThat(read.weightColumn()).isEqualTo(written.weightColumn());
        assertThat(read.factors()).isEqualTo(written.factors());
    }

    @Test
    void theHeaderSaysTheKindOnlyWhereItWouldBeTakenForAnother() {
        Path file = folder.resolve("runs.csv");
        weighted("2", "1", "1").withWeights(WeightKind.PRECISION).writeCsv(file);
        assertThat(file).content().startsWith("x,loss,weight (precision)\r\n");
        weighted("2", "1", "1").writeCsv(file);
        assertThat(file).content().startsWith("x,loss,weight\r\n");
    }

    @Test
    void runsOfAnotherTableKeepTheKindOfTheirWeights() {
        for (Dataset runs : List.of(read(DEVIATIONS), weighted("0.5", "1", "4"))) {
            List<Run> rows = List.of(runs.run(0), runs.run(1), runs.run(2));
            Dataset made = Dataset.of(rows, runs.weightKind());
            assertThat(made.weightKind()).isEqualTo(runs.weightKind());
            assertThat(made.weights()).isEqualTo(runs.weights());
        }
    }

    @Test
    void countedRowsCanBeCopied() {
        Dataset runs = read("name,x,loss,weight\na,1,3,2\nb,2,2.5,1\nc,3,2,3\n").copies();
        assertThat(runs.label("name")).containsExactly("a", "a", "b", "c", "c", "c");
        assertThat(runs.losses()).containsExactly(3, 3, 2.5, 2, 2, 2);
        assertThat(runs.weights()).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(runs.copies()).isSameAs(runs);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weighted("0.5", "1", "1").copies())
                .withMessage("weights of runs to copy must be counts, got precision");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weighted("1", "1.5", "1").withWeights(WeightKind.COUNTS).copies())
                .withMessage("counts of runs to copy must be whole, run 2 of runs.csv has 1.5");
    }

    @Test
    void aKindIsReadByItsName() {
        assertThat(WeightKind.parse("Precision")).isEqualTo(WeightKind.PRECISION);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightKind.parse("inverse"))
                .withMessage("weights must be counts, precision or sigma, got 'inverse'");
    }
}
