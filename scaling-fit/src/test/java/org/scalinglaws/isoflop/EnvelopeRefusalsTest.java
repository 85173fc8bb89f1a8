package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.isoflop.EnvelopeTest.EXPONENT;
import static org.scalinglaws.isoflop.EnvelopeTest.HULL;
import static org.scalinglaws.isoflop.EnvelopeTest.LAW;
import static org.scalinglaws.isoflop.EnvelopeTest.LOWEST;
import static org.scalinglaws.isoflop.EnvelopeTest.csv;
import static org.scalinglaws.isoflop.EnvelopeTest.read;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.isoflop.Envelope.Reading;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Loss;

/** What an envelope of training curves leaves out, warns of and refuses. */
class EnvelopeRefusalsTest {
    private static final String NOTE =
            "NOTE checkpoints: each checkpoint counts as a finished run, which holds for a constant"
                    + " or a well-annealed learning rate; under a schedule longer than the"
                    + " checkpoint its loss is too high";

    @Test
    void budgetsAtTheEndsOfTheGridBendTheExponentAndAreLeftOutUnlessKept() {
        Dataset exact = new DrawnCurves(LAW, 12, 30).exact();
        Allocation without = read(Envelope.DEFAULT, exact);
        Allocation with = read(Envelope.DEFAULT.withEnds(true), exact);
        assertThat(without.size().exponent()).isCloseTo(EXPONENT, within(1e-3));
        assertThat(with.size().exponent()).isLessThan(EXPONENT - 0.03);
        assertThat(without.findings().stream().map(Finding::toString))
                .containsExactly(
                        NOTE,
                        "NOTE grid-ends: 77 of 200 budgets are left out because the best size may"
                                + " lie beyond the sizes that reach them: 27 where the smallest is"
                                + " the best, 24 the largest, 26 for other reasons");
        assertThat(with.findings().stream().map(Finding::toString))
                .containsExactly(
                        NOTE,
                        "WARNING grid-ends: 77 of 200 budgets count although the best size may lie"
                                + " beyond the sizes that reach them: this bends the exponents");
        assertThat(without.optima().stream().map(Optimum::refusal).distinct())
                .contains(
                        "",
                        "the smallest size that reaches this budget is the best: a smaller may be"
                                + " better",
                        "the largest size that reaches this budget is the best: a larger may be"
                                + " better",
                        "runs of one size only reach this budget");
    }

