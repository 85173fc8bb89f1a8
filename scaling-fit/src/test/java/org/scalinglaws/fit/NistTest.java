package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.testing.NistProblem;
import org.scalinglaws.testing.NistProblem.Curve;
import org.scalinglaws.uncertainty.Covariance;

/** The numbers that NIST certifies, from both of its starts: the first is far away by design. */
class NistTest {
    private static Fit<Curve> fit(NistProblem problem, double[] start) {
        return Fitter.of(problem.family())
                .withObjective(Objective.squares())
                .withStart(start)
                .fit(problem.runs());
    }

    private static void assertCertified(NistProblem problem, Fit<Curve> fit, double digits) {
        double[] values = problem.family().values(fit.law());
        for (int j = 0; j < values.length; j++) {
            assertThat(NistProblem.digits(problem.certified()[j], values[j]))
                    .as("digits of b%d", j + 1)
                    .isGreaterThan(digits);
        }
        assertThat(fit.solution().starts()).isEqualTo(1);
        assertThat(fit.solution().stop().isOptimum()).isTrue();
    }

    /** The sum of Lanczos1 is of rounding: its data have fourteen digits and no noise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Misra1a",
                "Chwirut2",
                "Chwirut1",
                "Lanczos3",
                "Gauss1",
                "DanWood",
                "Misra1b",
                "Kirby2",
                "Hahn1",
                "Nelson",
                "Gauss3",
                "Misra1c",
                "Roszman1",
                "MGH17",
                "Lanczos1",
                "MGH09",
                "Rat42",
                "BoxBOD"
            })
    void eachProblemIsSolvedFromBothStarts(String name) {
        for (boolean saysWhatIsLinear : new boolean[] {true, false}) {
            NistProblem problem = NistProblem.read(name, true, saysWhatIsLinear);
            for (double[] start : problem.starts()) {
                Fit<Curve> fit = fit(problem, start);
                assertCertified(problem, fit, 10.4);
                if (!name.equals("Lanczos1")) {
                    assertThat(NistProblem.digits(problem.squares(), 2 * fit.objective()))
                            .isGreaterThan(10.3);
                }
            }
        }
    }

    /** Standard deviations; those of Lanczos1 are of rounding, as its sum is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Misra1a",
                "Chwirut2",
                "Chwirut1",
                "Lanczos3",
                "Gauss1",
                "DanWood",
                "Misra1b",
                "Kirby2",
                "Hahn1",
                "Nelson",
                "Gauss3",
                "Misra1c",
                "Roszman1",
                "MGH17",
                "MGH09",
                "Rat42",
                "BoxBOD"
            })
    void standardDeviationsAreCertifiedToo(String name) {
        NistProblem problem = NistProblem.read(name, true, true);
        Covariance<Curve> covariance =
                Covariance.gaussNewton(fit(problem, problem.starts().get(1)));
        for (int j = 0; j < problem.certified().length; j++) {
            double error = covariance.standardErrors().get("b" + (j + 1));
            assertThat(NistProblem.digits(problem.deviations()[j], error))
                    .as("digits of the deviation of b%d", j + 1)
                    .isGreaterThan(10.3);
        }
        assertThat(covariance.degreesOfFreedom())
                .isEqualTo(problem.runs().size() - problem.certified().length);
    }

    /** Differences give fewer digits than derivatives, and lead to the same optimum. */
    @ParameterizedTest
    @CsvSource({"Misra1a, 9", "DanWood, 9", "Rat42, 9", "BoxBOD, 9", "MGH09, 9", "Lanczos1, 9"})
    void aFamilyWithoutDerivativesIsSolvedToo(String name, double digits) {
        NistProblem problem = NistProblem.read(name, false, false);
        for (double[] start : problem.starts()) {
            assertCertified(problem, fit(problem, start), digits);
        }
    }
}
