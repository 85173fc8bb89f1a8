package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class CrossValidationTest {
    private static final CoupledLaw TRUTH = new CoupledLaw(1.6, 900, 0.45, 4000, 0.47, 0.6);
    private static final List<Compute> BUDGETS =
            Stream.of(1e18, 4e18, 1.6e19, 6.4e19).map(Compute::flops).toList();

    private static Evidence evidence(LossLaw law) {
        return Evidence.of(SimulatedRuns.isoFlop(law, BUDGETS, 7, 8).withNoise(0.001).dataset());
    }

    @Test
    void foldsByASeedTellTheFormOfTheTruthFromChinchilla() {
        CrossValidation folds = CrossValidation.folds(evidence(TRUTH), 4, 1);
        assertThat(folds.folds()).isEqualTo(4);
        assertThat(folds.candidates()).contains("coupled").doesNotContain("chinchilla");
        CrossValidation.Row coupled = folds.rows().get(2);
        assertThat(coupled.error()).isCloseTo(0.001, within(0.0005));
        assertThat(folds).isEqualTo(CrossValidation.folds(evidence(TRUTH), 4, 1));
    }

    /** A budget that is left out lies beyond the others or between them, and is missed by more. */
    @Test
    void foldsByComputeAreHarderThanThoseByChance() {
        Evidence evidence = evidence(TRUTH);
        CrossValidation compute = CrossValidation.byCompute(evidence);
        CrossValidation chance = CrossValidation.folds(evidence, 4, 1);
        assertThat(compute.folds()).isEqualTo(4);
        assertThat(compute.rows().get(1).error()).isGreaterThan(chance.rows().get(1).error());
    }

    /** Rows of one training run share their error: dealt apart, each would be foretold by the others. */
    @Test
    void checkpointsOfATrainingRunAreLeftOutTogether() {
        Dataset runs = evidence(TRUTH).runs();
        StringBuilder table = new StringBuilder("params,tokens,loss,run\n");
        SplittableRandom random = new SplittableRandom(5);
        for (int row = 0; row < runs.size(); row++) {
            double off = 0.004 * (random.nextDouble() - 0.5);
            for (int copy = 0; copy < 3; copy++) {
                table.append(runs.run(row).recipe().model().parameters())
                        .append(',')
                        .append(runs.run(row).recipe().tokens().count() * (1 + 1e-3 * copy))
                        .append(',')
                        .append(runs.run(row).loss().nats() * Math.exp(off))
                        .append(",r")
                        .append(row)
                        .append('\n');
            }
        }
        Evidence evidence =
                Evidence.of(Dataset.readCsv("runs.csv", new StringReader(table.toString())));
        CrossValidation byRun = CrossValidation.by(evidence, "run");
        assertThat(byRun.folds()).isEqualTo(runs.size());
        double error = byRun.rows().get(0).error();
        double dealt = CrossValidation.folds(evidence, 7, 1).rows().get(0).error();
        assertThat(dealt / error).isBetween(0.7, 1.4);
    }

    @Test
    void moreFoldsThanRunsAreRefused() {
        Evidence evidence = evidence(TRUTH);
        assertThatThrownBy(() -> CrossValidation.folds(evidence, 29, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("28 independent runs can be dealt into 2 to 28 folds, got 29");
    }
}
