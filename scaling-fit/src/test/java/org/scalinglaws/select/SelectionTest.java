package org.scalinglaws.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.simulate.SimulatedRuns;

class SelectionTest {
    private static final CoupledLaw TRUTH = new CoupledLaw(1.6, 900, 0.45, 4000, 0.47, 0.6);

    private static Dataset runs() {
        List<Compute> budgets =
                Arrays.stream(new double[] {1e18, 4e18, 1.6e19, 6.4e19, 2.6e20})
                        .mapToObj(Compute::flops)
                        .toList();
        return SimulatedRuns.isoFlop(TRUTH, budgets, 9, 8).withNoise(0.001).dataset();
    }

    @Test
    void theFormOfTheTruthIsPreferredInsideAndBeyondTheRuns() {
        Selection selection = Selection.of(runs());
        assertThat(selection.candidates()).contains("coupled").doesNotContain("chinchilla");
        Selection.Row chinchilla = selection.rows().get(1);
        Selection.Row coupled = selection.rows().get(2);
        assertThat(coupled.leaveOneOut()).isLessThan(chinchilla.leaveOneOut());
        assertThat(coupled.near().getAsDouble()).isLessThan(chinchilla.near().getAsDouble());
        assertThat(selection.toString()).startsWith("  form").contains("over-training");
    }

    /** The hat matrix against fits that really leave a run out; the weights stay as they were. */
    @Test
    void leavingOneOutByTheHatMatrixIsLeavingOneOut() {
        Dataset runs = runs();
        Form<?> form = Form.ofSizeAndData().get(0);
        FormFit<?> all = form.fit(Evidence.of(runs)).orElseThrow();
        double[] weights = Evidence.of(runs).weights();
        double[] discounts = Evidence.of(runs).discounts();
        Arrays.setAll(weights, row -> weights[row] * discounts[row]);
        double squares = 0;
        for (int row = 0; row < runs.size(); row++) {
            int left = row;
            List<Run> others = new ArrayList<>(runs.stream().toList());
            Run out = others.remove(left);
            FormFit<?> fit = form.fit(Evidence.of(Dataset.of(others))).orElseThrow();
            double off = Math.log(out.loss().nats()) - fit.logLoss(out.recipe());
            squares += weights[row] * off * off;
        }
        double slow = Math.sqrt(squares / Arrays.stream(weights).sum());
        assertThat(all.leaveOneOut() / slow).isCloseTo(1, within(0.05));
    }
}
