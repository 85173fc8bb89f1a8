package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.FamilyCase;
import org.scalinglaws.testing.MeasuredRuns;
import org.scalinglaws.testing.RandomSweep;
import org.scalinglaws.testing.SelfCheck;
import org.scalinglaws.testing.SelfCheck.Depth;
import org.scalinglaws.testing.SmallerLaw;

/**
 * No restriction lowers an objective, no unit changes it, no start is left for a worse end: for
 * every family, on simulated and on measured runs.
 *
 * <p>The whole of it is tagged slow, a line of output for each table. One family at a time: {@code
 * mvn test -Pslow -Dtest=SelfCheckTest -Dselfcheck.family=coupled}, where the name is a regular
 * expression.
 */
@Tag("once")
class SelfCheckTest {
    private static final Depth SHALLOW = new Depth(0, List.of(1e3), 1);
    private static final Depth DEEP = new Depth(2, List.of(1e3, 1e6), 2);
    private static final Depth EXACT = new Depth(1, List.of(1e6), 1);

    /** Forms of six numbers and more, of which a fit takes long. */
    private static final Depth LARGE = new Depth(1, List.of(1e6), 1);

    private static final int MANY_NUMBERS = 6;

    static Stream<FamilyCase> chosenFamilies() {
        String chosen = System.getProperty("selfcheck.family", ".*");
        return FamilyCase.all().filter(given -> given.family().name().matches(chosen));
    }

    static Stream<FamilyCase> someFamilies() {
        Set<String> some = Set.of("chinchilla", "coupled", "kaplan", "power");
        return FamilyCase.all().filter(given -> some.contains(given.family().name()));
    }

    static Stream<Arguments> measured() {
        return chosenFamilies()
                .flatMap(
                        given ->
                                MeasuredRuns.of(given.family().name()).stream()
                                        .map(runs -> Arguments.of(given, runs)));
    }

    private static Objective objective(Dataset runs) {
        boolean positive = Arrays.stream(runs.losses()).allMatch(loss -> loss > 0);
        return positive ? Objective.logHuber(1e-3) : Objective.squares();
    }

    /** The same runs with the third a tenth too high. */
    private static Dataset spoilt(Dataset runs) {
        double loss = runs.run(2).loss().nats();
        return RandomSweep.withLoss(
                runs, run -> run.loss().nats() * (run.loss().nats() == loss ? 1.1 : 1));
    }

    private static Depth deep(LawFamily<?> family) {
        return family.parameters().size() < MANY_NUMBERS ? DEEP : LARGE;
    }

    private static <L extends LossLaw> void check(
            String table, LawFamily<L> family, Dataset runs, Objective objective, Depth depth) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long began = clock.getCurrentThreadCpuTime();
        SelfCheck<L> check = new SelfCheck<>(family, runs, objective, depth);
        List<SelfCheck.Way> ways = check.ways();
        System.out.println(
                check.line(table, ways, (clock.getCurrentThreadCpuTime() - began) / 1e9));
        ways.stream().filter(SelfCheck.Way::isBeaten).forEach(System.out::println);
        assertThat(ways).noneMatch(SelfCheck.Way::isWrong);
        assertThat(ways).hasSizeGreaterThan(family.parameters().size());
    }

    private static <L extends LossLaw> void check(
            String table, LawFamily<L> family, Dataset runs, Depth depth) {
        check(table, family, runs, objective(runs), depth);
    }

    @ParameterizedTest
    @MethodSource("someFamilies")
    void noWayIsBetterForFewRunsWithAnOutlier(FamilyCase given) {
        check("few", given.family(), spoilt(given.runs(14, 0.01, 5)), SHALLOW);
    }

    @Test
    void noWayIsBetterForSquaresOfTheLossInOtherUnits() {
        FamilyCase given = new FamilyCase(ChinchillaLaw.FAMILY, 1.8, 480, 0.35, 2080, 0.37);
        Dataset runs = given.runs(20, 0.01, 3);
        check("squares", given.family(), runs, Objective.squares(), SHALLOW);
        check("log-squares", given.family(), runs, Objective.logSquares(), SHALLOW);
    }

    @ParameterizedTest
    @MethodSource("chosenFamilies")
    @Tag("slow")
    void noWayIsBetterForNoisyRuns(FamilyCase given) {
        check("noisy", given.family(), given.runs(30, 0.01, 5), deep(given.family()));
    }

    @ParameterizedTest
    @MethodSource("chosenFamilies")
    @Tag("slow")
    void noWayIsBetterForSmallTablesWithAnOutlier(FamilyCase given) {
        int least = given.family().parameters().size();
        for (int rows : new int[] {8, 14, 20}) {
            if (rows > least) {
                Dataset runs = spoilt(given.runs(rows, 0.01, rows));
                check("outlier in " + rows, given.family(), runs, deep(given.family()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("chosenFamilies")
    @Tag("slow")
    void noWayIsBetterForExactRuns(FamilyCase given) {
        check("exact", given.family(), given.runs(40, 0, 7), EXACT);
    }

    @ParameterizedTest
    @MethodSource("measured")
    @Tag("slow")
    void noWayIsBetterForMeasuredRuns(FamilyCase given, MeasuredRuns measured) {
        Dataset runs = measured.runs();
        check(measured.name(), given.family(), runs, deep(given.family()));
    }

    /** Every gap between two runs may hold a break; a law with fewer breaks is one of its laws. */
    @ParameterizedTest
    @CsvSource({"12, 1", "20, 2", "40, 3"})
    void aBrokenLawIsNeverAboveTheOneWithFewerBreaks(int rows, long seed) {
        Factor x = Factor.named("x");
        FamilyCase curve =
                new FamilyCase(BrokenPowerLaw.family(x, 1), 0.4, 2.3, 0.05, 0.9, 200, 0.3);
        Dataset runs = spoilt(curve.runs(rows, 0.01, seed));
        for (int breaks = 1; breaks <= 2; breaks++) {
            isNoHigherThanWhatLiesInside(BrokenPowerLaw.family(x, breaks), runs);
        }
    }

    private static <L extends LossLaw> void isNoHigherThanWhatLiesInside(
            LawFamily<L> family, Dataset runs) {
        Objective objective = objective(runs);
        Fit<L> free = Fitter.of(family).withObjective(objective).fit(runs);
        for (SmallerLaw inside : SmallerLaw.inside(family)) {
            double[] start = inside.best(objective, runs);
            double reached = free.problem().at(family.at(start)).objective();
            Fit<L> led = Fitter.of(family).withObjective(objective).withStart(start).fit(runs);
            assertThat(free.objective()).isLessThanOrEqualTo(reached * (1 + 1e-8));
            assertThat(free.objective()).isLessThanOrEqualTo(led.objective() * (1 + 1e-8));
            assertThat(led.objective()).isLessThanOrEqualTo(reached * (1 + 1e-8));
        }
    }
}
