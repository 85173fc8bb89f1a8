package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.resource.Cluster;

/**
 * A model of 3 billion parameters reads 100 billion tokens. How many floating-point operations does
 * its training take, and how long is that on a machine?
 */
public final class TrainingFlops {
    private TrainingFlops() {}

    static Compute compute() {
        return Compute.ofTraining(ModelSize.billions(3), Tokens.billions(100));
    }

    public static void main(String[] args) {
        Compute compute = compute();
        Cluster cluster = Cluster.parse("64xH100").withUtilisation(0.4);
        System.out.printf(
                Locale.ROOT,
                """
                C = 6 N D = %.2e FLOP, which is %.2f petaFLOP/s-days.
                Forward and backward, every parameter takes six operations for every token.
                %s: %.2f days.
                """,
                compute.flops(),
                compute.petaflopDays(),
                cluster,
                cluster.days(compute));
    }
}