    @Test
    void budgetsAfterTheLeastLossAreLeftOut() {
        Dataset drawn = new DrawnCurves(LAW, 12, 30).exact();
        List<Run> rows = new ArrayList<>();
        for (Run run : drawn) {
            double beyond = Math.max(0, Math.log(run.recipe().compute().flops() / 1e21));
            rows.add(new Run(run.recipe(), Loss.nats(run.loss().nats() + beyond), run.weight()));
        }
        List<Optimum> optima = read(Envelope.DEFAULT, Dataset.of(rows)).optima();
        assertThat(optima)
                .filteredOn(optimum -> optimum.budget().flops() > 1.2e21)
                .isNotEmpty()
                .extracting(Optimum::refusal)
                .containsOnly("less loss was reached with less compute");
        assertThat(optima).filteredOn(Optimum::isUsed).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void curvesThatOnlyRiseHaveNoAnswer(Reading reading) {
        Dataset rising =
                csv("1e8,1e9,3,a", "1e8,4e9,4,a", "2e8,1e9,5,b", "2e8,4e9,6,b", "4e8,1e9,7,c");
        Allocation found = read(Envelope.DEFAULT.withReading(reading), rising);
        assertThat(found.isAnswered()).isFalse();
        assertThat(found.refusal())
                .isEqualTo(
                        reading == Reading.HULL
                                ? "corners of the hull need 2 or more with the best size between"
                                        + " others, got 0 of 1"
                                : "budgets need 2 or more with the best size between others, got 0"
                                        + " of 200");
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(found::size)
                .withMessage("approach 1 has no answer: " + found.refusal());
    }

    @Test
    void runsOfOneSizeHaveNoAnswerWithOrWithoutTheEnds() {
        Dataset same = csv("1e8,1e9,4,a", "1e8,4e9,3,a", "1e8,1e9,4.1,b", "1e8,4e9,3.1,b");
        assertThat(read(Envelope.DEFAULT, same).refusal())
                .isEqualTo(
                        "budgets need 2 or more with the best size between others, got 0 of 200");
        assertThat(read(Envelope.HOFFMANN, same).refusal())
                .isEqualTo("one size is the best at all 1500 budgets that count");
        assertThat(read(HULL.withEnds(true), same).refusal())
                .isEqualTo("one size is the best at all 2 corners of the hull that count");
    }

    @Test
    void threeSizesGiveAnAnswerWithAWarning() {
        Allocation found =
                read(
                        Envelope.DEFAULT,
                        new DrawnCurves(LAW, 12, 60)
                                .exact()
                                .whereRow(row -> row >= 240 && row < 420));
        assertThat(found.size().exponent()).isCloseTo(EXPONENT, within(0.01));
        assertThat(found.findings().stream().map(Finding::toString))
                .contains(
                        "WARNING few-sizes: only 1 of 3 sizes is the best at a budget that counts:"
                                + " an exponent wants 3 or more");
    }

    @Test
    void aCornerAtTheFirstOrLastCheckpointOfARunIsLeftOut() {
        Dataset drawn =
                csv(
                        "1e8,1e9,5,a",
                        "1e8,1e10,4.2,a",
                        "1e8,1e12,4,a",
                        "2e8,4e9,4.0,b",
                        "2e8,2e10,3.4,b",
                        "4e8,1e9,4.5,c",
                        "4e8,5e10,3.2,c");
        assertThat(read(HULL, drawn).optima().stream().map(Optimum::refusal))
                .containsExactly(
                        "runs of one size only reach this budget",
                        "the first checkpoint of its run: where the run came onto the envelope is"
                                + " not known",
                        "the last checkpoint of its run: where the run would leave the envelope is"
                                + " not known",
                        "the largest size that reaches this budget is the best: a larger may be"
                                + " better");
    }

    @Test
    void budgetsThatTheLinePutsBeyondWhatIsSeenThereAreLeftOutOnlyBetweenSizes() {
        Dataset noisy = new DrawnCurves(LAW, 12, 30).noisy(0.005, 11);
        String reason =
                "the line through all budgets puts the best size beyond what is seen at this one";
        assertThat(read(Envelope.DEFAULT, noisy).optima())
                .filteredOn(optimum -> optimum.refusal().equals(reason))
                .isNotEmpty()
                .allSatisfy(optimum -> assertThat(optimum.parameters()).isPositive());
        assertThat(read(LOWEST, noisy).optima())
                .noneMatch(optimum -> optimum.refusal().equals(reason));
        assertThat(read(Envelope.DEFAULT.withEnds(true), noisy).optima())
                .noneMatch(optimum -> optimum.refusal().equals(reason));
    }

    @Test
    void aPowerTooSteepForNumbersIsRefused() {
        Dataset steep = csv("1e6,1e12,3,a", "1e6,2e12,2.9,a", "1e12,1.1e6,2,b");
        assertThat(read(HULL.withEnds(true), steep).refusal())
                .isEqualTo("the best sizes rise or fall too steeply for a power of compute");
    }

    @Test
    void whatIsWrongWithTheCheckpointsIsSaid() {
        Dataset good = csv("1e8,1e9,4,a", "1e8,2e9,3,a", "2e8,1e9,4,b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Envelope.DEFAULT.of(good, "model"))
                .withMessage("curves.csv has no column 'model'; it has params, tokens, run, loss");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(Envelope.DEFAULT, csv("1e8,1e9,4,a", "1e8,2e9,3,a")))
                .withMessage(
                        "an envelope needs 2 training runs or more, column 'run' of curves.csv"
                                + " names 1");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(Envelope.DEFAULT, csv("1e8,1e9,4,a", "2e8,2e9,3,b")))
                .withMessage(
                        "an envelope needs a training run of 2 checkpoints or more, column 'run' of"
                                + " curves.csv names 2 runs of 1");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(Envelope.DEFAULT, csv("1e8,1e9,4,a", "2e8,2e9,3,a")))
                .withMessage(
                        "training run 'a' of curves.csv must have one model size, got 100M and"
                                + " 200M");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(Envelope.DEFAULT, csv("1e8,1e9,4,a", "2e8,2e9,3,")))
                .withMessage("row 2 of curves.csv names no training run in column 'run'");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> read(Envelope.DEFAULT, csv("1e8,1e9,4,a", ",2e9,3,b")))
                .withMessage("row 2 of curves.csv states no params");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Envelope.DEFAULT.withBudgets(1))
                .withMessage("budgets to read must be 2 or more, got 1");
    }
}
