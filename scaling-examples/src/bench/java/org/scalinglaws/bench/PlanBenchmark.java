package org.scalinglaws.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

/** How long a plan takes: in closed form, by search, and under every limit at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBenchmark {
    private static final Cluster CLUSTER = Cluster.parse("1024xH100").withUtilisation(0.4);
    private static final Site SITE = new Site(CLUSTER, new Prices(2, 1.1, 400));

    private final ChinchillaLaw law = PublishedLaws.HOFFMANN_2022.law();
    private final Compute budget = Compute.flops(5.76e23);
    private final ComputeOptimal closed = ComputeOptimal.of(law);
    private final ComputeOptimal published = ComputeOptimal.of(PublishedLaws.HOFFMANN_2022);
    private final ComputeOptimal searched = ComputeOptimal.of(recipe -> law.loss(recipe));
    private final ConstrainedOptimal everything =
            ConstrainedOptimal.of(law)
                    .limit(Resource.compute(), 1e25)
                    .limit(Resource.days(CLUSTER), 30)
                    .limit(Resource.money(SITE), 3e6)
                    .limit(Resource.energy(SITE, SITE), 3e6)
                    .limit(ModelSize.billions(7))
                    .limit(Resource.memory(Memory.MIXED_ADAM), CLUSTER.memoryBytes())
                    .serving(Tokens.trillions(3))
                    .withUniqueTokens(Tokens.trillions(2));
    private final ConstrainedOptimal anyLaw =
            ConstrainedOptimal.of(recipe -> law.loss(recipe))
                    .limit(Resource.days(CLUSTER), 30)
                    .limit(Resource.money(SITE), 3e6)
                    .serving(Tokens.trillions(3))
                    .withUniqueTokens(Tokens.trillions(2));

    /** A closed form. */
    @Benchmark
    public Plan closed() {
        return closed.plan(budget);
    }

    /** A closed form that says how far it extrapolates. */
    @Benchmark
    public Plan published() {
        return published.plan(budget);
    }

    /** Any law. */
    @Benchmark
    public Plan searched() {
        return searched.plan(budget);
    }

    /** Eight limits, three of which bind. */
    @Benchmark
    public Decision everything() {
        return everything.leastLoss();
    }

    /** The least money for a loss under the same limits. */
    @Benchmark
    public Decision leastCost() {
        return everything.leastCost(Loss.nats(2.05), Resource.money(SITE));
    }

    /** Limits on a law without a closed form. */
    @Benchmark
    public Decision anyLaw() {
        return anyLaw.leastLoss();
    }
}
