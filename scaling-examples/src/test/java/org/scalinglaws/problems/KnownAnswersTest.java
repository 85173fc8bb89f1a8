package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
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
                .contains("cheaper is cheaper at every demand: there is no break-even.");
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
}
