package org.example.consumer;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Report;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/** A service that answers many at once, and meets every exception of the library. */
public final class Service {
    private static final Compute BUDGET = Compute.flops(1e21);

    private Service() {}

    /**
     * Prints where it runs and what it was told.
     *
     * @param arguments none
     * @throws Exception when something is not as it should be
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(
                Fit.class.getModule().isNamed() ? "on the module path" : "on the class path");
        Path file = Files.createTempFile("runs", ".csv");
        SimulatedRuns.isoFlop(
                        PublishedLaws.BESIROGLU_2024.law(),
                        List.of(Compute.flops(1e18), Compute.flops(1e19)),
                        9,
                        8)
                .withNoise(0.005)
                .withSeed(42)
                .dataset()
                .writeCsv(file);
        Dataset runs = Dataset.readCsv(file);
        Files.delete(file);

        // Eight threads ask the same and must hear the same.
        ExecutorService pool = Executors.newFixedThreadPool(8);
        Callable<String> question = () -> answer(runs);
        Set<String> answers = new HashSet<>();
        for (Future<String> answer : pool.invokeAll(Collections.nCopies(8, question))) {
            answers.add(answer.get());
        }
        pool.shutdown();
        System.out.println(answers.size() + " answer");
        System.out.println(answers.iterator().next());
        System.out.println(
                "families: " + (LawFamilies.all().size() > 20 ? "all" : "some are missing"));

        Fit<ChinchillaLaw> fit =
                Fitter.of(ChinchillaLaw.FAMILY)
                        .withObjective(Objective.logHuberLikelihood(1e-3))
                        .fit(runs);
        met(() -> Objective.logHuber(Double.NaN));
        met(
                () ->
                        Dataset.readCsv(
                                "a request", new StringReader("params,tokens,loss\n1e9,2e10,-\n")));
        met(() -> Fitter.of(ChinchillaLaw.FAMILY).fit(runs.whereRow(row -> row < 4)));
        met(() -> ComputeOptimal.of(PublishedLaws.KAPLAN_2020_PARAMETERS).plan(BUDGET));
        Thread.currentThread().interrupt();
        met(() -> ProfileLikelihood.of(fit).interval(0.95, ChinchillaLaw::alpha));
    }

    private static String answer(Dataset runs) {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        String ends =
                Bootstrap.pairs(20, 42).of(fit).interval(0.95, ChinchillaLaw::alpha).toString();
        return Report.summary(fit) + "\n" + ends + "\n" + ComputeOptimal.of(fit).plan(BUDGET);
    }

    private static void met(Callable<?> request) throws Exception {
        try {
            System.out.println("no exception, but " + request.call());
        } catch (RuntimeException told) {
            System.out.println(told.getClass().getSimpleName() + ": " + told.getMessage());
        }
    }
}
