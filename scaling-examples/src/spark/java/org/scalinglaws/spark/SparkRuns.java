package org.scalinglaws.spark;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * More runs than one machine holds: columns as arrays by partition, on the machines of Spark and on
 * their disks, never collected. The rows stand in the order of the table's partitions.
 */
public final class SparkRuns implements AutoCloseable {
    private final List<Factor> factors;
    private final JavaRDD<Block> blocks;
    private final long[] starts;

    private SparkRuns(List<Factor> factors, JavaRDD<Block> blocks, long[] starts) {
        this.factors = factors;
        this.blocks = blocks;
        this.starts = starts;
    }

    /**
     * The runs of a table, which is read once; what memory does not hold lies on disk.
     *
     * @param table has a column of numbers for each factor, by its name, and one of the losses
     * @param family says which factors
     * @param loss the name of the column of losses, nats per token
     * @return the runs, each of weight 1
     * @throws DataException when the table lacks a column
     */
    public static SparkRuns of(Dataset<Row> table, LawFamily<?> family, String loss) {
        return of(table, family, loss, StorageLevel.MEMORY_AND_DISK());
    }

    /**
     * The same kept elsewhere: on disk alone where memory holds a small part of the runs.
     *
     * @param table has a column of numbers for each factor, by its name, and one of the losses
     * @param family says which factors
     * @param loss the name of the column of losses, nats per token
     * @param level where the arrays are kept
     * @return the runs, each of weight 1
     * @throws DataException when the table lacks a column
     */
    public static SparkRuns of(
            Dataset<Row> table, LawFamily<?> family, String loss, StorageLevel level) {
        requireNonNull(level, "level");
        requireNonNull(table, "table");
        requireNonNull(family, "family");
        requireNonNull(loss, "loss");
        List<Factor> factors = family.factors();
        List<String> known = List.of(table.columns());
        List<String> names = new ArrayList<>(factors.stream().map(Factor::name).toList());
        names.add(loss);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new DataException(
                        "the table needs a column '"
                                + name
                                + "', and has "
                                + String.join(", ", known));
            }
        }
        Column[] wanted =
                names.stream()
                        .map(name -> functions.col(name).cast(DataTypes.DoubleType))
                        .toArray(Column[]::new);
        int count = factors.size();
        JavaRDD<Block> blocks =
                table.select(wanted)
                        .toJavaRDD()
                        .mapPartitions(rows -> new BlockReader(rows, count))
                        .persist(level);
        return new SparkRuns(factors, blocks, starts(blocks));
    }

    /**
     * Reads a table.
     *
     * @param session of Spark
     * @param path of Parquet files, or of CSV files with a header where it ends in {@code .csv}
     * @return the table
     */
    public static Dataset<Row> table(SparkSession session, String path) {
        requireNonNull(session, "session");
        requireNonNull(path, "path");
        return path.endsWith(".csv")
                ? session.read().option("header", "true").csv(path)
                : session.read().parquet(path);
    }

    /** The place of the first row of each partition, and behind them how many rows there are. */
    private static long[] starts(JavaRDD<Block> blocks) {
        List<Long> counts =
                blocks.mapPartitions(
                                part -> {
                                    long count = 0;
                                    while (part.hasNext()) {
                                        count += part.next().rows();
                                    }
                                    return List.of(count).iterator();
                                })
                        .collect();
        long[] starts = new long[counts.size() + 1];
        for (int part = 0; part < counts.size(); part++) {
            starts[part + 1] = starts[part] + counts.get(part);
        }
        return starts;
    }

    /** {@return how many runs there are} */
    public long size() {
        return starts[starts.length - 1];
    }

    JavaRDD<Block> blocks() {
        return blocks;
    }

    JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(blocks.context());
    }

    /**
     * A systematic sample: every so many-th run by its place in the table.
     *
     * @param most how many runs at most
     * @return the runs; the same ones whatever the partitions, while the order of rows is the same
     */
    public org.scalinglaws.data.Dataset sample(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a sample must have runs, got " + most);
        }
        long step = (size() + most - 1) / most;
        List<Block> chosen =
                blocks.mapPartitionsWithIndex(new Every(step, starts), false).collect();
        List<Run> runs = new ArrayList<>();
        for (Block block : chosen) {
            for (int row = 0; row < block.rows(); row++) {
                runs.add(run(block, row));
            }
        }
        return org.scalinglaws.data.Dataset.of(runs);
    }

    private Run run(Block block, int row) {
        Map<Factor, Double> values = new LinkedHashMap<>();
        for (int place = 0; place < factors.size(); place++) {
            values.put(factors.get(place), block.factors()[place][row]);
        }
        return new Run(Recipe.of(values), Loss.nats(block.losses()[row]), 1);
    }

    /** Gives the arrays back. */
    @Override
    public void close() {
        blocks.unpersist();
    }

    @Override
    public String toString() {
        long largest =
                LongStream.range(0, starts.length - 1L)
                        .map(part -> starts[(int) part + 1] - starts[(int) part])
                        .max()
                        .orElse(0);
        return String.format(
                "%d runs in %d partitions of at most %d, columns %s",
                size(),
                starts.length - 1,
                largest,
                Arrays.toString(factors.stream().map(Factor::name).toArray()));
    }
}
