package org.scalinglaws.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.solve.Cost;
import org.scalinglaws.solve.Solver;

@Timeout(180)
class SparkRunsTest {
    private static final int BLOCKS = 10;

    /** A start near the optimum: the fit here is not what is tried. */
    private static final Fitter<ChinchillaLaw> FROM_THE_TRUTH =
            Fitter.of(ChinchillaLaw.FAMILY).withStart(1.8172, 482.01, 0.3478, 2085.43, 0.3658);

    private static SparkSession session;
    private static org.scalinglaws.data.Dataset runs;

    @TempDir private static Path folder;

    @BeforeAll
    static void open() {
        SparkSource.quieten();
        session =
                SparkSession.builder()
                        .sparkContext(SparkSource.context("local[2]").sc())
                        .getOrCreate();
        runs =
                SimulatedRuns.isoFlop(
                                PublishedLaws.BESIROGLU_2024.law(),
                                Compute.budgets(1e18, 3e18, 1e19, 3e19, 1e20, 3e20, 1e21, 3e21),
                                BLOCKS * Block.ROWS / 8,
                                8)
                        .withNoise(0.02)
                        .dataset();
        assertThat(runs.size()).isEqualTo(BLOCKS * Block.ROWS);
    }

    @AfterAll
    static void close() {
        session.stop();
    }

    private static Dataset<Row> table(int partitions) {
        double[] sizes = runs.column(Factor.PARAMETERS);
        double[] tokens = runs.column(Factor.TOKENS);
        double[] losses = runs.losses();
        List<Row> rows =
                IntStream.range(0, sizes.length)
                        .mapToObj(row -> RowFactory.create(sizes[row], tokens[row], losses[row]))
                        .toList();
        StructType type = new StructType();
        for (String name : List.of("params", "tokens", "loss")) {
            type = type.add(name, DataTypes.DoubleType, false);
        }
        return session.createDataFrame(
                JavaSparkContext.fromSparkContext(session.sparkContext())
                        .parallelize(rows, partitions),
                type);
    }

    private static SparkRuns of(Dataset<Row> table) {
        return SparkRuns.of(table, ChinchillaLaw.FAMILY, "loss");
    }

    /** Partitions of whole blocks: the blocks are those of a local cost, and so are the bits. */
    @ParameterizedTest
    @CsvSource({
        "1, log-huber:0.001",
        "2, log-huber:0.001",
        "10, log-huber:0.001",
        "5, log-squares",
        "10, log-huber-likelihood:1.5"
    })
    void aCostOfTheSameBlocksHasTheSameBits(int partitions, String objective) {
        Objective by = Objective.parse(objective);
        Fit<ChinchillaLaw> some = FROM_THE_TRUTH.withObjective(by).fit(runs);
        Cost here = some.problem().cost();
        double[] point = some.solution().point();
        point[0] += 0.01;
        int n = point.length;
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double[] otherGradient = new double[n];
        double[] otherHessian = new double[n * n];
        try (SparkRuns there = of(table(partitions));
                SparkCost cost = new SparkCost(there, some, by)) {
            assertThat(cost.value(point)).isEqualTo(here.value(point));
            assertThat(cost.differentiate(point, otherGradient, otherHessian))
                    .isEqualTo(here.differentiate(point, gradient, hessian));
            assertThat(otherGradient).containsExactly(gradient);
            assertThat(otherHessian).containsExactly(hessian);
        }
    }

    @Test
    void otherBlocksGiveTheSameCostButForTheLastDigits() {
        Fit<ChinchillaLaw> some = FROM_THE_TRUTH.fit(runs);
        double[] point = some.solution().point();
        double expected = some.problem().cost().value(point);
        try (SparkRuns there = of(table(7));
                SparkCost cost = new SparkCost(there, some, some.problem().objective())) {
            assertThat(cost.value(point)).isCloseTo(expected, within(1e-12 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs.parquet", "runs.csv"})
    void aFitToATableIsTheFitHere(String name) {
        String path = folder.resolve(name).toString();
        Dataset<Row> table = table(3);
        if (name.endsWith(".csv")) {
            table.write().option("header", "true").csv(path);
        } else {
            table.write().parquet(path);
        }
        Fitter<ChinchillaLaw> fitter = Fitter.of(ChinchillaLaw.FAMILY);
        Fit<ChinchillaLaw> here = FROM_THE_TRUTH.fit(runs);
        try (SparkRuns there = of(SparkRuns.table(session, path))) {
            assertThat(there.size()).isEqualTo(runs.size());
            SparkFit<ChinchillaLaw> fit = SparkFit.of(fitter, there);
            assertThat(fit.solution().stop()).isEqualTo(here.solution().stop());
            assertThat(fit.solution().value())
                    .isCloseTo(here.objective(), within(1e-10 * here.objective()));
            double[] expected = ChinchillaLaw.FAMILY.values(here.law());
            double[] found = ChinchillaLaw.FAMILY.values(fit.law());
            for (int j = 0; j < expected.length; j++) {
                assertThat(found[j]).isCloseTo(expected[j], within(1e-4 * expected[j]));
            }
            assertThat(fit.toString()).contains("from 20480 runs by log-huber:0.001: CONVERGED");
        }
    }

    @Test
    void aSampleIsTheSameWhateverThePartitions() {
        try (SparkRuns one = of(table(1));
                SparkRuns many = of(table(9))) {
            double[] losses = one.sample(1000).losses();
            assertThat(losses).hasSize(975).containsExactly(many.sample(1000).losses());
            assertThat(one.sample(1_000_000).losses()).containsExactly(runs.losses());
            assertThat(many)
                    .hasToString(
                            "20480 runs in 9 partitions of at most 2276, columns [params, tokens]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one.sample(0))
                    .withMessage("a sample must have runs, got 0");
        }
    }

    @Test
    void aColumnThatIsNotThereIsNamed() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> SparkRuns.of(table(1), ChinchillaLaw.FAMILY, "perplexity"))
                .withMessage("the table needs a column 'perplexity', and has params, tokens, loss");
    }

    @Test
    void anObjectiveOfYourOwnIsRefusedBeforeAnyWork() {
        Fitter<ChinchillaLaw> mine =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withSolver((cost, start) -> Solver.trustRegion().solve(cost, start));
        try (SparkRuns there = of(table(2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SparkFit.of(mine, there))
                    .withMessage(
                            "a solver other than the default cannot be sent to other machines");
        }
    }
}
