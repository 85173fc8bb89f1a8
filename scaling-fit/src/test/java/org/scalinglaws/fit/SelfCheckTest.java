package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.FamilyCase;
import org.scalinglaws.testing.RandomSweep;
import org.scalinglaws.testing.SelfCheck;
import org.scalinglaws.testing.SharedData;

/** No restriction lowers an objective, no unit changes it, no start is left for a worse end. */
class SelfCheckTest {
    private static final Factor X = Factor.named("x");
    private static final FamilyCase CHINCHILLA =
            new FamilyCase(ChinchillaLaw.FAMILY, 1.8, 480, 0.35, 2080, 0.37);
    private static final FamilyCase COUPLED =
            new FamilyCase(CoupledLaw.FAMILY, 1.22, 3355, 0.408, 18186, 0.431, 0.452);
    private static final FamilyCase KAPLAN =
            new FamilyCase(KaplanLaw.FAMILY, 6.4e13, 0.076, 1.8e13, 0.103);
    private static final FamilyCase FARSEER =
            new FamilyCase(
                    FarseerLaw.FAMILY,
                    -0.0214,
                    0.1249,
                    -1.287,
                    88.01,
                    -0.1,
                    -4.03,
                    -0.3,
                    0.08,
                    -0.2);
    private static final FamilyCase ONE_BREAK =
            new FamilyCase(BrokenPowerLaw.family(X, 1), 0.4, 2.3, 0.05, 0.9, 200, 0.3);
    private static final FamilyCase TWO_BREAKS =
            new FamilyCase(
                    BrokenPowerLaw.family(X, 2), 0.4, 2.3, 0.05, 0.9, 30, 0.3, -0.6, 1000, 0.2);

    static Stream<FamilyCase> someFamilies() {
        return Stream.of(CHINCHILLA, COUPLED, KAPLAN, ONE_BREAK);
    }

