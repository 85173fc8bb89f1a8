package org.scalinglaws.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.Choice;
import org.scalinglaws.design.NextRuns;
import org.scalinglaws.design.TuningFit;
import org.scalinglaws.design.UncertainPlan;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.testing.TuningStudy.Sweep;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Posterior;

/**
 * Every public constructor and method is called with what a caller may hand over by mistake: null,
 * NaN, infinities, zero, negative, huge and tiny numbers, empty arrays and arrays of a wrong length.
 * It answers, or it refuses in one of the project's voices.
 */
@Tag("once")
class ArgumentsTest {
    /** Methods that may answer with what they were given, or with no number, and why. */
    private static final Map<String, String> PROMISED =
            Map.ofEntries(
                    Map.entry("quantity.Decimal.format", "writes any number"),
                    Map.entry("quantity.LossUnit.nats", "NaN for NaN"),
                    Map.entry("quantity.LossUnit.of", "NaN for NaN"),
                    Map.entry("numeric.CentralDifferences", "NaN where the function is"),
                    Map.entry("problem.Coordinates.inside", "NaN stays NaN"),
                    Map.entry("numeric.Root.ifAny", "NaN where there is no root"),
                    Map.entry("numeric.Quantiles.ofStudent", "NaN without degrees of freedom"),
                    Map.entry("numeric.Quantiles.weighted", "NaN where the rank is"),
                    Map.entry("law.ExpressionFamily.loss", "NaN where a number is"),
                    Map.entry("quantity.Require.length", "looks at the length alone"),
                    Map.entry("law.LawFamily.inUnits", "NaN where the given numbers are"),
                    Map.entry("law.LawFamily.place", "NaN where the given numbers are"),
                    Map.entry("problem.ProjectedSquares.", "a search meets points without a law"),
                    Map.entry("law.ExpressionFamily.inUnits", "NaN where the given numbers are"),
                    Map.entry("law.setup.PrecisionLaw$Part.share", "NaN for NaN"),
                    Map.entry("resource.Resource.use", "NaN where an argument is"),
                    Map.entry("isoflop.Polynomial.at", "NaN for NaN"),
                    Map.entry("isoflop.Audit$Variant", "the regret is NaN where no law comes out"),
                    Map.entry("isoflop.Audit.variants", "the regret is NaN where no law comes out"),
                    Map.entry("isoflop.Optimum", "numbers are NaN where the runs point nowhere"),
                    Map.entry("isoflop.SideBySide$Row", "the waste is NaN where no law tells it"),
                    Map.entry("isoflop.SideBySide.rows", "the waste is NaN where no law tells it"),
                    Map.entry(
                            "uncertainty.Posterior$ChainConvergence",
                            "NaN where chains are too short"),
                    Map.entry(
                            "uncertainty.Posterior.convergence", "NaN where chains are too short"),
                    Map.entry("solve.Cost.", "a search meets points without a cost"),
                    Map.entry(
                            "problem.FitProblem$BlockSums.",
                            "a search meets points without a cost"),
                    Map.entry(
                            "solve.Held.without",
                            "takes a coordinate away, whatever the others are"),
                    Map.entry("solve.Basin", "a search meets points without a cost"),
                    Map.entry(
                            "solve.Solution",
                            "a search meets points without a cost, and the gradient may be unknown"),
                    Map.entry(
                            "solve.Solver.solve",
                            "a search meets points without a cost, and says UNDEFINED_START"),
                    Map.entry(
                            "problem.FitProblem.residuals", "a search meets points without a law"),
                    Map.entry("problem.FitProblem.slopes", "a search meets points without a law"),
                    Map.entry("problem.FitProblem.values", "NaN where the point is"),
                    Map.entry(
                            "problem.FitProblem.objectiveOf",
                            "a search meets points without a law"),
                    Map.entry(
                            "problem.Resample.solve",
                            "a search meets points without a cost, and says UNDEFINED_START"),
                    Map.entry("problem.Residual", "NaN where a loss has no logarithm"),
                    Map.entry("problem.Rho", "NaN for NaN"),
                    Map.entry("curve.Curve.", "NaN where nothing was logged"),
                    Map.entry("curve.Point", "a loss is NaN where training diverged"),
                    Map.entry("health.Trend", "the noise is NaN where nothing tells it"));

