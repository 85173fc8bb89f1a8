package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.scalinglaws.isoflop.EnvelopeTest.LAW;
import static org.scalinglaws.isoflop.EnvelopeTest.read;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Interval;

/** An answer of an approach is equal to what its JSON reads back as, bit for bit. */
class AllocationJsonTest {
    private static void readsBack(Allocation allocation) {
        String text = Allocation.json().text(allocation);
        Allocation same = Allocation.json().parse(text);
        assertThat(same).isEqualTo(allocation).hasSameHashCodeAs(allocation);
        assertThat(same).hasToString(allocation.toString());
        assertThat(Allocation.json().text(same)).isEqualTo(text);
    }

    /** Some of its budgets take no part. */
    @Test
    void anEnvelopeOfTrainingCurvesReadsBack() {
        Allocation envelope = read(Envelope.DEFAULT, new DrawnCurves(LAW, 12, 30).exact());
        assertThat(envelope.optima()).anyMatch(best -> !best.isUsed());
        readsBack(envelope);
    }

    @Test
    void drawnAnswersReadBack() {
        SplittableRandom random = new SplittableRandom(16);
        for (int draw = 0; draw < 200; draw++) {
            List<Optimum> optima = new ArrayList<>();
            for (int budget = 0; budget < 4; budget++) {
                optima.add(optimum(random, Math.pow(10, 18 + budget)));
            }
            readsBack(
                    Allocation.of(
                            "approach 2",
                            Counting.NON_EMBEDDING,
                            optima,
                            new PowerOfCompute(random.nextDouble(), random.nextDouble()),
                            new PowerOfCompute(random.nextDouble(), random.nextDouble()),
                            List.of(Finding.note("grid-ends", "a \"note\""))));
        }
    }

    private static Optimum optimum(SplittableRandom random, double flops) {
        double size = 1e9 * random.nextDouble();
        return new Optimum(
                Compute.flops(flops),
                size,
                flops / size,
                random.nextDouble(),
                random.nextInt(20),
                new Interval(size * random.nextDouble(), size * (1 + random.nextDouble())),
                Optimum.UNKNOWN,
                random.nextBoolean() ? "" : "the parabola opens downwards");
    }

    @Test
    void anAnswerThatThereIsNoneReadsBack() {
        Optimum nowhere =
                new Optimum(
                        Compute.flops(1e20),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        2,
                        Optimum.UNKNOWN,
                        Optimum.UNKNOWN,
                        "two sizes");
        readsBack(
                Allocation.refused(
                        "approach 1", Counting.TOTAL, List.of(nowhere), "one budget", List.of()));
        readsBack(
                Allocation.withheld("approach 2", Counting.TOTAL, List.of(nowhere), "too strange"));
    }

    @Test
    void anotherFormIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocation.json().parse("{\"form\":\"plan\",\"version\":1}"))
                .withMessage("form must be 'allocation', got plan");
    }
}
