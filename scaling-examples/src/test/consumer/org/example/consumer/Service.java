package org.example.consumer;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Report;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/** A service: JSON in and out, many at once, each within a time; it meets every exception there is. */
public final class Service {
    private static final Compute BUDGET = Compute.flops(1e21);
    private static final Fitter<ChinchillaLaw> FITTER =
            Fitter.of(ChinchillaLaw.FAMILY).withDeadline(Duration.ofMinutes(5));

    private Service() {}

    private static String answer(String request) {
        Fit<ChinchillaLaw> fit = FITTER.fit(Dataset.json().parse(request));
        Ensemble<ChinchillaLaw> ensemble =
                Bootstrap.pairs(20, 42).withThreads(1).withDeadline(Duration.ofMinutes(5)).of(fit);
        Plan plan = ComputeOptimal.of(fit).plan(BUDGET);
        return Report.json(fit, ensemble, 0.95) + "\n" + Plan.json().write(plan);
    }

    /**
     * Prints where it runs and what it was told.
     *
     * @param arguments none
     * @throws Exception when something is not as it should be
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println("in a named module: " + Fit.class.getModule().isNamed());
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        List<Compute> budgets = Compute.budgets(1e18, 1e19);
        Dataset runs = SimulatedRuns.isoFlop(law, budgets, 9, 8).withNoise(0.005).dataset();
        String request = Dataset.json().text(runs);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        Set<String> answers = new HashSet<>();
        Callable<String> question = () -> answer(request);
        for (Future<String> told : pool.invokeAll(Collections.nCopies(8, question))) {
            answers.add(told.get());
        }
        String[] parts = answers.iterator().next().split("\n");
        Fit<?> back = Fit.json().parse(parts[0]);
        Fit<ChinchillaLaw> fit = FITTER.fit(runs);
        System.out.println(answers.size() + " answer, read back: " + fit.law().equals(back.law()));
        System.out.println(back + "\n" + Plan.json().parse(parts[1]));

        // A client goes away while its request runs.
        CountDownLatch begun = new CountDownLatch(1);
        Stream<Fit<?>> endless = Stream.generate(() -> begunFit(runs, begun));
        Future<?> left = pool.submit(() -> met(() -> endless.allMatch(each -> each != back)));
        begun.await();
        left.cancel(true);
        pool.shutdown();
        System.out.println("it ended: " + pool.awaitTermination(5, TimeUnit.MINUTES));
        met(() -> Objective.logHuber(Double.NaN));
        met(() -> FITTER.fit(null));
        met(() -> Dataset.readCsv("a request", new StringReader("n,d,loss\n1e9,2e10,-\n")));
        met(() -> Plan.json().parse("{"));
        met(() -> FITTER.fit(runs.whereRow(row -> row < 4)));
        met(() -> ComputeOptimal.of(PublishedLaws.KAPLAN_2020_PARAMETERS).plan(BUDGET));
        met(() -> ProfileLikelihood.of(fit).profile(any -> 1, 2));
        met(() -> Bootstrap.pairs(1_000_000, 1).withDeadline(Duration.ofMillis(20)).of(fit));
        met(() -> Plan.json().load(Path.of("absent.json")));
        met(() -> Executors.callable(() -> fit.save(Path.of("no", "such", "folder"))).call());
    }

    private static Fit<?> begunFit(Dataset runs, CountDownLatch begun) {
        begun.countDown();
        return FITTER.fit(runs);
    }

    private static void met(Callable<?> request) {
        try {
            System.out.println("no exception, but " + request.call());
        } catch (Exception told) {
            System.out.println(told.getClass().getSimpleName() + ": " + told.getMessage());
        }
    }
}
