package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.plan.Planner;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep;

/** The numbers printed in "Problems with Chinchilla Approach 2", arXiv 2603.22339. */
class ParabolaBiasTest {
    private static final List<Compute> BUDGETS = Compute.budgets(1e17, 1e18, 1e19, 1e20, 1e21);
    private static final Compute TARGET = Compute.flops(1e24);
    private static final int SIZES = 15;

    private static ChinchillaLaw law(double alpha, double beta) {
        return new ChinchillaLaw(1.69, 406.4, alpha, 410.7, beta);
    }

    /** A planner whose model is the best one times a factor that may depend on the budget. */
    private static Planner off(LossLaw law, ToDoubleFunction<Compute> factor) {
        Planner planner = ComputeOptimal.of(law);
        return budget -> {
            Plan best = planner.plan(budget);
            double times = factor.applyAsDouble(budget);
            Recipe recipe =
                    Recipe.of(
                            ModelSize.of(best.model().parameters() * times),
                            Tokens.of(best.tokens().count() / times));
            return new Plan(recipe, best.loss(), List.of());
        };
    }

    /** D* at 1e24 FLOP from sweeps over 1e17 to 1e21, 15 sizes, to the printed digits. */
    @ParameterizedTest
    @CsvSource({
        "0.34, 0.28, 2, -0.33",
        "0.34, 0.28, 4, -1.30",
        "0.34, 0.28, 8, -2.90",
        "0.34, 0.28, 16, -5.10",
        "0.465, 0.155, 2, -1.67",
        "0.465, 0.155, 4, -6.50",
        "0.465, 0.155, 8, -13.91",
        "0.465, 0.155, 16, -23.12",
        "0.31, 0.31, 2, 0",
        "0.31, 0.31, 4, 0",
        "0.31, 0.31, 8, 0",
        "0.31, 0.31, 16, 0"
    })
    void sizesAroundTheOptimumPutTheInterceptOffAndNotTheExponent(
            double alpha, double beta, double reach, double percent) {
        ChinchillaLaw law = law(alpha, beta);
        ParabolaBias bias =
                ParabolaBias.of(
                        IsoFlopSweep.around(ComputeOptimal.of(law), BUDGETS, SIZES, reach),
                        law,
                        TARGET);
        assertThat(bias.tokensPercent()).isCloseTo(percent, within(0.005));
        assertThat(bias.exponent()).isCloseTo(0, within(1e-12));
        ParabolaBias closed = ParabolaBias.centred(alpha, beta, reach, SIZES);
        assertThat(closed.tokensPercent()).isCloseTo(percent, within(0.005));
        assertThat((1 + bias.modelPercent() / 100) * (1 + bias.tokensPercent() / 100))
                .isCloseTo(1, within(1e-12));
    }

    /** Sizes whose middle is a third of the best: +2.65 % at 8 times to both sides. */
    @Test
    void aConstantDistanceFromTheOptimumPutsTheInterceptOff() {
        ChinchillaLaw law = law(0.31, 0.31);
        ParabolaBias bias =
                ParabolaBias.of(
                        IsoFlopSweep.around(off(law, budget -> 1.0 / 3), BUDGETS, SIZES, 8),
                        law,
                        TARGET);
        assertThat(bias.tokensPercent()).isCloseTo(2.65, within(0.005));
        assertThat(bias.exponent()).isCloseTo(0, within(1e-12));
    }

    /** The middle drifts from the best size to a third of it over the budgets. */
    @ParameterizedTest
    @CsvSource({"0.31, 0.31, 3.70", "0.34, 0.28, 6.94", "0.465, 0.155, 22.97"})
    void aDriftOfTheMiddlePutsTheExponentOff(double alpha, double beta, double percent) {
        ChinchillaLaw law = law(alpha, beta);
        Planner drifting = off(law, budget -> Math.pow(3, -Math.log10(budget.flops() / 1e17) / 4));
        ParabolaBias bias =
                ParabolaBias.of(IsoFlopSweep.around(drifting, BUDGETS, SIZES, 8), law, TARGET);
        assertThat(bias.tokensPercent()).isCloseTo(percent, within(0.005));
        assertThat(bias.exponent()).isLessThan(-0.002);
    }

