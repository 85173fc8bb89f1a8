package org.scalinglaws.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.integration.UnivariateIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    @ParameterizedTest
    @CsvSource({
        "log-huber:0.001, 0.0005, 1.25e-7",
        "log-huber:0.001, 0.02, 1.95e-5",
        "log-squares, -0.02, 2e-4",
        "log1p-squares, -0.02, 2e-4",
        "log-absolute, -0.02, 0.02",
        "huber:0.5, 2, 0.875",
        "squares, 3, 4.5",
        "absolute, -3, 3"
    })
    void theLossIsWhatItsFormulaSays(String name, double residual, double expected) {
        assertThat(Objective.parse(name).rho().loss(residual)).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "log-huber, log-huber:0.001",
        "log-huber:1e-3, log-huber:0.001",
        "huber:2, huber:2",
        "log-huber-likelihood, log-huber-likelihood:0.001",
        "log-huber:1e-4, log-huber:1e-4",
        "log-squares, log-squares",
        "log1p-squares, log1p-squares",
        "log-absolute, log-absolute",
        "squares, squares",
        "absolute, absolute"
    })
    void namesAreRead(String text, String name) {
        assertThat(Objective.parse(text)).hasToString(name);
    }

    /** A factory of a rho, a residual or a text is no objective with a name of its own. */
    @Test
    void whateverHasAFactoryStandsInTheListOfNames() {
        List<String> factories =
                Arrays.stream(Objective.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == Objective.class)
                        .filter(
                                method ->
                                        Set.of(List.of(), List.of(double.class))
                                                .contains(List.of(method.getParameterTypes())))
                        .map(
                                method ->
                                        method.getName()
                                                        .replaceAll("([A-Z])", "-$1")
                                                        .toLowerCase(Locale.ROOT)
                                                + ":DELTA".repeat(method.getParameterCount()))
                        .toList();
        assertThat(Objective.names()).containsExactlyInAnyOrderElementsOf(factories);
        assertThat(Objective.names()).startsWith("log-huber:DELTA", "log-squares");
    }

    @Test
    void objectivesAreEqualWhenTheirNamesAre() {
        assertThat(Objective.huber(1))
                .isEqualTo(Objective.huber(1))
                .isNotEqualTo(Objective.huber(2));
        assertThat(Objective.logHuber(1)).isNotEqualTo(Objective.huber(1));
        assertThat(Objective.logHuber(1)).isNotEqualTo(Objective.logHuberLikelihood(1));
    }

    @ParameterizedTest
    @CsvSource({
        "hubert, huber:DELTA",
        "squares:1, squares",
        "log-absolute:2, log-absolute",
    })
    void aNearNameIsSuggested(String text, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.parse(text))
                .withMessageStartingWith(
                        "unknown objective '%s'; did you mean %s? There are log-huber:DELTA, ",
                        text, meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"median", "", "log-huber:1e-3:2 "})
    void anUnknownNameIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.parse(text))
                .withMessage(
                        text.startsWith("log-huber:")
                                ? "Huber delta must be a number such as 70B, 1.4T or 3e11, got"
                                        + " '1e-3:2 '"
                                : "unknown objective '"
                                        + text
                                        + "'; there are "
                                        + String.join(", ", Objective.names()));
    }

    static Stream<Arguments> badDeltas() {
        Stream<DoubleFunction<Objective>> makers =
                Stream.of(Objective::logHuber, Objective::huber, Objective::logHuberLikelihood);
        return makers.flatMap(
                make ->
                        Stream.of(
                                Arguments.of(make, 0.0, "0"),
                                Arguments.of(make, -0.001, "-0.001"),
                                Arguments.of(make, Double.NaN, "NaN"),
                                Arguments.of(make, Double.POSITIVE_INFINITY, "Infinity")));
    }

    @ParameterizedTest
    @MethodSource("badDeltas")
    void aDeltaThatIsNotPositiveIsRefused(
            DoubleFunction<Objective> make, double delta, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> make.apply(delta))
                .withMessage("Huber delta must be positive and finite, got " + shown);
    }

    /** Beyond the threshold the density falls as exp(-delta r): sixty times 1/delta is far enough. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 1e-3, 0.1, 1.345, 8})
    void theDensityOfTheLikelihoodIntegratesToOne(double delta) {
        Objective objective = Objective.logHuberLikelihood(delta);
        UnivariateIntegrator integrator = new IterativeLegendreGaussIntegrator(20, 1e-12, 1e-14);
        double inside =
                integrator.integrate(100_000, r -> Math.exp(-objective.rho().loss(r)), 0, delta);
        double outside =
                integrator.integrate(
                        100_000,
                        r -> Math.exp(-objective.rho().loss(r)),
                        delta,
                        delta + 60 / delta);
        assertThat(2 * (inside + outside)).isCloseTo(1, within(1e-9));
    }
}
