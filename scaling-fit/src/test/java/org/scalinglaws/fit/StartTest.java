package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.RandomSweep;

/** A fit from a start that somebody chose. */
class StartTest {
    private static final RandomSweep SWEEP = RandomSweep.drawWide(new SplittableRandom(5));
    private static final Dataset RUNS = SWEEP.runs(0.01, 1);
    private static final Fitter<ChinchillaLaw> FITTER = Fitter.of(ChinchillaLaw.FAMILY);

    static Stream<String> objectives() {
        return Objective.names().stream()
                .flatMap(name -> Stream.of("1e-3", "1").map(d -> name.replace("DELTA", d)))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void aStartLeadsToTheOptimumOfTheSearch(String name) {
        Fitter<ChinchillaLaw> fitter = FITTER.withObjective(Objective.parse(name));
        Fit<ChinchillaLaw> searched = fitter.fit(RUNS);
        Fit<ChinchillaLaw> led = fitter.withStart(1, 100, 0.5, 100, 0.5).fit(RUNS);
        double size = Math.abs(searched.objective());
        assertThat(led.objective()).isCloseTo(searched.objective(), within(1e-8 * size));
        assertThat(led.law().alpha()).isCloseTo(searched.law().alpha(), within(1e-5));
        assertThat(led.solution().starts()).isEqualTo(1);
        assertThat(led.solution().startsAgreeing()).isEqualTo(1);
        assertThat(searched.solution().starts()).isGreaterThan(1);
    }

    @Test
    void noNumbersMeanASearch() {
        assertThat(FITTER.withStart(1, 100, 0.5, 100, 0.5).withStart()).isEqualTo(FITTER);
        assertThat(FITTER.withStart(1, 2, 0.5, 3, 0.5).start()).containsExactly(1., 2., .5, 3., .5);
    }

    @Test
    void theNumbersOfFixedAndTiedParametersAreNotUsed() {
        Fitter<ChinchillaLaw> fitter = FITTER.withFixed("E", 1.7).withTied("beta", "alpha");
        Fit<ChinchillaLaw> led = fitter.withStart(-1, 100, 0.5, 100, -7).fit(RUNS);
        Fit<ChinchillaLaw> searched = fitter.fit(RUNS);
        assertThat(led.law().e()).isEqualTo(1.7);
        assertThat(led.law().beta()).isEqualTo(led.law().alpha());
        assertThat(led.objective())
                .isCloseTo(searched.objective(), within(1e-9 * searched.objective()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6})
    void aWrongNumberOfNumbersIsRefused(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FITTER.withStart(new double[count]))
                .withMessage("a start of law 'chinchilla' must have 5 numbers, got " + count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1, 2, 0.5, 3, 0.5 | parameter E must lie between 0 and Infinity, got -1",
                "1, 2, 21, 3, 0.5 | parameter alpha must lie between 0 and 20, got 21",
                "1, 2, 0.5, 3, 0.6 | parameter beta must lie between 0.1 and 0.55, got 0.6",
                "1, 0, 0.5, 3, 0.5 | parameter A must be positive and finite, got 0",
                "NaN, 2, 0.5, 3, 0.5 | parameter E must be finite, got NaN",
                "1, 2, 0.5, Infinity, 0.5 | parameter B must be finite, got Infinity",
            })
    void aStartOutsideTheBoundsIsRefused(String numbers, String message) {
        double[] start = new double[5];
        String[] texts = numbers.split(", ", -1);
        for (int j = 0; j < start.length; j++) {
            start[j] = Double.parseDouble(texts[j]);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FITTER.withBounds("beta", 0.1, 0.55).withStart(start).fit(RUNS))
                .withMessage("start of " + message);
    }

    /** Laws without a loss. */
    private record Nowhere() implements LawFamily<LossLaw> {
        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public List<Factor> factors() {
            return List.of(Factor.PARAMETERS);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter("E", "floor", Scale.LINEAR, 0, 10));
        }

        @Override
        public LossLaw at(double... values) {
            return recipe -> Double.NaN;
        }

        @Override
        public double[] values(LossLaw law) {
            return new double[] {1};
        }
    }

    @Test
    void aStartWhereTheLawDoesNotExistIsNoFit() {
        LawFamily<LossLaw> nowhere = new Nowhere();
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> Fitter.of(nowhere).withStart(1).fit(RUNS))
                .withMessage("law 'nowhere' does not exist at the start for these runs");
    }
}
