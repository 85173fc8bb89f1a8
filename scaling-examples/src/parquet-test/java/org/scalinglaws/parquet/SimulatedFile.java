package org.scalinglaws.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.recipe.Recipe;

/** Thirty runs of a published law without noise, as a Parquet file with columns of many types. */
public final class SimulatedFile {
    static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType(
                    "message runs { required int64 params; required double tokens; required double loss;"
                            + " required binary name (STRING); optional float lr;"
                            + " required int32 cost (DECIMAL(9, 2));"
                            + " required group model { required int32 layers; } }");

    private SimulatedFile() {}

    /**
     * Writes it.
     *
     * @param file the file
     * @param codec how its pages are packed
     * @return the file
     * @throws IOException when it cannot be written
     */
    public static Path write(Path file, CompressionCodecName codec) throws IOException {
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withType(SCHEMA)
                        .withConf(new PlainParquetConfiguration())
                        .withCodecFactory(new Codecs())
                        .withCompressionCodec(codec)
                        .build()) {
            for (int row = 0; row < 30; row++) {
                writer.write(row(row));
            }
        }
        return file;
    }

    static Recipe recipe(int row) {
        int ratio = row / 6;
        double params = 5e7 * Math.pow(2, row % 6);
        return Recipe.of(params, params * Math.pow(3, ratio));
    }

    private static Group row(int row) {
        Recipe recipe = recipe(row);
        Group group = new SimpleGroupFactory(SCHEMA).newGroup();
        group.add("params", (long) recipe.model().parameters());
        group.add("tokens", recipe.tokens().count());
        group.add("loss", TRUTH.loss(recipe));
        group.add("name", "the \"run\", " + row);
        if (row % 2 == 0) {
            group.add("lr", 0.1f);
        }
        group.add("cost", 1250 + row);
        group.addGroup("model").add("layers", row);
        return group;
    }
}
