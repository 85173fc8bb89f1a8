package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;

/**
 * The answers of the worked problems, reckoned elsewhere: no wrong number can settle in a text.
 * Where no source is named the reference is arithmetic that fits on a line.
 */
class KnownAnswersTest {
    /** The slope of ln(L - 1.5) over ln X, by the textbook's two sums in Python. */
    @Test
    void theExponentAboveAKnownFloorIsTheSlopeOfAStraightLine() throws Exception {
        assertThat(KnownFloor.aboveTheFloor().alpha())
                .isCloseTo(0.20577339286320154, within(1e-12));
        assertThat(Printed.by(KnownFloor.class)).contains("alpha = 0.2057733929\n");
    }

    @Test
    void threeBillionParametersOnAHundredBillionTokensTakeSixOfEachProduct() throws Exception {
        assertThat(TrainingFlops.compute().flops()).isCloseTo(1.8e21, within(1e6));
        assertThat(Printed.by(TrainingFlops.class)).startsWith("C = 6 N D = 1.80e+21 FLOP");
    }

    @Test
    void nineZettaFlopTrainOneAndAHalfBillionParametersOnATrillionTokens() throws Exception {
        Tokens tokens = TokensForACompute.tokens(Compute.flops(9e21), ModelSize.billions(1.5));
        assertThat(tokens.count()).isCloseTo(1e12, within(1e-3));
        assertThat(Printed.by(TokensForACompute.class)).contains("D = C / 6N = 1.000e+12 tokens");
    }

    /** Grid and optimum in Python: the least of 100 losses, and N of the closed form of two powers. */
    @Test
    void aGridOfHundredSizesComesCloseToTheBestSize() throws Exception {
        Plan grid = IsoFlopSearch.onTheGrid();
        assertThat(grid.model().parameters()).isCloseTo(4.977023564e9, within(0.5));
        assertThat(grid.tokens().count()).isCloseTo(3.348721671e11, within(50.0));
        Plan exact = IsoFlopSearch.exact();
        assertThat(exact.model().parameters()).isCloseTo(4.965596832e9, within(0.5));
        assertThat(exact.loss().nats()).isCloseTo(3.1834151236, within(5e-11));
        assertThat(Printed.by(IsoFlopSearch.class))
                .contains("N = 4.977023564e+09  D = 3.348721671e+11", "N = 4.965596832e+09")
                .contains("loss 3.1834151236 nats");
    }

    @Test
    void thirteenBillionParametersOnAHundredBillionTokensAreUndertrained() throws Exception {
        assertThat(Undertraining.advice().used().tokensPerParameter())
                .isCloseTo(100.0 / 13, within(1e-12));
        assertThat(Printed.by(Undertraining.class))
                .startsWith("7.692 tokens a parameter, under 20");
    }

    /** 120 + 140 + 75. */
    @Test
    void threeSourcesAreWorthTheirTokensTimesTheirQualities() throws Exception {
        assertThat(EffectiveTokens.pool().worthOnce()).isCloseTo(335e9, within(1e-3));
        assertThat(Printed.by(EffectiveTokens.class))
                .contains("350 B are worth 335 B ordinary tokens");
    }

    @Test
    void whatIsCheaperToTrainAndToServeHasNoBreakEven() throws Exception {
        ServingCost.Offer cheap = new ServingCost.Offer(1, 0.02);
        ServingCost.Offer dear = new ServingCost.Offer(5, 0.10);
        Tokens served = Tokens.millions(100);
        assertThat(cheap.total(served)).isCloseTo(3, within(1e-12));
        assertThat(dear.total(served)).isCloseTo(15, within(1e-12));
        assertThat(cheap.breakEvenMillions(dear)).isNegative();
        assertThat(Printed.by(ServingCost.class))
                .contains(
                        "$1 and $0.02 a million: $3 in all. $5 and $0.10 a million: $15 in all.\n")
                .contains("The first is cheaper at every demand: there is no break-even.");
    }

