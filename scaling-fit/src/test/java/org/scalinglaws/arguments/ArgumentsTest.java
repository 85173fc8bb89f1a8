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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Columns;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.simulate.SimulatedRuns;

/**
 * Every public constructor and method is called with what a caller may hand over by mistake: null,
 * NaN, infinities, zero, negative, huge and tiny numbers, empty arrays and arrays of a wrong length.
 * It answers, or it refuses in one of the project's voices.
 */
class ArgumentsTest {
    /** Methods that may answer with what they were given, or with no number, and why. */
    private static final Map<String, String> PROMISED =
            Map.ofEntries(
                    Map.entry("quantity.Decimal.format", "writes any number"),
                    Map.entry("quantity.Require.length", "looks at the length alone"),
                    Map.entry("law.LawFamily.inUnits", "NaN where the given numbers are"),
                    Map.entry("law.ExpressionFamily.inUnits", "NaN where the given numbers are"),
                    Map.entry("law.numeric.PrecisionLaw$Part.share", "NaN for NaN"),
                    Map.entry("resource.Resource.use", "NaN where an argument is"),
                    Map.entry("sweep.Polynomial.at", "NaN for NaN"),
                    Map.entry(
                            "solve",
                            "a search meets points without a cost, and says UNDEFINED_START"),
                    Map.entry(
                            "problem",
                            "a search meets points without a law; the norm may be unknown"),
                    Map.entry("isoflop.Audit$Variant", "the regret is NaN where no law comes out"),
                    Map.entry("isoflop.Audit.variants", "the regret is NaN where no law comes out"),
                    Map.entry("isoflop.Optimum", "numbers are NaN where the runs point nowhere"),
                    Map.entry("isoflop.SideBySide$Row", "the waste is NaN where no law tells it"),
                    Map.entry("isoflop.SideBySide.rows", "the waste is NaN where no law tells it"),
                    Map.entry(
                            "uncertainty.Posterior$Convergence", "NaN where chains are too short"),
                    Map.entry(
                            "uncertainty.Posterior.convergence", "NaN where chains are too short"));

    /** These speak in the name of their caller's argument. */
    private static final String CHECKS = "quantity.Require";

    @TempDir private Path folder;

    private static Samples samples(Path folder) {
        Samples samples = new Samples(folder);
        Dataset runs =
                SimulatedRuns.isoFlop(
                                PublishedLaws.BESIROGLU_2024.law(),
                                List.of(
                                        Compute.flops(1e18),
                                        Compute.flops(1e19),
                                        Compute.flops(1e20)),
                                5,
                                8)
                        .withNoise(0.005)
                        .withSeed(42)
                        .dataset();
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        List.of(
                        runs,
                        fit.law(),
                        fit.problem(),
                        fit.problem().cost(),
                        fit.problem().squares(),
                        fit.solution(),
                        ChinchillaLaw.FAMILY,
                        ChinchillaLaw.FAMILY.evaluator(Columns.of(runs, ChinchillaLaw.FAMILY)),
                        PublishedLaws.BESIROGLU_2024,
                        Recipe.of(ModelSize.of(1e9), Tokens.of(2e10)),
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
        boolean noNumber = fault.kind() == Fault.Kind.NAN || fault.kind() == Fault.Kind.TEXT;
        return noNumber
                ? PROMISED.keySet().stream().anyMatch(start -> fault.method().startsWith(start))
                : fault.method().startsWith(CHECKS);
    }

    @Test
    void whateverIsHandedOverIsAnsweredOrRefusedInAVoiceOfTheProject() {
        Calls calls = new Calls(samples(folder));
        List<Executable> doors =
                publicTypes().stream().flatMap(type -> Calls.doors(type).stream()).toList();
        for (int round = 0; round < 2; round++) {
            doors.forEach(calls::grow);
        }
        doors.forEach(calls::attack);

        assertThat(calls.faults().stream()).filteredOn(fault -> !isPromised(fault)).isEmpty();
        assertThat(calls.answered()).isGreaterThan(doors.size() * 9 / 10);
        assertThat(calls.calls()).isGreaterThan(10_000);
    }
}