    static Stream<FamilyCase> everyFamily() {
        return Stream.concat(FamilyCase.all(), Stream.of(CHINCHILLA, FARSEER, TWO_BREAKS));
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

    private static <L extends LossLaw> void check(
            String what, LawFamily<L> family, Dataset runs, int values, int units) {
        List<SelfCheck.Way> ways =
                new SelfCheck<>(family, runs, objective(runs), values, units).ways();
        List<SelfCheck.Way> lower = new ArrayList<>(ways);
        lower.removeIf(way -> !SelfCheck.isLower(way));
        System.out.printf(
                Locale.ROOT,
                "%-28s %-8s %3d fits, %2d below the free fit, worst gap %.1e%n",
                family.name(),
                what,
                ways.size(),
                lower.size(),
                ways.stream().mapToDouble(SelfCheck.Way::gap).max().orElse(0));
        assertThat(lower).isEmpty();
        assertThat(ways).hasSizeGreaterThan(family.parameters().size());
    }

    @ParameterizedTest
    @MethodSource("someFamilies")
    void noWayEndsBelowTheFreeFitOfFewRunsWithAnOutlier(FamilyCase given) {
        check("few", given.family(), spoilt(given.runs(14, 0.01, 5)), 0, 1);
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    @Tag("slow")
    void noWayEndsBelowTheFreeFit(FamilyCase given) {
        check("noisy", given.family(), given.runs(30, 0.01, 5), 2, 2);
        check("outlier", given.family(), spoilt(given.runs(16, 0.01, 6)), 1, 2);
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    @Tag("slow")
    void noWayEndsBelowTheFreeFitOfExactRuns(FamilyCase given) {
        check("exact", given.family(), given.runs(40, 0, 7), 1, 1);
    }

    private static <S extends LossLaw, L extends LossLaw> void contains(
            LawFamily<L> family,
            LawFamily<S> smaller,
            Function<S, double[]> numbers,
            Dataset runs) {
        Fit<L> free = Fitter.of(family).fit(runs);
        Fit<S> held = Fitter.of(smaller).fit(runs);
        Fit<L> led = Fitter.of(family).withStart(numbers.apply(held.law())).fit(runs);
        double most = free.objective() * (1 - 1e-8);
        assertThat(held.objective()).isGreaterThanOrEqualTo(most);
        assertThat(led.objective()).isGreaterThanOrEqualTo(most);
        assertThat(led.objective()).isLessThanOrEqualTo(held.objective() * (1 + 1e-8));
    }

    private static double[] withBreak(BrokenPowerLaw law) {
        double[] numbers = BrokenPowerLaw.family(X, law.breaks().size()).values(law);
        double[] longer = Arrays.copyOf(numbers, numbers.length + 3);
        longer[numbers.length + 1] = 50;
        longer[numbers.length + 2] = 1;
        return longer;
    }

    @ParameterizedTest
    @CsvSource({"12, 1", "20, 2"})
    void aLawIsNeverAboveTheSmallerLawInsideIt(int rows, long seed) {
        Dataset sizes = spoilt(COUPLED.runs(rows, 0.01, seed));
        contains(
                CoupledLaw.FAMILY,
                ChinchillaLaw.FAMILY,
                law -> new double[] {law.e(), law.a(), law.alpha(), law.b(), law.beta(), 1},
                sizes);
        Dataset curve = spoilt(ONE_BREAK.runs(rows, 0.01, seed));
        contains(
                BrokenPowerLaw.family(X, 1),
                PowerLaw.family(X),
                law -> {
                    double[] numbers = PowerLaw.family(X).values(law);
                    return new double[] {numbers[0], numbers[1], numbers[2], 0, 50, 1};
                },
                curve);
        contains(
                BrokenPowerLaw.family(X, 2),
                BrokenPowerLaw.family(X, 1),
                SelfCheckTest::withBreak,
                curve);
    }

    @ParameterizedTest
    @CsvSource({
        "37-bnsl-353, log-huber:0.001, 2.15498163e-6",
        "37-bnsl-368, log-squares, 1.22075678e-6",
        "37-bnsl-378, log-huber:0.001, 3.30413339e-5"
    })
    void theOptimumOfMeasuredCurvesIsFound(String name, String objective, double least) {
        Dataset runs =
                Dataset.readCsv(
                        SharedData.caseFile("public/" + name + ".csv"),
                        CsvFormat.DEFAULT.withLossColumn("y"));
        Fit<BrokenPowerLaw> fit =
                Fitter.of(BrokenPowerLaw.family(X, 1))
                        .withObjective(Objective.parse(objective))
                        .fit(runs);
        assertThat(fit.objective()).isLessThanOrEqualTo(least);
    }

    @ParameterizedTest
    @CsvSource({
        "01-farseer-misses-optimum, log-huber:0.001, 2.4666163e-4",
        "39-farseer-miss, log-squares, 1.1593995e-3"
    })
    void theOptimumOfAFormOfNineNumbersIsFound(String name, String objective, double least) {
        Dataset runs = Dataset.readCsv(SharedData.caseFile("public/" + name + ".csv"));
        Fit<FarseerLaw> fit =
                Fitter.of(FarseerLaw.FAMILY).withObjective(Objective.parse(objective)).fit(runs);
        assertThat(fit.objective()).isLessThanOrEqualTo(least);
    }

    /** Every gap between two runs may hold a sharp break: each is a valley of its own. */
    @Test
    void aSharpBreakBetweenTwoRunsIsFound() {
        FamilyCase sharp =
                new FamilyCase(BrokenPowerLaw.family(X, 1), 0.8, 1, 0.4, -0.07, 90, 1e-3);
        for (long seed = 1; seed <= 3; seed++) {
            Dataset runs = sharp.runs(16, 3e-4, seed);
            Fit<BrokenPowerLaw> fit =
                    Fitter.of(BrokenPowerLaw.family(X, 1))
                            .withObjective(Objective.logSquares())
                            .fit(runs);
            double truth = fit.problem().objectiveOf(BrokenPowerLaw.family(X, 1).at(sharp.law()));
            Fit<BrokenPowerLaw> led =
                    Fitter.of(BrokenPowerLaw.family(X, 1))
                            .withObjective(Objective.logSquares())
                            .withStart(sharp.law())
                            .fit(runs);
            assertThat(fit.objective()).isLessThan(truth);
            assertThat(fit.objective()).isLessThanOrEqualTo(led.objective() * (1 + 1e-8));
        }
    }
}