    /** (5 - 1) / (0.10 - 0.02). */
    @Test
    void whatIsDearerToTrainAndCheaperToServePaysFromFiftyMillionOn() throws Exception {
        ServingCost.Offer quick = new ServingCost.Offer(1, 0.10);
        ServingCost.Offer thrifty = new ServingCost.Offer(5, 0.02);
        assertThat(quick.breakEvenMillions(thrifty)).isCloseTo(50, within(1e-9));
        assertThat(Printed.by(ServingCost.class)).contains("Both cost the same at 50 million.");
    }

    @Test
    void theLargestOfThreeResidualsIsTheFirst() throws Exception {
        assertThat(LargestResidual.pairs().stream().map(LargestResidual.Pair::residual))
                .zipSatisfy(
                        List.of(0.05, -0.02, 0.02),
                        (residual, expected) ->
                                assertThat(residual).isCloseTo(expected, within(1e-12)));
        assertThat(LargestResidual.largest().residual()).isCloseTo(0.05, within(1e-12));
        assertThat(Printed.by(LargestResidual.class)).contains("The largest is 0.05 nats.");
    }

    @Test
    void aThresholdTurnsSmoothScoresIntoALeap() throws Exception {
        assertThat(ThresholdArtefact.solved()).containsExactly(0.0, 0.0, 1.0, 1.0);
        assertThat(Printed.by(ThresholdArtefact.class))
                .contains("step of the score is 0.04, that of \"solved\" 1.");
    }

    /** 1 / sqrt(1000) + 10^-1.2 = 0.0316227766 + 0.0630957344. */
    @Test
    void sizeAndDataAddTheirTerms() throws Exception {
        assertThat(SizeAndData.loss(1000, 10_000)).isCloseTo(0.0947185110, within(5e-11));
        assertThat(Printed.by(SizeAndData.class)).startsWith("L(1000, 10000) = 0.0947 nats");
    }

