package org.scalinglaws.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;

/** A small file that is written here and read again. */
class ParquetTableTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void everyColumnIsReadBack(CompressionCodecName codec) throws IOException {
        Path file = SimulatedFile.write(folder.resolve("runs.parquet"), codec);
        String rows = new ParquetTable().jsonLines(file);
        Dataset runs = Dataset.readCsv("runs.parquet", new StringReader(rows));
        assertThat(runs.size()).isEqualTo(30);
        for (int row = 0; row < 30; row++) {
            assertThat(runs.column("params")[row])
                    .isEqualTo(SimulatedFile.recipe(row).model().parameters());
            assertThat(runs.column("tokens")[row])
                    .isEqualTo(SimulatedFile.recipe(row).tokens().count());
            assertThat(runs.losses()[row])
                    .isEqualTo(SimulatedFile.TRUTH.loss(SimulatedFile.recipe(row)));
            assertThat(runs.label("name").get(row)).isEqualTo("the \"run\", " + row);
            Double rate = row % 2 == 0 ? 0.1 : Double.NaN;
            assertThat(runs.column(Factor.named("lr"))[row]).isEqualTo(rate);
            assertThat(runs.column(Factor.named("cost"))[row]).isEqualTo((1250 + row) / 100.0);
            assertThat(runs.column(Factor.named("model.layers"))[row]).isEqualTo(row);
        }
    }
}
