package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.problems.ByHand.A;
import static org.scalinglaws.problems.ByHand.ALPHA;
import static org.scalinglaws.problems.ByHand.B;
import static org.scalinglaws.problems.ByHand.BETA;
import static org.scalinglaws.problems.ByHand.E;
import static org.scalinglaws.problems.ByHand.best;
import static org.scalinglaws.problems.ByHand.least;
import static org.scalinglaws.problems.ByHand.loss;
import static org.scalinglaws.problems.ByHand.number;
import static org.scalinglaws.problems.ByHand.numbers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Resource;

/**
 * What the problems about plans print is so, by arithmetic that does not go through a planner, to the
 * digits that a text shows.
 */
class PlannersTest {
    /** Four digits are shown. */
    private static final Percentage SHOWN = Percentage.withPercentage(0.05);

    /** A row of a table of plans. */
    private record Row(String name, double n, double d, double ratio, double c, double loss) {}

    private static List<Row> rows(Class<?> problem) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String line : Printed.by(problem).lines().toList()) {
            row(line).ifPresent(rows::add);
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static Optional<Row> row(String line) {
        String[] parts = line.trim().split("\\s+");
        int first = parts.length - 5;
        try {
            double[] numbers =
                    Arrays.stream(parts, first, parts.length).mapToDouble(ByHand::number).toArray();
            String name = String.join(" ", Arrays.copyOf(parts, first));
            return Optional.of(
                    new Row(name, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOfPlans) {
            return Optional.empty();
        }
    }

    private static Row row(List<Row> rows, String name) {
        return rows.stream().filter(row -> row.name.equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SplitABudget.class, HowMuchCompute.class, ManyServedTokens.class,
                FollowKaplan.class, SpendTheNextFlop.class, OneBudgetManySizes.class,
                SameLossSmallerModel.class, CountTheAttention.class
            })
    void everyRowHasTheLossThatTheLawGivesItsSizeAndTokens(Class<?> problem) throws Exception {
        for (Row row : rows(problem)) {
            assertThat(row.loss).as(row.name).isCloseTo(loss(row.n, row.d), within(1.5e-4));
            assertThat(row.ratio).as(row.name).isCloseTo(row.d / row.n, withinPercent(0.1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                SplitABudget.class, HowMuchCompute.class, LimitedData.class,
                ManyServedTokens.class, WhichLimitBinds.class, MixedSources.class,
                FollowKaplan.class, SpendTheNextFlop.class, OneBudgetManySizes.class,
                SameLossSmallerModel.class, LawsDisagree.class, HowSureIsThePlan.class
            })
    void everyRowSpendsSixTimesSizeTimesTokens(Class<?> problem) throws Exception {
        for (Row row : rows(problem)) {
            assertThat(6 * row.n * row.d).as(row.name).isCloseTo(row.c, withinPercent(0.2));
        }
    }

    private static Percentage withinPercent(double percent) {
        return Percentage.withPercentage(percent);
    }

    @ParameterizedTest
    @ValueSource(classes = {SplitABudget.class, HowMuchCompute.class})
    void theSplitIsThatOfTheClosedForm(Class<?> problem) throws Exception {
        for (Row row : rows(problem)) {
            assertThat(row.n).isCloseTo(best(row.c), SHOWN);
        }
    }

    @Test
    void theComputeForALossLeadsToThatLoss() throws Exception {
        for (Row row : rows(HowMuchCompute.class)) {
            assertThat(least(row.c)).isCloseTo(number(row.name), within(1e-4));
        }
        double twice = numbers(HowMuchCompute.class, "it takes (\\d+) times")[0];
        double above = least(1e22) - E;
        assertThat(least(twice * 1e22) - E).isCloseTo(above / 2, withinPercent(0.5));
    }

    /** With the extra compute the other size reaches the loss of the best one, by the law alone. */
    @Test
    void theExtraComputeMakesUpForAWrongSize() throws Exception {
        Pattern line = Pattern.compile("(?m)^ +([\\d.]+) +([\\d.]+) +([\\d.]+) %$");
        List<MatchResult> lines = line.matcher(Printed.by(WrongSize.class)).results().toList();
        assertThat(lines).hasSize(6);
        for (MatchResult found : lines) {
            double n = number(found.group(1)) * best(1e22);
            double more = number(found.group(2));
            double c = 1e22 * (1 + number(found.group(3)) / 100);
            assertThat(loss(n, 1e22 / 6 / n)).isCloseTo(least(1e22) + more, within(6e-5));
            assertThat(loss(n, c / 6 / n)).isCloseTo(least(1e22), within(3e-5));
        }
    }

    @Test
    void theRuleOfThumbWastesWhatTheBestSplitOfLessComputeSaves() throws Exception {
        double[] line =
                numbers(TwentyTokensAParameter.class, "besiroglu-2024 +1e25 +(\\S+) +(\\S+) %");
        double n = Math.sqrt(1e25 / 6 / 20);
        assertThat(least(1e25 * (1 - line[1] / 100))).isCloseTo(loss(n, 20 * n), within(1e-6));
        assertThat(line[0]).isCloseTo(1e25 / 6 / Math.pow(best(1e25), 2), withinPercent(0.5));
    }

    /** Muennighoff et al. (2023): R_D = 15.387756, so that a token fades as exp(-repetitions / R_D). */
    @Test
    void aRepeatedTokenFadesAsMeasured() throws Exception {
        Pattern line = Pattern.compile("([\\d.]+) epochs; the next token seen is worth ([\\d.]+)");
        List<MatchResult> lines = line.matcher(Printed.by(LimitedData.class)).results().toList();
        assertThat(lines).hasSize(3);
        for (MatchResult found : lines) {
            double repetitions = number(found.group(1)) - 1;
            assertThat(number(found.group(2)))
                    .isCloseTo(Math.exp(-repetitions / 15.387756), within(6e-3));
        }
        List<Row> rows = rows(LimitedData.class);
        assertThat(rows.get(0).n).as("below the wall nothing is repeated").isEqualTo(rows.get(1).n);
        for (int limited : new int[] {3, 5}) {
            assertThat(rows.get(limited).n).isLessThan(rows.get(limited - 1).n);
            assertThat(rows.get(limited).loss).isGreaterThan(rows.get(limited - 1).loss);
        }
    }

    /** Both have the quality of the source times exp(-repetitions / R_D) left. */
    @Test
    void theNextTokenOfEachSourceIsWorthTheSame() throws Exception {
        double books = numbers(MixedSources.class, "(?s)1e24 .*books +seen (\\S+) times")[0];
        double web = numbers(MixedSources.class, "(?s)1e24 .*web +seen (\\S+) times")[0];
        double ofBooks = 1.5 * Math.exp(-(books - 1) / 15.387756);
        assertThat(Math.exp(-(web - 1) / 15.387756)).isCloseTo(ofBooks, within(1e-3));
        double seen = 50e9 * books + 700e9 * web;
        assertThat(rows(MixedSources.class).get(1).d).isCloseTo(seen, withinPercent(0.3));
    }

    @Test
    void noOtherSizeReachesTheLossAndServesForLessCompute() throws Exception {
        for (Row row : rows(ManyServedTokens.class)) {
            double served = row.name.equals("none") ? 0 : number(row.name);
            DoubleBinaryOperator compute = (n, d) -> 6 * n * d + 2 * n * served;
            double used = compute.applyAsDouble(row.n, row.d);
            for (double factor : new double[] {0.95, 1.05}) {
                double n = factor * row.n;
                double d = Math.pow(B / (2.0 - E - A / Math.pow(n, ALPHA)), 1 / BETA);
                assertThat(compute.applyAsDouble(n, d)).as(row.name).isGreaterThan(used);
            }
        }
    }

    @Test
    void theSmallerModelIsCheaperFromWhereItsTrainingIsPaidBack() throws Exception {
        List<Row> rows = rows(ManyServedTokens.class);
        Row large = row(rows, "none");
        Row small = row(rows, "10T");
        double even = (small.c - large.c) / (2 * (large.n - small.n));
        assertThat(numbers(ManyServedTokens.class, "from (\\S+) served")[0])
                .isCloseTo(even, withinPercent(0.3));
    }

    @Test
    void aShadowPriceIsWhatALittleMoreOfTheLimitBuys() {
        Cluster cluster = Cluster.parse("512xH100").withUtilisation(0.4);
        ConstrainedOptimal planner = WhichLimitBinds.planner();
        Decision best = planner.leastLoss();
        assertThat(best.binding()).containsExactly("days", "uniqueTokens");
        double days = slope(h -> planner.limit(Resource.days(cluster), 60 + h), 0.06);
        assertThat(best.shadowPrices().get("days")).isCloseTo(days, withinPercent(0.1));
        double tokens = slope(h -> planner.withUniqueTokens(Tokens.of(8e11 + h)), 8e8);
        assertThat(best.shadowPrices().get("uniqueTokens")).isCloseTo(tokens, withinPercent(0.1));
        double memory = cluster.memoryBytes();
        assertThat(slope(h -> planner.limit(Resource.memory(Memory.MIXED_ADAM), memory + h), 1e11))
                .as("a limit that does not bind buys nothing")
                .isZero();
    }

    private static double slope(DoubleFunction<ConstrainedOptimal> planner, double step) {
        double less = planner.apply(-step).leastLoss().plan().loss().nats();
        double more = planner.apply(step).leastLoss().plan().loss().nats();
        return (less - more) / (2 * step);
    }

    @Test
    void whatIsPrintedOfAShadowPriceIsOnePercentOfTheLimit() throws Exception {
        Decision best = WhichLimitBinds.planner().leastLoss();
        double days = numbers(WhichLimitBinds.class, "days +60 +60 +(\\S+) nats")[0];
        assertThat(days).isCloseTo(0.6 * best.shadowPrices().get("days"), withinPercent(3));
    }

    /** 512 accelerators at 2 an hour. */
    @Test
    void moneyIsHoursTimesThePriceOfAnHour() throws Exception {
        double[] line = numbers(PriceOfALoss.class, "2.00 nats: +(\\S+) of money, (\\S+) days");
        assertThat(line[0]).isCloseTo(512 * 24 * 2 * line[1], withinPercent(0.5));
        assertThat(line[1] * 86400 * 512 * 0.4 * 989.4e12)
                .as("the compute of a loss of 2.0, by its own problem")
                .isCloseTo(row(rows(HowMuchCompute.class), "2.0").c, withinPercent(0.5));
    }

    /** Kaplan et al. (2020), appendix A: N = 1.3e9 (C / PF-day)^0.73. */
    @Test
    void kaplansRuleGivesTheSizeThatItsPaperPrints() throws Exception {
        Row ruled = row(rows(FollowKaplan.class), "Kaplan's rule");
        assertThat(ruled.n).isCloseTo(1.3e9 * Math.pow(5.76e23 / 8.64e19, 0.73), SHOWN);
        double lost = numbers(FollowKaplan.class, "split loses (\\S+) nats")[0];
        assertThat(lost).isCloseTo(loss(ruled.n, ruled.d) - least(5.76e23), within(1e-4));
    }

    @Test
    void twiceTheComputeBuysWhatTheLawSays() throws Exception {
        double now = loss(7e9, 2e12);
        double data = numbers(SpendTheNextFlop.class, "\ndata +([\\d.]+)")[0];
        double parameters = numbers(SpendTheNextFlop.class, "\nparameters +([\\d.]+)")[0];
        double both = numbers(SpendTheNextFlop.class, "\nboth, anew +([\\d.]+)")[0];
        assertThat(data).isCloseTo(now - loss(7e9, 4e12), within(6e-5));
        assertThat(parameters).isCloseTo(now - loss(14e9, 2e12), within(6e-5));
        assertThat(both).isCloseTo(now - least(1.68e23), within(6e-5));
    }

    @Test
    void theValleyOfABudgetIsAtItsBestSize() throws Exception {
        List<Row> rows = rows(OneBudgetManySizes.class);
        assertThat(row(rows, "1").n).isCloseTo(best(1e21), SHOWN);
        assertThat(rows).allSatisfy(row -> assertThat(row.c).isEqualTo(1e21));
        double least = rows.stream().mapToDouble(Row::loss).min().orElseThrow();
        assertThat(row(rows, "1").loss).isEqualTo(least);
    }

    @Test
    void everySizeOnAContourHasItsLossAndCostsMoreThanTheBest() throws Exception {
        for (Row row : rows(SameLossSmallerModel.class)) {
            assertThat(row.loss).isEqualTo(2.1);
            assertThat(row.c).isGreaterThan(2.118e22);
            assertThat(number(row.name)).isCloseTo(row.c / 2.118e22, within(6e-3));
        }
        assertThat(E + A / Math.pow(1e9, ALPHA)).as("what 1B never goes below").isGreaterThan(2.1);
    }

    /** 6N a token, and 12 layers width context with 12 layers width^2 = N and width = 128 layers. */
    @Test
    void attentionIsPaidFromTheBudget() throws Exception {
        for (Row row : rows(CountTheAttention.class)) {
            String context = row.name.replace(" tokens", "");
            double tokens = context.equals("not counted") ? 0 : number(context);
            assertThat(row.d).isCloseTo(paid(row.n, tokens), withinPercent(0.2));
            for (double factor : new double[] {0.8, 1.25}) {
                double n = factor * row.n;
                assertThat(loss(n, paid(n, tokens))).as(row.name).isGreaterThan(row.loss);
            }
        }
    }

    private static double paid(double n, double context) {
        double layers = Math.cbrt(n / 12 / 128 / 128);
        return 1e22 / (6 * n + 12 * layers * (128 * layers) * context);
    }

    /** The table that the command line prints of all published laws, rounded there to four digits. */
    @Test
    void theLawsSayWhatTheCatalogueSays() throws Exception {
        List<Row> rows = rows(LawsDisagree.class);
        assertThat(row(rows, "hoffmann-2022").n).isEqualTo(51.92e9);
        assertThat(row(rows, "besiroglu-2024").loss).isEqualTo(1.9593);
        assertThat(row(rows, "muennighoff-2023-base").d).isEqualTo(1.808e12);
        assertThat(row(rows, "gadre-2024-c4").n).isEqualTo(222.8e9);
    }
}