    @Test
    void aLawThatWouldGrowWithSizeIsRefusedWithItsReason() throws Exception {
        String reason = "exponent alpha must be zero or more and finite, got -0.3";
        assertThatThrownBy(() -> WrongSign.law(0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
        assertThat(Printed.by(WrongSign.class)).contains("N^0.3 is refused: " + reason);
    }

    /** The released checkpoints of GPT-2 and Llama 3 have 124,439,808 and 8,030,261,248 weights. */
    @Test
    void theShortcutMissesFewWeightsOfGpt2AndManyOfLlama3() throws Exception {
        Transformer small = PublishedShapes.named("gpt-2-small").shape();
        assertThat(TransformerParameters.shortcut(small)).isEqualTo(12.0 * 12 * 768 * 768);
        assertThat(TransformerParameters.shortcutWithEmbedding(small))
                .isEqualTo(12.0 * 12 * 768 * 768 + 50257.0 * 768);
        assertThat(Printed.by(TransformerParameters.class))
                .contains("counted    124,439,808  off by  -0.7 %")
                .contains("counted  8,030,261,248  off by -13.2 %");
    }

    /** Equation 1.6 with the numbers of table 3, Kaplan et al. (2020). */
    @Test
    void stepsLowerLossAsAPower() throws Exception {
        double expected = Math.pow(6.5e13 / 1e9, 0.077) + Math.pow(2.1e3 / 1e4, 0.76);
        assertThat(LossDecay.afterSteps(1e4)).isCloseTo(expected, within(1e-12));
        assertThat(Printed.by(LossDecay.class)).contains("10,000 steps  loss 2.653 nats");
    }

    /** D' and N' of Muennighoff et al. (2023), section 3.1, with the README's numbers, in Python. */
    @Test
    void furtherEpochsBuyLessAndLess() throws Exception {
        assertThat(LossDecay.epochAfter(1).gain()).isCloseTo(0.0736142493, within(1e-9));
        assertThat(LossDecay.epochAfter(3).gain()).isCloseTo(0.0208454829, within(1e-9));
        assertThat(LossDecay.epochAfter(7).gain()).isCloseTo(0.0066600097, within(1e-9));
        assertThat(Printed.by(LossDecay.class))
                .contains("0.0736 less", "0.0208 less", "0.0067 less");
    }

    /** sqrt(1e22 / 120) = 9.128709e9. */
    @Test
    void twentyTokensAParameterMakeTheSizeTheRootOfCOver120() throws Exception {
        assertThat(BudgetToModelSize.byTheRule().model().parameters())
                .isCloseTo(Math.sqrt(1e22 / 120), within(1.0));
        assertThat(BudgetToModelSize.published().plans()).hasSize(5);
        assertThat(BudgetToModelSize.published().silent()).isEmpty();
        assertThat(Printed.by(BudgetToModelSize.class))
                .contains("rule: sqrt(C / 120)       9.13     182.6      20.0");
    }

    /** B beta D^-beta / C and A alpha N^-alpha / C with Besiroglu's numbers, in Python. */
    @Test
    void theNextFlopIsWorthMoreOnDataWhereDataStarves() throws Exception {
        Advice off = NextFlop.offTheOptimum();
        assertThat(off.onData().natsPerFlop()).isCloseTo(3.0985614972e-23, within(1e-32));
        assertThat(off.onModel().natsPerFlop()).isCloseTo(1.8585446612e-23, within(1e-32));
        assertThat(Printed.by(NextFlop.class))
                .contains("by 3.099e-04 nats", "by 1.859e-04 nats", "Data pays 1.67 times");
    }

    @Test
    void theNextFlopIsWorthTheSameOnBothAtTheOptimum() {
        assertThat(NextFlop.atTheOptimum().dataOverModel()).isCloseTo(1, within(1e-9));
    }

    /** A straight line through ln L over ln N, in Python: with a floor above zero it fits worse. */
    @Test
    void theTableOfSizesAndLossesShowsNoFloor() throws Exception {
        PowerLaw law = SizeLossTable.ofFour().law();
        assertThat(law.e()).isCloseTo(0, within(1e-6));
        assertThat(law.alpha()).isCloseTo(0.1144782922, within(1e-7));
        assertThat(SizeLossTable.forecast(SizeLossTable.ofFour(), 1000))
                .isCloseTo(1.2393546708, within(1e-6));
        assertThat(Printed.by(SizeLossTable.class)).contains("forecast at 1000 B: 1.239 nats");
    }

    /** The same line through three points ends at 1.6442444; 2.5 is 0.8557556 above it. */
    @Test
    void aFourthLossOfTwoAndAHalfBreaksTheScaling() throws Exception {
        assertThat(SizeLossTable.forecast(SizeLossTable.ofThree(), 100))
                .isCloseTo(1.6442444093, within(1e-6));
        assertThat(Printed.by(SizeLossTable.class))
                .contains("forecast at 100 B: 1.644 nats")
                .contains("0.86 above the forecast, 52 %: the scaling broke");
    }

    /** Least squares of ln L in Python: a straight line, and a search over all three numbers. */
    @Test
    void fivePointsOfATraceForecastTwoDifferentEnds() throws Exception {
        assertThat(TrainingTrace.power().law().loss(TrainingTrace.epoch(40)))
                .isCloseTo(1.5601255395, within(1e-6));
        assertThat(TrainingTrace.exponential().law().loss(TrainingTrace.epoch(40)))
                .isCloseTo(1.8447159490, within(1e-6));
        assertThat(Printed.by(TrainingTrace.class))
                .contains("power                0.00                  1.56")
                .contains("exponential          1.84                  1.84");
    }

    /** e^1.5 = 4.4817 and e^3 = 20.0855. */
    @Test
    void aGapOfOneAndAHalfNatsIsOverfitting() throws Exception {
        assertThat(TrainAndValidation.gap(Loss.nats(1.5), Loss.nats(3))).isEqualTo(1.5);
        assertThat(TrainAndValidation.verdict(Loss.nats(1.5), Loss.nats(3)))
                .isEqualTo("overfitting");
        assertThat(TrainAndValidation.verdict(Loss.nats(2.95), Loss.nats(3)))
                .isEqualTo("no overfitting");
        assertThat(Printed.by(TrainAndValidation.class))
                .contains("perplexity  4.48\n", "perplexity 20.09\n", "The gap is 1.5 nats");
    }
}
