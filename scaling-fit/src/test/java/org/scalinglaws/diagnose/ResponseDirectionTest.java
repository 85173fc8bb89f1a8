package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.PowerProductLaw;
import org.scalinglaws.law.single.OffsetPowerLaw;
import org.scalinglaws.law.single.SaturatingRiseLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.problem.Response;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What rises is fitted by laws that rise, and a law that cannot says so. */
class ResponseDirectionTest {
    private static final Factor ACCURACY = Factor.named("accuracy");
    private static final Factor EPOCH = Factor.named("epoch");

    /** Sixteen runs over three decades of compute with a response under another name than loss. */
    private static Dataset runs(DoubleUnaryOperator response) {
        SplittableRandom random = new SplittableRandom(20260101);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            double flops = 1e18 * Math.pow(10, i / 5.0);
            double value = response.applyAsDouble(flops) * (1 + 0.005 * random.nextGaussian());
            runs.add(
                    Run.of(
                            Recipe.of(Map.of(Factor.FLOPS, flops, ACCURACY, value)),
                            Loss.nats(3 - 0.1 * i)));
        }
        return Dataset.of(runs).withLoss(ACCURACY);
    }

    private static List<String> said(Fit<?> fit, String check) {
        return Checks.inspect(fit).stream()
                .filter(finding -> finding.check().equals(check))
                .map(Finding::toString)
                .toList();
    }

    @Test
    void aLawThatCanOnlyFallEndsAsAConstantAndSaysWhatToTry() {
        Dataset runs = runs(c -> 0.2 * Math.pow(c / 1e18, 0.15));
        Fit<PowerLaw> fit =
                Fitter.of(PowerLaw.family(Factor.FLOPS))
                        .withObjective(Objective.squares())
                        .fit(runs);
        assertThat(said(fit, "constant"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "ERROR constant: the fit is a constant: accuracy rises with flops in these"
                                + " runs (rank correlation 1.00) and law 'power' can only fall; try"
                                + " power-product:flops (A x^b), saturating-rise:flops (to a"
                                + " ceiling), growing-exponential:flops or sigmoid:flops, or fit 1 -"
                                + " accuracy");
    }

    @Test
    void aRisingPowerIsFoundAndTheDirectionIsANote() {
        Dataset runs = runs(c -> 0.2 * Math.pow(c / 1e18, 0.15));
        Fit<PowerProductLaw> fit =
                Fitter.of(PowerProductLaw.family(Factor.FLOPS))
                        .withObjective(Objective.logSquares())
                        .fit(runs);
        assertThat(fit.law().powers().get(0).exponent()).isCloseTo(0.15, within(0.002));
        assertThat(said(fit, "response"))
                .containsExactly(
                        "NOTE response: accuracy rises with flops in these runs (rank correlation"
                                + " 1.00): it is taken for a response that rises");
        assertThat(Checks.inspect(fit))
                .extracting(Finding::severity)
                .doesNotContain(Severity.ERROR);
    }

    @Test
    void aStatedDirectionIsHeldAgainstTheLaw() {
        Dataset runs = runs(c -> 0.2 * Math.pow(c / 1e18, 0.15));
        Fitter<PowerProductLaw> fitter =
                Fitter.of(PowerProductLaw.family(Factor.FLOPS))
                        .withObjective(Objective.logSquares());
        assertThat(said(fitter.withResponse(Response.RISES).fit(runs), "response")).isEmpty();
        assertThat(said(fitter.withResponse(Response.RISES).fit(runs), "wrong-direction"))
                .isEmpty();
        assertThat(said(fitter.withResponse(Response.FALLS).fit(runs), "wrong-direction"))
                .singleElement()
                .asString()
                .startsWith("ERROR wrong-direction: accuracy grows with flops at 16 of 16 runs");
    }

    @Test
    void aLossIsNeverTakenForAResponseThatRises() {
        Dataset risen = runs(c -> 0.2 * Math.pow(c / 1e18, 0.15));
        assertThat(Response.AS_SEEN.of(risen, List.of(Factor.FLOPS))).isEqualTo(Response.RISES);
        List<Run> plain = new ArrayList<>();
        for (Run run : risen) {
            double flops = run.recipe().value(Factor.FLOPS);
            plain.add(Run.of(Recipe.of(Map.of(Factor.FLOPS, flops)), run.loss()));
        }
        Dataset loss = Dataset.of(plain);
        assertThat(Response.AS_SEEN.of(loss, List.of(Factor.FLOPS))).isEqualTo(Response.FALLS);
        Dataset falling = runs(c -> 0.9 * Math.pow(c / 1e18, -0.1));
        assertThat(Response.AS_SEEN.of(falling, List.of(Factor.FLOPS))).isEqualTo(Response.FALLS);
    }

    @Test
    void ceilingsAndSigmoidsAreFoundFromNoisyRuns() {
        Fit<SaturatingRiseLaw> rise =
                Fitter.of(SaturatingRiseLaw.family(Factor.FLOPS))
                        .withObjective(Objective.squares())
                        .fit(runs(c -> 0.8 - 0.5 * Math.pow(c / 1e18, -0.4)));
        assertThat(rise.law().ceiling()).isCloseTo(0.8, within(0.02));
        Fit<SigmoidLaw> sigmoid =
                Fitter.of(SigmoidLaw.familyOverLog(Factor.FLOPS))
                        .withObjective(Objective.squares())
                        .fit(runs(c -> 0.25 + 0.6 / (1 + Math.pow(3e19 / c, 1.2))));
        assertThat(sigmoid.law().floor()).isCloseTo(0.25, within(0.01));
        assertThat(Math.log10(sigmoid.law().middle())).isCloseTo(Math.log10(3e19), within(0.1));
    }

    @Test
    void aLawThatDoesNotExistAtZeroNamesTheRun() {
        List<Run> runs = new ArrayList<>();
        for (int epoch = 6; epoch >= 0; epoch--) {
            runs.add(
                    Run.of(
                            Recipe.of(Map.of(EPOCH, (double) epoch)),
                            Loss.nats(1 + Math.exp(-0.3 * epoch))));
        }
        Dataset all = Dataset.of(runs);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Fitter.of(PowerLaw.family(EPOCH)).fit(all))
                .withMessage("law 'power' needs a positive epoch; run 7 has 0");
        assertThat(Fitter.of(OffsetPowerLaw.family(EPOCH)).fit(all).law().offset()).isPositive();
    }
}
