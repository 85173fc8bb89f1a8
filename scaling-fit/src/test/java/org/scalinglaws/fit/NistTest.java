package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.NistProblem;
import org.scalinglaws.uncertainty.Covariance;

/**
 * Problems of nonlinear least squares with eleven certified digits, of the NIST Statistical
 * Reference Datasets: https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml. Each is fitted from
 * both of NIST's starts, of which the first is far away by design, with exact derivatives and with
 * differences, and from no start at all.
 */
@Tag("once")
class NistTest {
    private static final Map<String, Row> TABLE = new LinkedHashMap<>();

    /** A fit, and the least digits of its parameters, of their deviations and of its squares. */
    private record Row(
            String problem,
            String start,
            double parameters,
            double deviations,
            double squares,
            int evaluations,
            double condition,
            Stop stop,
            int starts,
            double degreesOfFreedom) {
        static Row of(NistProblem problem, String start, Fit<FormulaLaw> fit) {
            Covariance<FormulaLaw> covariance = Covariance.gaussNewton(fit);
            double[] values = fit.problem().family().values(fit.law());
            int[] places = problem.places(values);
            double parameters = 11;
            double deviations = 11;
            for (int j = 0; j < values.length; j++) {
                double value = values[places[j]];
                double error = covariance.standardErrors().get("b" + (places[j] + 1));
                double digits = NistProblem.digits(problem.certified().get(j), value);
                parameters = Math.min(parameters, digits);
                digits = NistProblem.digits(problem.deviations().get(j), error);
                deviations = Math.min(deviations, digits);
            }
            return new Row(
                    problem.name(),
                    start,
                    parameters,
                    deviations,
                    NistProblem.digits(problem.sumOfSquares(), 2 * fit.objective()),
                    fit.solution().evaluations(),
                    covariance.condition(),
                    fit.solution().stop(),
                    fit.solution().starts(),
                    covariance.degreesOfFreedom());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-8s  %-15s  %5.2f  %5.2f  %5.2f  %6d  %7.1e",
                    problem,
                    start,
                    parameters,
                    deviations,
                    squares,
                    evaluations,
                    condition);
        }
    }

    private static Fit<FormulaLaw> fit(
            NistProblem problem, LawFamily<FormulaLaw> family, double... start) {
        return Fitter.of(family)
                .withObjective(Objective.squares())
                .withStart(start)
                .fit(problem.runs());
    }

    @BeforeAll
    static void fitAll() {
        for (String name : NistProblem.names()) {
            NistProblem problem = NistProblem.read(name);
            for (int which = 1; which <= 2; which++) {
                double[] start = problem.start(which);
                add(problem, "" + which, fit(problem, problem.family(), start));
                add(
                        problem,
                        which + ", differences",
                        fit(problem, problem.familyOfDoubles(), start));
            }
            add(problem, "none", fit(problem, problem.boundedFamily()));
        }
        StringBuilder table =
                new StringBuilder("least log relative error of parameters, deviations, squares\n");
        table.append("problem   start            param  devia  squar   evals  condition\n");
        TABLE.values().forEach(row -> table.append(row).append('\n'));
        System.out.print(table);
    }

    private static void add(NistProblem problem, String start, Fit<FormulaLaw> fit) {
        TABLE.put(problem.name() + " from " + start, Row.of(problem, start, fit));
    }

    private static Row row(String name, String start) {
        return TABLE.get(name + " from " + start);
    }

    static List<String> names() {
        return NistProblem.names();
    }

    @Test
    void thereAreEighteenProblems() {
        assertThat(NistProblem.names()).hasSize(18).doesNotHaveDuplicates();
    }

    /**
     * More digits than the 9 and 8 that are asked for. Lanczos1 has data of fourteen digits and no
     * noise: its sum of squares, 1.4e-25, is what rounding leaves, and so are its deviations.
     */
    @ParameterizedTest
    @MethodSource("names")
    void eachProblemIsSolvedFromBothStarts(String name) {
        boolean rounding = name.equals("Lanczos1");
        for (String start : List.of("1", "2")) {
            Row row = row(name, start);
            assertThat(row.parameters).as("%s", row).isGreaterThan(10.3);
            assertThat(row.deviations).as("%s", row).isGreaterThan(rounding ? 2.5 : 10.3);
            assertThat(row.squares).as("%s", row).isGreaterThan(rounding ? 2.2 : 10.3);
            assertThat(row.stop.isOptimum()).as("%s", row).isTrue();
            assertThat(row.starts).isEqualTo(1);
        }
    }

    /**
     * Differences lead to the same optimum, with the digits that are given. Lanczos3 keeps fewest:
     * its condition number is 1e8, and the sum of squares is flat along what it leaves open.
     */
    @ParameterizedTest
    @CsvSource({
        "Misra1a, 10.3, 9",
        "Chwirut1, 10, 9",
        "Chwirut2, 10, 9",
        "Lanczos1, 10, 2.5",
        "Lanczos3, 8, 6.5",
        "Gauss1, 9, 8",
        "Gauss3, 9, 8",
        "DanWood, 10.3, 9",
        "Misra1b, 10, 9",
        "Kirby2, 9, 9",
        "Hahn1, 8.5, 8.5",
        "Nelson, 9, 8",
        "MGH17, 9, 8.5",
        "Misra1c, 10, 8.5",
        "Roszman1, 9, 9",
        "MGH09, 9, 9",
        "Rat42, 10.3, 9.5",
        "BoxBOD, 10.3, 9.5"
    })
    void aFormulaOfDoublesIsSolvedTooFromBothStarts(
            String name, double parameters, double deviations) {
        for (String start : List.of("1, differences", "2, differences")) {
            Row row = row(name, start);
            assertThat(row.parameters).as("%s", row).isGreaterThan(parameters);
            assertThat(row.deviations).as("%s", row).isGreaterThan(deviations);
            assertThat(row.stop.isOptimum()).as("%s", row).isTrue();
        }
    }

    /**
     * All eighteen, with as many digits as from a start. The bounds say only the sign and the size
     * of a parameter; see {@link NistProblem#boundedFamily()}.
     */
    @ParameterizedTest
    @MethodSource("names")
    void eachProblemIsSolvedWithNoStart(String name) {
        boolean rounding = name.equals("Lanczos1");
        Row row = row(name, "none");
        assertThat(row.parameters).as("%s", row).isGreaterThan(rounding ? 9 : 10.3);
        assertThat(row.squares).as("%s", row).isGreaterThan(rounding ? 2.2 : 10.3);
        assertThat(row.deviations).as("%s", row).isGreaterThan(rounding ? 2.5 : 10.3);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theResidualsHaveAsManyDegreesOfFreedomAsNistSays(String name) {
        NistProblem problem = NistProblem.read(name);
        assertThat(row(name, "2").degreesOfFreedom)
                .isEqualTo(problem.runs().size() - problem.certified().size());
    }
}
