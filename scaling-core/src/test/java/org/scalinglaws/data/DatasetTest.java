package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class DatasetTest {
    private static final double NONE = Double.NaN;
    private static final Factor WIDTH = Factor.named("width");
    private static final Dataset SWEEP =
            CsvText.read(
                    "optimizer,params,tokens,width,loss,weight,tag",
                    "adam,1e8,2e9,512,3.5,1,1",
                    "muon,1e8,2e9,512,3.4,2,1.0",
                    "adam,2e8,4e9,,3.25,1,x",
                    "adam,2e8,1e9,1024,3.5,1,");

    private static Run run(double n, double d, double loss) {
        return Run.of(Recipe.of(ModelSize.of(n), Tokens.of(d)), Loss.nats(loss));
    }

    @Test
    void ofKeepsTheRuns() {
        Run wide = new Run(run(1e9, 2e10, 2.5).recipe().with(WIDTH, 64), Loss.nats(2.5), 3);
        List<Run> runs = List.of(run(1e8, 2e9, 3), wide);
        Dataset table = Dataset.of(runs);
        assertThat(table)
                .containsExactlyElementsOf(runs)
                .hasToString("runs: 2 runs of params, tokens, width, loss");
        assertThat(table.column(WIDTH)).containsExactly(NONE, 64);
        assertThat(table.column(Factor.UNIQUE_TOKENS)).containsExactly(NONE, NONE);
        assertThat(table.weights()).containsExactly(1, 3);
        assertThat(table.run(1)).isEqualTo(wide);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.run(2))
                .withMessage("row must be from 0 and below 2, got 2");
    }

    @Test
    void ofRefusesNoRunsAndMixedCounts() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.of(List.of()))
                .withMessage("a data set needs at least one run, got none");
        Run total = run(1e8, 2e9, 3);
        Run active = Run.of(total.recipe().countedAs(Counting.ACTIVE), Loss.nats(3));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Dataset.of(List.of(total, total, active)))
                .withMessage("run 3 counts active parameters and run 1 total; convert one of them");
    }

    @Test
    void countedAsIsCarriedByEveryRun() {
        Dataset active = SWEEP.countedAs(Counting.ACTIVE);
        assertThat(active.counting()).isEqualTo(Counting.ACTIVE);
        assertThat(active.run(0).recipe().model()).isEqualTo(new ModelSize(1e8, Counting.ACTIVE));
        assertThat(active.where(run -> true).counting()).isEqualTo(Counting.ACTIVE);
        assertThat(active.scope().counting()).isEqualTo(Counting.ACTIVE);
        assertThat(SWEEP.counting()).isEqualTo(Counting.TOTAL);
    }

    @Test
    void computeIsSixNDUnlessStated() {
        Dataset runs =
                Dataset.of(
                        List.of(
                                run(1e8, 2e9, 3),
                                Run.of(
                                        run(1e8, 2e9, 3).recipe().with(Factor.FLOPS, 1e18),
                                        Loss.nats(3))));
        assertThat(runs.column(Factor.FLOPS)).containsExactly(6 * 1e8 * 2e9, 1e18);
        assertThat(SWEEP.column(Factor.FLOPS)[2]).isEqualTo(6 * 2e8 * 4e9);
    }

    @Test
    void nothingHandedOutCanChangeTheTable() {
        Dataset runs = Dataset.of(List.of(run(1e8, 2e9, 3)));
        for (double[] copy :
                List.of(runs.losses(), runs.weights(), runs.column(Factor.PARAMETERS))) {
            Arrays.fill(copy, 7);
        }
        assertThat(runs.run(0)).isEqualTo(run(1e8, 2e9, 3));
        for (Runnable change :
                List.<Runnable>of(
                        () -> SWEEP.factors().clear(),
                        () -> SWEEP.labels().clear(),
                        () -> SWEEP.label("tag").set(0, "z"),
                        () -> SWEEP.groupBy("tag").clear(),
                        () -> SWEEP.iterator().remove())) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
        }
    }

    @Test
    void theListGivenMayChangeLater() {
        List<Run> given = new ArrayList<>(List.of(run(1e8, 2e9, 3)));
        Dataset runs = Dataset.of(given);
        given.clear();
        assertThat(runs).containsExactly(run(1e8, 2e9, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "optimizer, adam, 3",
        "optimizer, Adam, 0",
        "params, 100000000, 2",
        "params, 1E8, 2",
        "tokens, 4e9, 1",
        "width, 512.0, 2",
        "width, '', 1",
        "width, wide, 0",
        "loss, 3.50, 2",
        "loss, 3.6, 0",
        "weight, 2, 1",
        "tag, 1, 2",
        "tag, 1.0, 2",
        "tag, x, 1",
        "tag, '', 1",
        "n, 1e8, 2",
        "N, 1e8, 2",
        "Parameters, 1e8, 2",
        "D, 4e9, 1",
        "LOSS, 3.5, 2",
        "Weight, 2, 1",
        "width, nan, 0"
    })
    void whereComparesNumbersAsNumbersAndTextAsText(String column, String value, int rows) {
        assertThat(SWEEP.where(column, value).size()).isEqualTo(rows);
    }

    @Test
    void whereTakesSeveralValues() {
        assertThat(SWEEP.where("tag", "1", "x").column(Factor.TOKENS))
                .containsExactly(2e9, 2e9, 4e9);
        assertThat(SWEEP.where("width", "1024", "", "7").column(WIDTH)).containsExactly(NONE, 1024);
        assertThat(SWEEP.where("optimizer", "adam", "muon", "adam"))
                .containsExactlyElementsOf(SWEEP);
        assertThat(SWEEP.where("optimizer", new String[0])).isEmpty();
        assertThat(CsvText.read("x,loss", "-0.0,1", "0,2", "1,3").where("x", "0").size())
                .isEqualTo(2);
    }

    @Test
    void whereAsksForTheTextOfAnyColumn() {
        assertThat(SWEEP.where("optimizer", text -> text.startsWith("mu")))
                .containsExactly(SWEEP.run(1));
        assertThat(SWEEP.where("width", text -> text.length() == 3))
                .containsExactly(SWEEP.run(0), SWEEP.run(1));
        assertThat(SWEEP.where("width", String::isEmpty)).containsExactly(SWEEP.run(2));
    }

    @Test
    void whereKeepsWholeRows() {
        Dataset muon = SWEEP.where("optimizer", "muon");
        assertThat(muon).containsExactly(SWEEP.run(1));
        assertThat(muon.label("tag")).containsExactly("1.0");
        assertThat(SWEEP.where(run -> run.weight() > 1)).containsExactly(SWEEP.run(1));
        Dataset none = SWEEP.where(run -> false);
        assertThat(none).isEmpty();
        assertThat(none.scope().ranges()).isEmpty();
    }

    @Test
    void groupByGivesEveryRunToOneGroup() {
        Map<String, Dataset> byOptimizer = SWEEP.groupBy("optimizer");
        assertThat(byOptimizer).containsOnlyKeys("adam", "muon");
        assertThat(byOptimizer.get("adam"))
                .containsExactly(SWEEP.run(0), SWEEP.run(2), SWEEP.run(3));
        Map<String, Dataset> byTag = SWEEP.groupBy("tag");
        assertThat(byTag.keySet()).containsExactly("1", "1.0", "x", "");
        assertThat(byTag.values()).extracting(Dataset::size).containsExactly(1, 1, 1, 1);
    }

    @Test
    void groupByTakesNumbersToo() {
        assertThat(SWEEP.groupBy("params").keySet()).containsExactly("100000000", "200000000");
        Map<String, Dataset> byWidth = SWEEP.groupBy("width");
        assertThat(byWidth.keySet()).containsExactly("512", "", "1024");
        assertThat(byWidth.get("512")).containsExactly(SWEEP.run(0), SWEEP.run(1));
        assertThat(byWidth.get("")).containsExactly(SWEEP.run(2));
        assertThat(SWEEP.groupBy("loss").keySet()).containsExactly("3.5", "3.4", "3.25");
        assertThat(SWEEP.groupBy("weight").keySet()).containsExactly("1", "2");
        assertThat(SWEEP.groupBy("N").get("200000000").label("tag")).containsExactly("x", "");
        assertThat(CsvText.read("x,loss", "-0.0,1", "0,2").groupBy("x").keySet())
                .containsExactly("0");
    }

    @Property(tries = 300)
    void whereFindsAGroupByItsName(
            @ForAll @Size(min = 1, max = 12) List<@From("anyBits") Double> x) {
        Factor factor = Factor.named("x");
        Dataset runs =
                Dataset.of(
                        x.stream()
                                .map(value -> Recipe.of(Map.of(factor, value)))
                                .map(recipe -> Run.of(recipe, Loss.nats(1)))
                                .toList());
        Map<String, Dataset> groups = runs.groupBy("x");
        assertThat(groups).hasSize((int) x.stream().map(value -> value + 0.0).distinct().count());
        groups.forEach(
                (name, group) ->
                        assertThat(runs.where("x", name)).containsExactlyElementsOf(group));
    }

    @Provide
    Arbitrary<Double> anyBits() {
        Arbitrary<Double> any =
                Arbitraries.longs()
                        .withDistribution(RandomDistribution.uniform())
                        .map(Double::longBitsToDouble)
                        .filter(Double::isFinite);
        Arbitrary<Double> small = Arbitraries.integers().between(-3, 3).map(i -> i / 2.0);
        Arbitrary<Double> large = Arbitraries.of(1e15, -1e15, 999_999_999_999_999.0, 1e18, -0.0);
        return Arbitraries.oneOf(any, small, large);
    }

    @Test
    void splitGivesEveryRunToOnePart() {
        Dataset.Split split = SWEEP.split(run -> run.loss().nats() < 3.45);
        assertThat(split.matching()).containsExactly(SWEEP.run(1), SWEEP.run(2));
        assertThat(split.rest()).containsExactly(SWEEP.run(0), SWEEP.run(3));
    }

    @Test
    void theHighestLossesGoInTheOrderOfTheTable() {
        assertThat(SWEEP.withoutHighestLoss(0)).containsExactlyElementsOf(SWEEP);
        assertThat(SWEEP.withoutHighestLoss(1).column(WIDTH)).containsExactly(512, NONE, 1024);
        assertThat(SWEEP.withoutHighestLoss(2)).containsExactly(SWEEP.run(1), SWEEP.run(2));
        assertThat(SWEEP.withoutHighestLoss(3)).containsExactly(SWEEP.run(2));
    }

    @Property(tries = 200)
    void exactlyTheCountIsLeftOut(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 5) Integer> losses,
            @ForAll @IntRange(min = 0, max = 29) int asked) {
        int count = asked % losses.size();
        Dataset runs = Dataset.of(losses.stream().map(loss -> run(1e8, 2e9, loss)).toList());
        double[] kept = runs.withoutHighestLoss(count).losses();
        double[] expected = losses.stream().mapToDouble(loss -> loss).sorted().toArray();
        assertThat(kept).hasSize(losses.size() - count);
        Arrays.sort(kept);
        assertThat(kept).isEqualTo(Arrays.copyOf(expected, kept.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 5})
    void aTableKeepsAtLeastOneRun(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.withoutHighestLoss(count))
                .withMessage("cannot leave out " + count + " of 4 runs");
    }

    @Test
    void anUnknownColumnIsRefusedWithTheOnesThereAre() {
        String message =
                "runs.csv has no column 'depth'; it has params, tokens, width, optimizer, tag,"
                        + " loss";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.where("depth", "3"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.where("depth", String::isEmpty))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.where(" ", "3"))
                .withMessage(message.replace("depth", " "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.label("depth"))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.groupBy("depth"))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"width", "loss", "weight", "N"})
    void aColumnOfNumbersIsNoLabel(String column) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SWEEP.label(column))
                .withMessage("column '" + column + "' of runs.csv holds numbers, not text");
    }

    @Test
    void scopeIsTheRangeOfWhatTheRunsState() {
        assertThat(SWEEP.scope().ranges())
                .containsExactly(
                        Map.entry(Factor.PARAMETERS, new Interval(1e8, 2e8)),
                        Map.entry(Factor.TOKENS, new Interval(1e9, 4e9)),
                        Map.entry(Factor.FLOPS, new Interval(6 * 2e17, 6 * 8e17)));
        assertThat(CsvText.read("params,width,loss", "1e8,3,2", ",3,2").scope().ranges())
                .containsExactly(Map.entry(Factor.PARAMETERS, new Interval(1e8, 1e8)));
    }

    @Test
    void textSaysWhereHowManyAndWhat() {
        assertThat(SWEEP)
                .hasToString(
                        "runs.csv: 4 runs of params, tokens, width, loss; labels optimizer, tag");
    }

    @Test
    void theScopeTakesInFurtherFactorsZeroIncluded() {
        Factor width = Factor.named("width");
        Factor sparsity = Factor.named("sparsity");
        Dataset runs =
                Dataset.of(
                        List.of(
                                Run.of(
                                        Recipe.of(Map.of(width, 256.0, sparsity, 0.0)),
                                        Loss.nats(3)),
                                Run.of(
                                        Recipe.of(Map.of(width, 1024.0, sparsity, 0.5)),
                                        Loss.nats(2))));
        assertThat(runs.scope().ranges()).isEmpty();
        assertThat(runs.scope(width, sparsity).ranges())
                .containsExactly(
                        Map.entry(width, new Interval(256, 1024)),
                        Map.entry(sparsity, new Interval(0, 0.5)));
    }
}
