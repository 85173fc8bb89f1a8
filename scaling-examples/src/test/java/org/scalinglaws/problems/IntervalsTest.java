package org.scalinglaws.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.QualityControl;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Coverage;
import org.scalinglaws.uncertainty.Intervals;

/** The intervals and approaches of the problems hold a truth that is known, and are no wider for it. */
class IntervalsTest {
    private static final Map<String, Function<Fit<ChinchillaLaw>, Intervals<ChinchillaLaw>>>
            METHODS =
                    new TreeMap<>(
                            Map.of(
                                    "SandwichIntervals", SandwichIntervals::of,
                                    "GaussNewtonIntervals", GaussNewtonIntervals::of,
                                    "ProfileLikelihoodIntervals", ProfileLikelihoodIntervals::of,
                                    "JackknifeIntervals", JackknifeIntervals::of,
                                    "PairsBootstrap", PairsBootstrap::of,
                                    "BcaBootstrap", BcaBootstrap::of,
                                    "ResidualBootstrap", ResidualBootstrap::of,
                                    "WildBootstrap", WildBootstrap::of,
                                    "ParametricBootstrap", ParametricBootstrap::of,
                                    "PosteriorIntervals", PosteriorIntervals::of));

    private static final Map<String, ToDoubleFunction<ChinchillaLaw>> NUMBERS =
            Map.of("alpha", ChinchillaLaw::alpha, "N\\* at 1e22 FLOP", TheSweep::size);

    static List<String> methods() {
        return List.copyOf(METHODS.keySet());
    }

    private static Intervals<ChinchillaLaw> intervals(String method) {
        return METHODS.get(method).apply(TheSweep.fit());
    }

    /** Besiroglu et al. (2024): alpha 0.34781; their closed form has 9.057 billion at 1e22 FLOP. */
    @ParameterizedTest
    @MethodSource("methods")
    void theTruthLiesWithinNinetyNinePercent(String method) {
        Intervals<ChinchillaLaw> intervals = intervals(method);
        assertThat(intervals.interval(0.99, ChinchillaLaw::alpha).contains(0.34781)).isTrue();
        assertThat(intervals.interval(0.99, TheSweep::size).contains(9.057e9)).isTrue();
    }

    /** The classical one is exact for normal noise of one size and a straight law, as this nearly is. */
    @ParameterizedTest
    @MethodSource("methods")
    void noMethodIsFarFromTheClassicalOneWhereThatIsRight(String method) {
        Intervals<ChinchillaLaw> classical = intervals("GaussNewtonIntervals");
        Intervals<ChinchillaLaw> other = intervals(method);
        NUMBERS.forEach(
                (name, number) ->
                        assertThat(other.interval(0.95, number).width())
                                .as(name)
                                .isBetween(
                                        0.75 * classical.interval(0.95, number).width(),
                                        1.5 * classical.interval(0.95, number).width()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatIsPrintedIsTheIntervalOfNinetyFivePercent(String method) throws Exception {
        Class<?> problem = Class.forName(getClass().getPackageName() + "." + method);
        String text = Printed.by(problem);
        for (var number : NUMBERS.entrySet()) {
            Interval interval = intervals(method).interval(0.95, number.getValue());
            assertThat(text)
                    .containsPattern(
                            number.getKey()
                                    + " +\\S+ +"
                                    + Pattern.quote(Digits.three(interval.lower()))
                                    + " +"
                                    + Pattern.quote(Digits.three(interval.upper())));
        }
        assertThat(text).contains("It assumes");
    }

    @Test
    void theBasicIntervalIsThePercentileOneTurnedRound() {
        Fit<ChinchillaLaw> fit = TheSweep.fit();
        Interval basic = BasicBootstrap.of(fit).interval(0.95, ChinchillaLaw::alpha);
        Interval pairs = PairsBootstrap.of(fit).interval(0.95, ChinchillaLaw::alpha);
        double twice = 2 * fit.law().alpha();
        assertThat(basic.lower()).isCloseTo(twice - pairs.upper(), within(1e-12));
        assertThat(basic.upper()).isCloseTo(twice - pairs.lower(), within(1e-12));
        assertThat(basic.contains(TheSweep.TRUTH.alpha())).isTrue();
    }

    @Test
    void onlyABootstrapOfWholeRunsHoldsTheTruthOfCheckpointsThatErrTogether() {
        double truth = TheSweep.TRUTH.alpha();
        Interval single = ClusterBootstrap.drawing(Bootstrap.pairs(200, 42));
        Interval whole = ClusterBootstrap.drawing(Bootstrap.cluster(LearningCurves.RUN, 200, 42));
        assertThat(single.contains(truth)).isFalse();
        assertThat(whole.contains(truth)).isTrue();
        assertThat(whole.width()).isGreaterThan(4 * single.width());
    }

    /** Binomial: 47.5 of 50 with a standard deviation of 1.5, of which three are allowed. */
    @Test
    void ninetyFivePercentAreMoreThanFortyTwoOfFifty() {
        assertThat(HowOftenItHolds.rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.held()).isBetween(43, 50))
                .extracting(Coverage.Row::datasets)
                .containsOnly(50);
    }

    @Test
    void aNewRunScattersByItsNoiseAroundTheLaw() throws Exception {
        String text = Printed.by(ANewRun.class);
        double[] law = ends(text, "the law");
        double[] run = ends(text, "one new run");
        double truth =
                TheSweep.TRUTH.e()
                        + 482.00572 / Math.pow(1e9, 0.34781)
                        + 2085.4342 / Math.pow(2e10, 0.36585);
        assertThat(law[0]).isLessThan(truth);
        assertThat(law[1]).isGreaterThan(truth);
        double ofNoise = 2 * 1.96 * 0.005 * truth;
        assertThat(run[1] - run[0])
                .as("1.96 standard deviations of 0.5 %")
                .isCloseTo(ofNoise, within(0.2 * ofNoise));
    }

    private static double[] ends(String text, String row) {
        var found = Pattern.compile(row + " +95 % from (\\S+) to (\\S+) nats").matcher(text);
        assertThat(found.find()).isTrue();
        return new double[] {
            Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))
        };
    }

