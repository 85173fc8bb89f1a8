package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.parquet.SimulatedFile;

/** The command line of a jar that was built to read Parquet. */
class ParquetCommandTest {
    @TempDir private Path folder;

    @Test
    void aFileIsFitted() throws IOException {
        Path file =
                SimulatedFile.write(folder.resolve("runs.parquet"), CompressionCodecName.SNAPPY);
        Answer answer = call("fit", file.toString());
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).contains("fitted to 30 runs of runs.parquet");
    }

    @Test
    void theOptionsOfTablesHold() throws IOException {
        Path file = SimulatedFile.write(folder.resolve("runs.parquet"), CompressionCodecName.ZSTD);
        Answer answer = call("fit", file.toString(), "--where", "model.layers>=10");
        assertThat(answer.out()).contains("fitted to 20 runs of runs.parquet");
        Answer refused = call("fit", file.toString(), "--column", "params=model.width");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).startsWith("scaling: runs.parquet: no column 'model.width'");
    }

    @Test
    void aBrokenFileIsRefused() throws IOException {
        Path file =
                Files.writeString(folder.resolve("runs.parquet"), "PAR1 and no more of it PAR1");
        Answer answer = call("fit", file.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).startsWith("scaling: runs.parquet: cannot be read: ");
    }
}
