package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.StringReader;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.RandomSweep;

class BadInputTest {
    private static final Dataset RUNS = RandomSweep.drawWide(new SplittableRandom(5)).runs(0.01, 1);
    private static final Fitter<ChinchillaLaw> FITTER = Fitter.of(ChinchillaLaw.FAMILY);

    private static Dataset first(int count) {
        Dataset low = RUNS;
        return low.withoutHighestLoss(low.size() - count);
    }

    private static Dataset csv(String text) {
        return Dataset.readCsv("runs.csv", new StringReader(text));
    }

    private static <E extends Exception> void assertRefused(
            Class<E> type, ThrowingCallable call, String message) {
        assertThatExceptionOfType(type).isThrownBy(call).withMessage(message);
    }

    @Test
    void fewerRunsThanParametersAreRefused() {
        assertRefused(
                NoFitException.class,
                () -> FITTER.fit(first(4)),
                "5 parameters cannot be fitted to 4 runs");
        assertRefused(
                NoFitException.class,
                () -> FITTER.withTied("beta", "alpha").fit(first(3)),
                "4 parameters cannot be fitted to 3 runs");
        assertRefused(
                NoFitException.class,
                () -> FITTER.fit(RUNS.where(run -> false)),
                "5 parameters cannot be fitted to 0 runs");
    }

    @Test
    void asManyRunsAsParametersAreFittedExactly() {
        Fit<ChinchillaLaw> fit = FITTER.fit(first(5));
        assertThat(fit.solution().stop().isOptimum()).isTrue();
        assertThat(FITTER.withFixed("E", 0).fit(first(4)).solution().stop().isOptimum()).isTrue();
    }

    @Test
    void aFactorThatNoRunStatesIsNamed() {
        assertRefused(
                DataException.class,
                () -> FITTER.fit(csv("params,loss\n1e9,3\n2e9,2.8\n3e9,2.7\n4e9,2.6\n5e9,2.5\n")),
                "law 'chinchilla' needs tokens; no run has any");
        assertRefused(
                DataException.class,
                () -> Fitter.of(PowerLaw.family(Factor.named("width"))).fit(RUNS),
                "law 'power' needs width; no run has any");
    }

    @Test
    void aRunThatLacksAFactorIsNamed() {
        Dataset gap = csv("params,width,loss\n1e9,512,3\n2e9,,2.8\n3e9,,2.7\n4e9,9,2.6\n");
        assertRefused(
                DataException.class,
                () -> Fitter.of(PowerLaw.family(Factor.named("width"))).fit(gap),
                "law 'power' needs width; run 2 has none");
    }

    @ParameterizedTest
    @CsvSource({"log-huber, 0", "log-squares, -0.5", "log-absolute, 0", "log-huber-likelihood, -2"})
    void aLossThatHasNoLogarithmIsNamed(String name, double nats) {
        Objective objective = Objective.parse(name);
        double third = RUNS.losses()[2];
        Dataset runs =
                RandomSweep.withLoss(
                        RUNS, run -> run.loss().nats() == third ? nats : run.loss().nats());
        String shown = nats == 0 ? "0" : nats == -2 ? "-2" : "-0.5";
        assertRefused(
                DataException.class,
                () -> FITTER.withObjective(objective).fit(runs),
                "objective '"
                        + objective.name()
                        + "' needs positive losses; run 3 has "
                        + shown
                        + " nats");
        Throwable none = catchThrowable(() -> FITTER.withObjective(Objective.squares()).fit(runs));
        assertThat(none).as("differences of losses have no such need").isNull();
    }

    @Test
    void nullsAreNamed() {
        assertThatNullPointerException().isThrownBy(() -> Fitter.of(null)).withMessage("family");
        assertThatNullPointerException()
                .isThrownBy(() -> FITTER.withObjective((Objective) null))
                .withMessage("objective");
        assertThatNullPointerException()
                .isThrownBy(() -> FITTER.withSolver(null))
                .withMessage("solver");
        assertThatNullPointerException().isThrownBy(() -> FITTER.fit(null)).withMessage("runs");
        assertThatNullPointerException()
                .isThrownBy(() -> new Fit<>(null, null, null))
                .withMessage("law");
    }
}