    /** What writes any number, for messages. */
    private static final Set<String> WRITERS =
            Set.of(
                    "quantity.Decimal.format",
                    "json.JsonMembers.number",
                    "json.JsonMembers.numbers");

    /** These speak in the name of their caller's argument, or of what a check looks at. */
    private static final Set<String> OTHER_NAMES =
            Set.of("quantity.Require", "finding.Check.inspect");

    /** These take more than five seconds, and stop when they are interrupted. */
    private static final Set<String> LONG = Set.of("select.AveragedCurve.of");

    @TempDir private Path folder;

    private static Samples samples(Path folder) {
        Samples samples = new Samples(folder);
        Dataset runs =
                SimulatedRuns.isoFlop(
                                PublishedLaws.BESIROGLU_2024.law(),
                                Compute.budgets(1e18, 1e19, 1e20),
                                5,
                                8)
                        .withNoise(0.005)
                        .withSeed(42)
                        .dataset();
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Recipe recipe = Recipe.of(ModelSize.of(1e9), Tokens.of(2e10));
        Recipe other = Recipe.of(ModelSize.of(2e9), Tokens.of(1e10));
        Ensemble<ChinchillaLaw> ensemble = Bootstrap.pairs(20, 7).of(fit);
        List.of(
                        runs,
                        fit.law(),
                        fit.problem(),
                        fit.problem().cost(),
                        fit.problem().coordinates(),
                        fit.problem().weights(),
                        fit.problem().starts(),
                        fit.problem().resample(),
                        fit.problem().resample().squares(),
                        fit.problem().at(fit.solution().point()),
                        fit.solution(),
                        ChinchillaLaw.FAMILY,
                        ChinchillaLaw.FAMILY.evaluator(ChinchillaLaw.FAMILY.columns(runs)),
                        PublishedLaws.BESIROGLU_2024,
                        ensemble,
                        Posterior.sample(40, 1).of(fit),
                        NextRuns.after(fit).withCandidates(List.of(recipe, other)),
                        Choice.of(ensemble, 0.9, Map.of("recipe", recipe, "other", other)),
                        UncertainPlan.of(
                                ensemble,
                                0.9,
                                law -> ComputeOptimal.of(law).plan(Compute.flops(1e21))),
                        TuningFit.of(Sweep.surfaces(0.002).runs(new SplittableRandom(1))),
                        recipe,
                        Loss.nats(2.5),
                        Compute.flops(1e19),
                        Tokens.of(2e10),
                        ModelSize.of(1e9))
                .forEach(samples::keep);
        return samples;
    }

    private static List<Class<?>> publicTypes() {
        List<URL> modules = new ArrayList<>();
        for (Class<?> one : List.of(Dataset.class, Fit.class)) {
            CodeSource source = one.getProtectionDomain().getCodeSource();
            modules.add(source.getLocation());
        }
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass one : new ClassFileImporter().importUrls(modules)) {
            Class<?> type = one.reflect();
            if (isPublic(type)) {
                types.add(type);
            }
        }
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static boolean isPromised(Fault fault) {
        Set<String> methods =
                switch (fault.kind()) {
                    case NAN -> PROMISED.keySet();
                    case TEXT -> WRITERS;
                    case ENDLESS ->
                            fault.detail().contains("stops when interrupted") ? LONG : Set.of();
                    default -> OTHER_NAMES;
                };
        return methods.stream().anyMatch(start -> fault.method().startsWith(start));
    }

    @Test
    void whateverIsHandedOverIsAnsweredOrRefusedInAVoiceOfTheProject(TestReporter reporter) {
        Calls calls = new Calls(samples(folder));
        List<Executable> doors =
                publicTypes().stream().flatMap(type -> Calls.doors(type).stream()).toList();
        for (int round = 0; round < 2; round++) {
            doors.forEach(calls::grow);
        }
        doors.forEach(calls::attack);

        reporter.publishEntry("slowest", String.join(", ", calls.slowest(10)));
        assertThat(calls.faults().stream()).filteredOn(fault -> !isPromised(fault)).isEmpty();
        assertThat(calls.answered()).isGreaterThan(doors.size() * 9 / 10);
        assertThat(calls.calls()).isGreaterThan(10_000);
    }
}
