package org.scalinglaws.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class InversionTest {
    private static final Factor BATCH = Factor.named("batch");

    @Property(tries = 200)
    void aPowerLawIsReadBackwardsAsItsFormulaSays(
            @ForAll @DoubleRange(min = 0, max = 3) double floor,
            @ForAll @DoubleRange(min = -1, max = 4) double log10Scale,
            @ForAll @DoubleRange(min = 0.03, max = 1.5) double alpha,
            @ForAll @DoubleRange(min = -3, max = 2) double log10Above) {
        double above = Math.pow(10, log10Above);
        PowerLaw law = new PowerLaw(BATCH, floor, Math.pow(10, log10Scale), alpha);
        double expected = Math.pow(law.a() / above, 1 / alpha);
        assertThat(Inversion.of(law, BATCH).valueFor(Loss.nats(floor + above)))
                .isCloseTo(expected, withinPercentage(1e-8 / alpha));
    }

    @Test
    void aPublishedLawOfComputeTellsTheComputeForALoss() {
        Inversion inversion = Inversion.of(PublishedLaws.CEREBRAS_2023);
        double flops = inversion.valueFor(Loss.nats(2));
        assertThat(inversion.factor()).isEqualTo(Factor.FLOPS);
        assertThat(PublishedLaws.CEREBRAS_2023.law().loss(Recipe.of(Map.of(Factor.FLOPS, flops))))
                .isCloseTo(2, withinPercentage(1e-10));
    }

    @Test
    void whatIsFarFromTheRunsIsAWarning() {
        Inversion inversion = Inversion.of(PublishedLaws.CEREBRAS_2023);
        double flops = inversion.valueFor(Loss.nats(0.9));
        assertThat(inversion.findings(flops))
                .anySatisfy(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                            assertThat(finding.message()).contains("above the fitted range");
                        });
    }

    @Test
    void aTargetAtOrBelowTheFloorIsRefusedWithTheFloor() {
        PowerLaw law = new PowerLaw(Factor.FLOPS, 1.6, 92, 0.0937);
        for (double target : new double[] {1.6, 1.5}) {
            assertThatExceptionOfType(NoPlanException.class)
                    .isThrownBy(() -> Inversion.of(law, Factor.FLOPS).valueFor(Loss.nats(target)))
                    .withMessage(
                            "no flops reach a loss of "
                                    + Loss.nats(target)
                                    + ": with more it comes towards 1.6 nats and no further");
        }
    }

    @Test
    void whatElseALawReadsIsHeld() {
        ChinchillaLaw law = PublishedLaws.BESIROGLU_2024.law();
        double loss = law.loss(Recipe.of(Map.of(Factor.PARAMETERS, 7e9, Factor.TOKENS, 3e11)));
        assertThat(
                        Inversion.of(law, Factor.TOKENS)
                                .holding(Factor.PARAMETERS, 7e9)
                                .valueFor(Loss.nats(loss)))
                .isCloseTo(3e11, withinPercentage(1e-7));
    }

    @Test
    void aLawOfSeveralFactorsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inversion.of(PublishedLaws.BESIROGLU_2024))
                .withMessage(
                        "a law is read backwards in one factor, got a law of [params, tokens]");
    }
}
