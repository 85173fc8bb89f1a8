package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.testing.FamilyCase;

/** Every family: runs that a law of it gives exactly lead back to a law that gives those runs. */
@Tag("once")
class FamilyRecoveryTest {
    private static final int RUNS = 80;

    static Stream<FamilyCase> cases() {
        return FamilyCase.all();
    }

    private static <L extends LossLaw> double worstResidual(LawFamily<L> family, Dataset runs) {
        boolean positive = Arrays.stream(runs.losses()).allMatch(loss -> loss > 0);
        double size = Arrays.stream(runs.losses()).map(Math::abs).max().orElseThrow();
        Fit<L> fit =
                Fitter.of(family)
                        .withObjective(positive ? Objective.logHuber(1e-3) : Objective.squares())
                        .fit(runs);
        double worst = 0;
        for (double residual : fit.residuals()) {
            worst = Math.max(worst, Math.abs(residual) / (positive ? 1 : size));
        }
        System.out.printf("%-24s worst residual %.1e, %s%n", family.name(), worst, fit.solution());
        return worst;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exactRunsLeadBackToALawThatGivesThem(FamilyCase given) {
        assertThat(worstResidual(given.family(), given.runs(RUNS, 0, 2026))).isLessThan(1e-8);
    }
}
