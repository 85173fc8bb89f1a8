package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.Evaluator;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Restrictions;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.simulate.SimulatedRuns;

class PosteriorInterruptTest {
    private static final Fit<ChinchillaLaw> FIT =
            Fitter.of(ChinchillaLaw.FAMILY)
                    .withObjective(Objective.logSquares())
                    .fit(
                            SimulatedRuns.isoFlop(
                                            PublishedLaws.BESIROGLU_2024.law(),
                                            List.of(Compute.flops(1e18), Compute.flops(1e20)),
                                            7,
                                            10)
                                    .withNoise(0.005)
                                    .dataset());

    /** How far the work has come: chains warm up by evaluations, and then make laws of their draws. */
    private enum Phase {
        WARM_UP(100, 0),
        DRAWS(0, 100);

        private final int evaluations;
        private final int laws;

        Phase(int evaluations, int laws) {
            this.evaluations = evaluations;
            this.laws = laws;
        }
    }

    /** The Chinchilla laws, which tell when so many evaluations are done and so many laws are made. */
    private record Watched(CountDownLatch evaluations, CountDownLatch laws)
            implements LawFamily<ChinchillaLaw> {
        private static final LawFamily<ChinchillaLaw> FAMILY = ChinchillaLaw.FAMILY;

        @Override
        public String name() {
            return FAMILY.name();
        }

        @Override
        public List<Factor> factors() {
            return FAMILY.factors();
        }

        @Override
        public List<Parameter> parameters() {
            return FAMILY.parameters();
        }

        @Override
        public ChinchillaLaw at(double... values) {
            laws.countDown();
            return FAMILY.at(values);
        }

        @Override
        public double[] values(ChinchillaLaw law) {
            return FAMILY.values(law);
        }

        @Override
        public List<Integer> coefficients() {
            return FAMILY.coefficients();
        }

        @Override
        public Optional<double[]> inUnits(double[] values, double... units) {
            return FAMILY.inUnits(values, units);
        }

        @Override
        public Evaluator evaluator(Columns columns) {
            Evaluator evaluator = FAMILY.evaluator(columns);
            return new Evaluator() {
                @Override
                public void predict(double[] values, double[] predictions) {
                    evaluations.countDown();
                    evaluator.predict(values, predictions);
                }

                @Override
                public void differentiate(
                        double[] values, double[] predictions, double[] jacobian) {
                    evaluator.differentiate(values, predictions, jacobian);
                }

                @Override
                public void addCurvature(double[] values, double[] slopes, double[] hessian) {
                    evaluator.addCurvature(values, slopes, hessian);
                }
            };
        }
    }

    /** Hours of work, stopped in its warm-up or after it: seconds are a generous bound. */
    @ParameterizedTest
    @EnumSource(Phase.class)
    void anInterruptStopsTheWorkAndLeavesNoThread(Phase phase) throws InterruptedException {
        Watched watched =
                new Watched(new CountDownLatch(phase.evaluations), new CountDownLatch(phase.laws));
        FitProblem<ChinchillaLaw> problem =
                FitProblem.of(
                        watched,
                        FIT.problem().runs(),
                        FIT.problem().objective(),
                        Restrictions.NONE);
        Fit<ChinchillaLaw> fit = new Fit<>(FIT.law(), problem, FIT.solution());
        AtomicReference<Ensemble<ChinchillaLaw>> result = new AtomicReference<>();
        Thread caller =
                new Thread(
                        () ->
                                result.set(
                                        Posterior.sample(10_000_000, 1)
                                                .withThreads(2)
                                                .withPartialAnswer()
                                                .of(fit)));
        caller.start();
        assertThat(watched.evaluations().await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(watched.laws().await(1, TimeUnit.MINUTES)).isTrue();
        caller.interrupt();
        caller.join(Duration.ofSeconds(30).toMillis());
        assertThat(caller.isAlive()).isFalse();
        assertThat(workersAlive()).isFalse();
        Ensemble<ChinchillaLaw> partial = requireNonNull(result.get());
        assertThat(partial.members()).hasSizeLessThan(10_000_000);
        assertThat(partial.findings()).extracting(Finding::check).contains("interrupted");
    }

    private static boolean workersAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("scaling-laws-worker"));
    }
}