    /** The closed form of the paper, with its sums written out. */
    @Property(tries = 300)
    void theParabolaAgreesWithTheClosedForm(
            @ForAll @DoubleRange(min = 0.15, max = 0.6) double alpha,
            @ForAll @DoubleRange(min = 0.15, max = 0.6) double beta,
            @ForAll @DoubleRange(min = 1.5, max = 20) double reach,
            @ForAll @IntRange(min = 3, max = 20) int sizes) {
        double w2 = 0;
        double w4 = 0;
        double l0 = 0;
        double l1 = 0;
        double l2 = 0;
        for (int i = 0; i < sizes; i++) {
            double w = Math.log10(reach) * (2.0 * i / (sizes - 1) - 1);
            double l = beta / alpha * Math.pow(10, -alpha * w) + Math.pow(10, beta * w);
            w2 += w * w;
            w4 += w * w * w * w;
            l0 += l;
            l1 += w * l;
            l2 += w * w * l;
        }
        double a1 = l1 / w2;
        double a2 = (sizes * l2 - w2 * l0) / (sizes * w4 - w2 * w2);
        double expected = 100 * (Math.pow(10, -a1 / (2 * a2)) - 1);
        ChinchillaLaw law = law(alpha, beta);
        ParabolaBias bias =
                ParabolaBias.of(
                        IsoFlopSweep.around(ComputeOptimal.of(law), BUDGETS, sizes, reach),
                        law,
                        TARGET);
        assertThat(bias.modelPercent()).isCloseTo(expected, within(1e-7));
        assertThat(ParabolaBias.centred(alpha, beta, reach, sizes).modelPercent())
                .isCloseTo(expected, within(1e-8));
    }

    @Test
    void theErrorsPrintAsASentence() {
        ChinchillaLaw law = law(0.34, 0.28);
        ParabolaBias bias =
                ParabolaBias.of(
                        IsoFlopSweep.around(ComputeOptimal.of(law), BUDGETS, SIZES, 8),
                        law,
                        TARGET);
        assertThat(new ParabolaBias(bias.modelPercent(), bias.tokensPercent(), 0))
                .hasToString(
                        "N* is 2.99 % too large and D* 2.9 % too small; the exponent is off by 0");
    }

    @Test
    void whatHasNoVertexOrNoLineIsRefused() {
        ChinchillaLaw law = law(0.34, 0.28);
        Planner planner = ComputeOptimal.of(law);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ParabolaBias.of(
                                        IsoFlopSweep.around(planner, BUDGETS, 2, 8), law, TARGET))
                .withMessage("a parabola needs 3 sizes or more, got 2 at 1e17 FLOP");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ParabolaBias.of(
                                        IsoFlopSweep.around(planner, BUDGETS.subList(0, 1), 5, 8),
                                        law,
                                        TARGET))
                .withMessage("a line over budgets needs 2 different ones or more, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParabolaBias.centred(0.3, 0.3, 1, 15))
                .withMessage("a parabola needs a reach above 1 and 3 sizes or more, got 1 and 15");
        IsoFlopSweep far = IsoFlopSweep.around(off(law, b -> 1e9), BUDGETS, 5, 8);
        LossLaw falling = recipe -> -Math.pow(Math.log(recipe.model().parameters()) - 30, 2);
        assertThatExceptionOfType(NoPlanException.class)
                .isThrownBy(() -> ParabolaBias.vertex(far.curves().get(0), falling))
                .withMessage(
                        "the parabola of the budget of 1e17 FLOP has no least loss: its curvature"
                                + " is -1");
    }
}
