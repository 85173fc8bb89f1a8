package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.FamilyCase;

/** A quotient that passes through every run may go to infinity between two of them. */
class PoleTest {
    private static final Factor X = Factor.named("x");

    /** (1 + b x) / (1 + c x + d x^2), one of the quotients of NIST's collections. */
    private static final LawFamily<FormulaLaw> QUOTIENT =
            LawFamily.ofExpression(
                    "quotient",
                    List.of(X),
                    List.of(
                            Parameter.real("b", "slope above"),
                            Parameter.real("c", "slope below"),
                            Parameter.real("d", "bend below")),
                    "(b * x + 1) / (c * x + d * x^2 + 1)");

    private static Fit<FormulaLaw> at(double... numbers) {
        List<Run> runs = new ArrayList<>();
        for (double x = 1; x <= 10; x++) {
            double loss = QUOTIENT.at(0.3, 0.6, 0).loss(Recipe.of(Map.of(X, x)));
            runs.add(Run.of(Recipe.of(Map.of(X, x)), Loss.nats(loss)));
        }
        FitProblem<FormulaLaw> problem =
                FitProblem.of(QUOTIENT, Dataset.of(runs), Objective.squares(), Restrictions.NONE);
        FormulaLaw law = QUOTIENT.at(numbers);
        Solution solution = Solution.of(problem.at(law).point(), 1, 0, Stop.CONVERGED, 1);
        return new Fit<>(law, problem, solution);
    }

    @Test
    void aSmoothQuotientHasNone() {
        assertThat(new Pole().inspect(at(0.3, 0.6, 0))).isEmpty();
    }

    /** A pole, and a zero beside it: the smaller the gap, the narrower the pole. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-2, 1e-3})
    void aPoleBetweenTwoRunsIsNamedWithBoth(double gap) {
        double pole = 4.37;
        Finding finding = new Pole().inspect(at(-1 / (pole + gap), -1 / pole, 0)).orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.message())
                .matches(
                        "the law has a pole near x = 4\\.3\\d*, between the runs at 4 and 5: there"
                                + " it leaves the losses of all runs by more than 20 times their"
                                + " range; bound its numbers, or start elsewhere");
    }

    @Test
    void aPoleBeyondTheRunsIsNotBetweenThem() {
        assertThat(new Pole().inspect(at(0.1, -0.05, 0))).isEmpty();
    }

    /** A loss curve knows whole steps only: no check may ask it for a half. */
    @Test
    void betweenWholeStepsNothingIsAsked() {
        FamilyCase curve =
                FamilyCase.all()
                        .filter(given -> given.family().name().equals("multi-power"))
                        .findFirst()
                        .orElseThrow();
        Fit<?> fit = near(curve.family(), curve.law(), curve.runs(20, 0.01, 3));
        assertThat(new Pole().inspect(fit)).isEmpty();
        assertThat(Checks.inspect(fit)).isNotNull();
    }

    private static <L extends LossLaw> Fit<L> near(
            LawFamily<L> family, double[] numbers, Dataset runs) {
        FitProblem<L> problem =
                FitProblem.of(family, runs, Objective.logSquares(), Restrictions.NONE);
        double[] point = problem.at(family.at(numbers)).point();
        Solution solution = Solution.of(point, problem.cost().value(point), 0, Stop.CONVERGED, 1);
        return new Fit<>(family.at(numbers), problem, solution);
    }
}
