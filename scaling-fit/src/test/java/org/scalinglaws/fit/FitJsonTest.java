package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Response;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Basin;
import org.scalinglaws.solve.Solution;
import org.scalinglaws.solve.Solver;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.FamilyCase;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

class FitJsonTest {
    @TempDir private Path folder;

    static Stream<FamilyCase> namedFamilies() {
        return FamilyCase.all().filter(given -> LawFamilies.nameOf(given.family()).isPresent());
    }

    /** Six fits of every family that has a name: points near its law, whether the best or not. */
    @ParameterizedTest
    @MethodSource("namedFamilies")
    void aFitComesBackEqualInEveryNumber(FamilyCase given) {
        for (int seed = 1; seed <= 6; seed++) {
            Dataset runs = given.runs(14, 0.02, seed);
            equalAfterAFile(given.family(), given.law(), runs, new SplittableRandom(seed));
        }
    }

    @Test
    void thoseAreTwoHundredFitsAndMore() {
        assertThat(6 * namedFamilies().count()).isGreaterThanOrEqualTo(200);
    }

    private <L extends LossLaw> void equalAfterAFile(
            LawFamily<L> family, double[] near, Dataset runs, SplittableRandom random) {
        boolean logarithmic = Arrays.stream(runs.losses()).allMatch(loss -> loss > 0);
        Objective objective = logarithmic ? Objective.logHuber(1e-3) : Objective.squares();
        FitProblem<L> problem =
                FitProblem.of(family, runs, objective, Restrictions.NONE, Response.FALLS);
        double[] point = problem.at(family.at(near)).point();
        for (int i = 0; i < point.length; i++) {
            point[i] *= 1 + 1e-3 * random.nextDouble();
        }
        Solution solution =
                new Solution(
                        point,
                        problem.cost().value(point),
                        random.nextDouble(),
                        Stop.PRECISION_LIMIT,
                        random.nextInt(1000),
                        List.of(new Basin(random.nextDouble(), 2), new Basin(3, 1)));
        Fit<L> fit = new Fit<>(problem.at(point).law(), problem, solution);
        Path file = folder.resolve("a.fit.json");
        fit.save(file);
        Fit<?> back = Fit.read(file);
        assertThat(back.law()).isEqualTo(fit.law());
        assertThat(back.objective()).isEqualTo(fit.objective());
        assertThat(back.residuals()).containsExactly(fit.residuals());
        assertThat(back.solution()).usingRecursiveComparison().isEqualTo(solution);
        assertThat(back.caveats()).isEqualTo(fit.caveats());
        assertThat(back.scope()).isEqualTo(fit.scope());
        assertThat(back.problem().cost().value(point)).isEqualTo(problem.cost().value(point));
        assertThat(Fit.json().text(back)).isEqualTo(Fit.json().text(fit));

        // A plan of whatever the law reads, with what is said of the fit.
        Recipe recipe = runs.run(random.nextInt(runs.size())).recipe();
        Plan plan = new Plan(recipe, Loss.nats(1 + random.nextDouble()), fit.caveats());
        assertThat(Plan.json().parse(Plan.json().text(plan))).isEqualTo(plan);

        Replicate<L> replicate =
                new Replicate<>(3, fit.law(), random.nextDouble(), Stop.CONVERGED, 12, true);
        Ensemble<L> ensemble =
                new Ensemble<>(
                        "pairs bootstrap, seed 42",
                        Ensemble.Kind.BOOTSTRAP,
                        family,
                        fit.law(),
                        5,
                        List.of(replicate),
                        List.of(new Replicate.Failure(1, "no law")));
        assertThat(Ensemble.json(family).parse(Ensemble.json(family).text(ensemble)))
                .isEqualTo(ensemble);
    }

    private static Dataset runs() {
        return new FamilyCase(ChinchillaLaw.FAMILY, 1.8, 480, 0.35, 2080, 0.37).runs(12, 0.01, 3);
    }

    @Test
    void restrictionsAndTheObjectiveComeBackToo() {
        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logHuberLikelihood(1e-3))
                        .withFixed("E", 1.8)
                        .withTied("alpha", "beta")
                        .withBounds("A", 1, 1e6)
                        .fit(runs());
        Fit<?> back = Fit.json().parse(Fit.json().text(fit));
        assertThat(back.problem().restrictions()).isEqualTo(fit.problem().restrictions());
        assertThat(back.problem().objective()).isEqualTo(fit.problem().objective());
        assertThat(back.law()).isEqualTo(fit.law());
        assertThat(back.toString()).isEqualTo(fit.toString());
    }

    @Test
    void aFamilyOfOnesOwnIsGivenWhereItIsRead() {
        LawFamily<?> own =
                LawFamily.ofExpression(
                        "own",
                        List.of(Factor.PARAMETERS),
                        List.of(Parameter.floor("c"), Parameter.positive("k", "slope")),
                        "c + k / log(params)");
        Fit<?> fit = Fitter.of(own).fit(runs());
        String text = Fit.json().text(fit);
        assertThat(Fit.json(own).parse(text).objective()).isEqualTo(fit.objective());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fit.json().parse(text))
                .withMessageStartingWith("unknown law 'own'; ");
    }

    @Test
    void changedRunsAreRefused() throws IOException {
        Path file = folder.resolve("runs.fit.json");
        Fitter.of(ChinchillaLaw.FAMILY).withSolver(Solver.trustRegion()).fit(runs()).save(file);
        String text = Files.readString(file);
        int losses = text.indexOf("\"losses\": [") + "\"losses\": [".length();
        Files.writeString(file, text.substring(0, losses) + "9" + text.substring(losses + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fit.read(file))
                .withMessage(
                        file
                                + ": the runs are not those that the law was fitted to: runsHash is"
                                + " of others");
    }
}