    @Test
    void theRunsRefuteTheLawThatTheyAreNotOf() throws Exception {
        assertThat(Printed.by(DoOtherNumbersFit.class))
                .containsPattern("besiroglu-2024 .* 0\\.[1-9]\\d\n")
                .containsPattern("hoffmann-2022 .* below one in a million\n");
    }

    @Test
    void everyApproachHoldsTheTruthAndTheFittedLawIsSurest() {
        SideBySide answer = ThreeApproaches.answer();
        assertThat(answer.rows()).hasSize(4);
        double narrowest = answer.rows().get(3).parameters().width();
        for (SideBySide.Row row : answer.rows()) {
            assertThat(row.parameters().contains(9.057e9)).isTrue();
            assertThat(row.sizeExponent().contains(0.5126)).isTrue();
            assertThat(row.parameters().width()).isGreaterThanOrEqualTo(narrowest);
        }
        assertThat(answer.differences()).hasSize(6).noneMatch(SideBySide.Difference::isBeyondError);
    }

    /** The closed form of the bias, arXiv 2603.22339, written out for eleven sizes. */
    @ParameterizedTest
    @ValueSource(doubles = {2, 4, 8, 16})
    void theBiasOfParabolasIsThatOfTheClosedForm(double reach) throws Exception {
        double w2 = 0;
        double w4 = 0;
        double l = 0;
        double wl = 0;
        double w2l = 0;
        for (int i = 0; i < 11; i++) {
            double w = (i / 5.0 - 1) * Math.log10(reach);
            double height = 0.155 / 0.465 * Math.pow(10, -0.465 * w) + Math.pow(10, 0.155 * w);
            w2 += w * w;
            w4 += w * w * w * w;
            l += height;
            wl += w * height;
            w2l += w * w * height;
        }
        double vertex = -(wl / w2) / (2 * (11 * w2l - w2 * l) / (11 * w4 - w2 * w2));
        String size = String.format(Locale.ROOT, "%+.1f", 100 * (Math.pow(10, vertex) - 1));
        assertThat(Printed.by(BiasOfParabolas.class))
                .containsPattern(
                        String.format(Locale.ROOT, "to %.0f times, centred +", reach)
                                + Pattern.quote(size)
                                + " %.*\\+0.000\n");
    }

    @Test
    void eachFaultOfTheSweepIsFoundForItsOwnReason() throws Exception {
        assertThat(Printed.by(SpoiltSweep.class))
                .contains(
                        "row 29, 4.31B parameters at 1e20 FLOP: the loss is far from that of a spline")
                .contains(
                        "row 41, 102M parameters at 1e18 FLOP: another run of the budget has the same")
                .contains("row 44, 72.5B parameters at 1e22 FLOP: the budget has too few runs");
        Sweep kept = QualityControl.DEFAULT.of(Sweep.of(SpoiltSweep.spoilt())).kept();
        Sweep sound = Sweep.of(TheSweep.runs()).whereRow(row -> row != 28 && row != 29);
        assertThat(IsoFlop.approach2(kept, Parabolas.DEFAULT).size())
                .isEqualTo(IsoFlop.approach2(sound, Parabolas.DEFAULT).size());
        assertThat(QualityControl.DEFAULT.of(Sweep.of(TheSweep.runs())).counts())
                .as("a sound sweep has no faults")
                .hasSize(1);
    }

    @Test
    void theAuditLeavesOutTheBudgetThatItNames() throws Exception {
        Sweep without =
                Sweep.of(TheSweep.runs().where(run -> run.recipe().compute().flops() < 5e20));
        double size = TheSweep.size(TheSweep.fitter().fit(without.runs()).law());
        double factor = size / TheSweep.size(TheSweep.fit().law());
        double exponent = IsoFlop.of(without).approach2().size().exponent();
        assertThat(Printed.by(WhatTheAnswerHangsOn.class))
                .containsPattern(
                        String.format(
                                Locale.ROOT,
                                "budget +approach 3 +%.2f times .* without 1e21 FLOP",
                                factor))
                .containsPattern(
                        String.format(
                                Locale.ROOT,
                                "budget +approach 2 .* %.3f +without 1e21 FLOP",
                                exponent));
    }

    @Test
    void approachesOneAndTwoComeWithinTwoHundredthsOfTheTrueExponent() throws Exception {
        String curves = Printed.by(EnvelopeOfCurves.class);
        var found = Pattern.compile("between sizes +(\\S+)").matcher(curves);
        assertThat(found.find()).isTrue();
        assertThat(Double.parseDouble(found.group(1))).isCloseTo(0.5126, within(0.02));
        double parabolas =
                IsoFlop.approach2(Sweep.of(TheSweep.runs()), Parabolas.DEFAULT).size().exponent();
        assertThat(parabolas).isCloseTo(0.5126, within(0.02));
        assertThat(Printed.by(ParabolasOfBudgets.class))
                .contains(String.format(Locale.ROOT, "C^%.3f, in truth", parabolas));
    }
}
