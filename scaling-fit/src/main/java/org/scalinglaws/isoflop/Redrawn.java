package org.scalinglaws.isoflop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;
import org.scalinglaws.uncertainty.Spread;

/** Every approach of an analysis again, by the same sets of runs drawn from those at hand. */
final class Redrawn {
    private final IsoFlop study;
    private final Bootstrap bootstrap;
    private final Ensemble<ChinchillaLaw> ensemble;
    private final List<double[]> vertices = new ArrayList<>();
    private final List<double[]> corrected = new ArrayList<>();
    private final List<double[]> laws = new ArrayList<>();

    Redrawn(IsoFlop study, Bootstrap bootstrap) {
        this.study = study;
        this.bootstrap = bootstrap;
        List<double[]> weights = bootstrap.weights(study.fit());
        this.ensemble = bootstrap.of(study.fit());

        // A set of runs that no law fits is still a set of runs for the parabolas.
        int[] numbers =
                Stream.concat(
                                ensemble.replicates().stream().map(Replicate::number),
                                ensemble.failures().stream().map(Replicate.Failure::number))
                        .mapToInt(number -> number)
                        .sorted()
                        .toArray();
        Spread<ChinchillaLaw> known = ensemble.map(law -> law);
        Spread<double[]> optima = ensemble.map(FittedAllocation::powers);

        List<BudgetRows> budgets = BudgetRows.of(study.sweep());
        boolean[] strange = study.estimate().strange(study.sweep());

        for (int number : numbers) {
            double[] drawn = Approach2.without(strange, weights.get(number));
            add(budgets, drawn, known.ofReplicate(number).orElse(null));
            laws.add(optima.ofReplicate(number).orElseGet(Redrawn::unknown));
        }
    }

    private void add(List<BudgetRows> budgets, double[] weights, @Nullable ChinchillaLaw law) {
        Approach2 how = study.estimate();
        vertices.add(how.powers(how.vertices(budgets, weights, null), weights));
        LossLaw given = study.givenCorrector();
        LossLaw corrector = given == null ? law : given;
        corrected.add(
                corrector == null || !study.corrected().isAnswered()
                        ? unknown()
                        : how.powers(how.vertices(budgets, weights, corrector), weights));
    }

    private static double[] unknown() {
        double[] unknown = new double[4];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    /** The approaches that have an answer, each with its powers by every set of runs. */
    List<Draws> answered() {
        List<Draws> answered = new ArrayList<>();
        IsoFlop.Curves curves = study.curves();
        if (curves != null && curves.envelope().isAnswered()) {
            answered.add(
                    new Draws(curves.envelope(), curves.redrawn(bootstrap.seed(), laws.size())));
        }

        List<List<double[]>> powers = List.of(vertices, corrected, laws);
        List<Allocation> allocations =
                List.of(study.approach2(), study.corrected(), study.approach3());
        for (int i = 0; i < powers.size(); i++) {
            if (allocations.get(i).isAnswered()) {
                answered.add(new Draws(allocations.get(i), powers.get(i)));
            }
        }

        return answered;
    }

    List<Finding> findings() {
        return ensemble.findings();
    }
}
