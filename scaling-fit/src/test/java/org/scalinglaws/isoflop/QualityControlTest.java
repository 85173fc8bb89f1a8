package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.scalinglaws.isoflop.Inspection.Reason.EXACT_DUPLICATE;
import static org.scalinglaws.isoflop.Inspection.Reason.NEAR_DUPLICATE_PARAMS;
import static org.scalinglaws.isoflop.Inspection.Reason.NEGATIVE_CURVATURE;
import static org.scalinglaws.isoflop.Inspection.Reason.NONE;
import static org.scalinglaws.isoflop.Inspection.Reason.OFF_CENTER;
import static org.scalinglaws.isoflop.Inspection.Reason.SPLINE_OUTLIER;
import static org.scalinglaws.isoflop.Inspection.Reason.TOO_FEW_POINTS;
import static org.scalinglaws.isoflop.Inspection.Reason.TOO_FEW_POST_QC;
import static org.scalinglaws.isoflop.Inspection.Reason.WEAK_CURVATURE;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.isoflop.Inspection.Reason;

class QualityControlTest {
    private static final String HEAD = "params,tokens,loss,flops_budget";
    static final double C = 6e18;
    private static final QualityControl DEFAULT = QualityControl.DEFAULT;
    private static final QualityControl SIX = DEFAULT.withFewestRows(6);

    /** Places around 1e8 parameters on the scale of ln N: a budget whose least loss is at 0. */
    private static final double[] SEVEN = {-1.5, -1, -0.5, 0, 0.5, 1, 1.5};

    static double valley(double u) {
        return Math.exp(1 + 0.05 * u * u);
    }

    /** Lines of a file: runs of size 1e8 exp(u) that spend the budget. */
    static List<String> runs(double budget, DoubleUnaryOperator loss, double... places) {
        return Arrays.stream(places)
                .mapToObj(u -> run(1e8 * Math.exp(u), budget, 1, loss.applyAsDouble(u)))
                .toList();
    }

    static String run(double size, double budget, double spent, double loss) {
        return size + "," + spent * budget / (6 * size) + "," + loss + "," + budget;
    }

    static Sweep sweep(Object... parts) {
        Stream<Object> lines =
                Arrays.stream(parts)
                        .flatMap(
                                part ->
                                        part instanceof List<?> list
                                                ? list.stream()
                                                : Stream.of(part));
        String text = HEAD + "\n" + String.join("\n", lines.map(Object::toString).toList()) + "\n";
        return Sweep.of(Dataset.readCsv("made.csv", new StringReader(text)));
    }

    private static List<Reason> reasons(QualityControl limits, Object... parts) {
        Sweep sweep = sweep(parts);
        Inspection inspection = limits.of(sweep);
        return IntStream.range(0, sweep.runs().size()).mapToObj(inspection::reason).toList();
    }

    /** The reasons, but for splines, of the first of seven clean runs and of what follows them. */
    private static List<Reason> afterSeven(QualityControl limits, Object... parts) {
        Object[] all = Stream.concat(Stream.of(seven()), Arrays.stream(parts)).toArray();
        List<Reason> reasons = reasons(limits.withSplineThreshold(Double.POSITIVE_INFINITY), all);
        assertThat(reasons.subList(1, 7)).containsOnly(NONE);
        return Stream.concat(reasons.stream().limit(1), reasons.stream().skip(7)).toList();
    }

    static List<String> seven() {
        return runs(C, QualityControlTest::valley, SEVEN);
    }

    private static List<Reason> all(int count, Reason reason) {
        return IntStream.range(0, count).mapToObj(i -> reason).toList();
    }

    @Test
    void aCleanBudgetIsKept() {
        assertThat(reasons(DEFAULT, seven())).isEqualTo(all(7, NONE));
    }

    static final double SMALLEST = 1e8 * Math.exp(-1.5);
    static final double LOSS = valley(-1.5);

    @Test
    void ofRunsOfOneSizeTheOneNearestToTheBudgetStays() {
        assertThat(afterSeven(DEFAULT, run(SMALLEST, C, 1.01, LOSS - 0.001)))
                .containsExactly(NONE, EXACT_DUPLICATE);
        Object off = run(SMALLEST, C, 0.99, LOSS - 0.001);
        List<String> rest = seven().subList(1, 7);
        assertThat(reasons(DEFAULT, off, rest, run(SMALLEST, C, 1.005, LOSS)))
                .containsExactly(EXACT_DUPLICATE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
    }

    @Test
    void ofEquallyNearRunsOfOneSizeTheLowestLossStays() {
        assertThat(afterSeven(DEFAULT, run(SMALLEST, C, 1, LOSS - 0.001)))
                .containsExactly(EXACT_DUPLICATE, NONE);
        assertThat(afterSeven(DEFAULT, run(SMALLEST, C, 1, LOSS + 0.001)))
                .containsExactly(NONE, EXACT_DUPLICATE);
        assertThat(afterSeven(DEFAULT, run(SMALLEST, C, 1 + 5e-10, LOSS - 0.001)))
                .containsExactly(EXACT_DUPLICATE, NONE);
        assertThat(afterSeven(DEFAULT, run(SMALLEST, C, 1 + 2e-9, LOSS - 0.001)))
                .containsExactly(NONE, EXACT_DUPLICATE);
        assertThat(
                        afterSeven(
                                DEFAULT,
                                run(SMALLEST, C, 1, LOSS + 0.001),
                                run(SMALLEST, C, 1, LOSS)))
                .hasSize(3)
                .containsOnlyOnce(NONE);
    }

    @Test
    void runsOfOneSizeInTwoBudgetsAreNoDuplicates() {
        assertThat(reasons(DEFAULT, seven(), runs(2 * C, QualityControlTest::valley, SEVEN)))
                .isEqualTo(all(14, NONE));
    }

    @Test
    void ofAlmostEqualSizesTheOneNearestToTheBudgetStays() {
        assertThat(afterSeven(DEFAULT, run(SMALLEST * Math.exp(0.0099), C, 1.01, LOSS)))
                .containsExactly(NONE, NEAR_DUPLICATE_PARAMS);
        assertThat(afterSeven(DEFAULT, run(SMALLEST * Math.exp(0.0099), C, 1, LOSS - 0.001)))
                .containsExactly(NEAR_DUPLICATE_PARAMS, NONE);
        assertThat(afterSeven(DEFAULT, run(SMALLEST * Math.exp(0.0101), C, 1.01, LOSS - 0.0001)))
                .containsExactly(NONE, NONE);
    }

    @Test
    void almostEqualIsMeasuredFromTheSmallestAndNotFromTheNeighbour() {
        Object near = run(SMALLEST * Math.exp(0.008), C, 1.01, LOSS);
        Object far = run(SMALLEST * Math.exp(0.016), C, 1.01, LOSS - 0.0001);
        assertThat(afterSeven(DEFAULT, near, far))
                .containsExactly(NONE, NEAR_DUPLICATE_PARAMS, NONE);
        assertThat(afterSeven(DEFAULT.withNearDuplicate(0.02), near, far))
                .containsExactly(NONE, NEAR_DUPLICATE_PARAMS, NEAR_DUPLICATE_PARAMS);
        assertThat(afterSeven(DEFAULT.withNearDuplicate(0), near))
                .doesNotContain(NEAR_DUPLICATE_PARAMS);
    }

    @Test
    void aBudgetWithTooFewRunsGoes() {
        double[] five = {-1, -0.5, 0, 0.5, 1};
        List<String> few = runs(2 * C, QualityControlTest::valley, five);
        assertThat(reasons(SIX, seven(), few).subList(7, 12)).isEqualTo(all(5, TOO_FEW_POINTS));
        assertThat(reasons(DEFAULT, seven(), few)).isEqualTo(all(12, NONE));
        assertThat(reasons(DEFAULT.withFewestRows(8), seven())).isEqualTo(all(7, TOO_FEW_POINTS));
    }

    @Test
    void duplicatesDoNotCountAsRuns() {
        List<String> five = runs(C, QualityControlTest::valley, -1, -0.5, 0, 0.5, 1);
        Object exact = run(1e8, C, 1.01, 3);
        Object near = run(1.005e8, C, 1.02, 3);
        assertThat(reasons(SIX, exact, near, five))
                .startsWith(EXACT_DUPLICATE, NEAR_DUPLICATE_PARAMS)
                .endsWith(all(5, TOO_FEW_POINTS).toArray(Reason[]::new));
    }

    @Test
    void aRunFarOnTheLongerSideIsOffCentre() {
        List<String> runs =
                runs(C, QualityControlTest::valley, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.49, 2.51);
        QualityControl limits = SIX.withSplineThreshold(Double.POSITIVE_INFINITY);
        List<Reason> kept = all(8, NONE);
        assertThat(reasons(limits, runs).subList(0, 8)).isEqualTo(kept);
        assertThat(reasons(limits, runs).get(8)).isEqualTo(OFF_CENTER);
        assertThat(reasons(limits.withOffCentre(2.6), runs)).isEqualTo(all(9, NONE));
        assertThat(reasons(limits.withOffCentre(1), runs))
                .isEqualTo(
                        Stream.concat(
                                        Stream.generate(() -> TOO_FEW_POST_QC).limit(5),
                                        Stream.generate(() -> OFF_CENTER).limit(4))
                                .toList());
    }

    @Test
    void aBudgetOnOneSideOfItsLeastLossGoes() {
        for (double sign : new double[] {1, -1}) {
            double[] places = DoubleStream.of(0.5, 1, 1.5, 2, 2.5, 3).map(u -> sign * u).toArray();
            assertThat(reasons(DEFAULT, runs(C, QualityControlTest::valley, places)))
                    .isEqualTo(all(6, OFF_CENTER));
            assertThat(
                            reasons(
                                    DEFAULT.withOffCentre(Double.POSITIVE_INFINITY),
                                    runs(C, QualityControlTest::valley, places)))
                    .isEqualTo(all(6, OFF_CENTER));
        }
    }

    /** Seven runs with errors of 0.003 to either side, of which one is too high. */
    private static List<String> withOneHigh(double budget, int place, double high) {
        return IntStream.range(0, SEVEN.length)
                .mapToObj(
                        i ->
                                run(
                                        1e8 * Math.exp(SEVEN[i]),
                                        budget,
                                        1,
                                        valley(SEVEN[i])
                                                + (i % 2 == 0 ? 0.003 : -0.003)
                                                + (i == place ? high : 0)))
                .toList();
    }

    private static List<Reason> ofThreeBudgets(double threshold, int place) {
        QualityControl limits =
                DEFAULT.withSplineThreshold(threshold).withFewestRows(4).withCurvatureLevel(1e-6);
        List<Reason> reasons =
                reasons(
                        limits,
                        withOneHigh(C, place, 0.1),
                        withOneHigh(2 * C, -1, 0),
                        withOneHigh(3 * C, -1, 0));
        assertThat(reasons.subList(7, 21)).containsOnly(NONE);
        return reasons.subList(0, 7);
    }

    /**
     * SciPy 1.17.1 makes 4.089044185125249 of the last run and at most 1.85 of any other:
     *
     * <pre>
     *  u = np.array([-1.5, -1, -.5, 0, .5, 1, 1.5]); e = .003 * np.array([1, -1, 1, -1, 1, -1, 1])
     *  for y in (np.exp(1 + .05*u*u) + e + (.1 where i == 6), without it, without it):
     *    for k in range(7): m = np.arange(7) != k
     *      r.append(y[k] - Akima1DInterpolator(u[m], y[m], extrapolate=True)(u[k]))
     *  a = abs(r - np.median(r)); .6745 * a / np.median(a)</pre>
     */
    @Test
    void aLossFarFromTheSplineThroughTheOthersIsAnOutlier() {
        assertThat(ofThreeBudgets(4.0890, 6)).isEqualTo(oneAtTheEnd(7, SPLINE_OUTLIER));
        assertThat(ofThreeBudgets(4.0891, 6)).isEqualTo(all(7, NONE));
    }

    private static List<Reason> oneAtTheEnd(int count, Reason reason) {
        return Stream.concat(all(count - 1, NONE).stream(), Stream.of(reason)).toList();
    }

    /**
     * The same script with the fifth run too high: 2.93 for the fourth, 3.41 for the fifth, 3.65 for
     * the sixth and 11.8 for the last, which is predicted by the cubic that the fifth has bent.
     */
    @Test
    void aStrangeRunInsideTakesTheEndOfItsBudgetBeforeItself() {
        assertThat(ofThreeBudgets(6, 4)).isEqualTo(oneAtTheEnd(7, SPLINE_OUTLIER));
        assertThat(ofThreeBudgets(3.4, 4))
                .containsExactly(
                        NONE, NONE, NONE, NONE, SPLINE_OUTLIER, SPLINE_OUTLIER, SPLINE_OUTLIER);
        assertThat(ofThreeBudgets(Double.POSITIVE_INFINITY, 4)).isEqualTo(all(7, NONE));
    }

    @Test
    void aBudgetOfThreeRunsIsNotJudgedByASpline() {
        List<String> three = runs(4 * C, u -> valley(u) + 0.3 * (u > 0 ? 1 : 0), -1, 0, 1);
        QualityControl limits = DEFAULT.withFewestRows(3);
        assertThat(reasons(limits, withOneHigh(C, -1, 0), three)).isEqualTo(all(10, NONE));
    }

    /** Three budgets are flat but for one run, so that more than half of the distances are 0. */
    @Test
    void withoutASpreadNoRunIsASplineOutlier() {
        List<String> flat = runs(C, u -> 2, SEVEN);
        List<String> high = runs(2 * C, u -> u == 0 ? 2.5 : 2, SEVEN);
        List<String> alsoFlat = runs(3 * C, u -> 2, SEVEN);
        assertThat(reasons(DEFAULT.withSplineThreshold(1e-9), flat, high, alsoFlat))
                .isEqualTo(all(21, NEGATIVE_CURVATURE));
    }

    @Test
    void aBudgetThatBendsDownwardGoesForThatAndNotForItsCentre() {
        assertThat(reasons(DEFAULT, runs(C, u -> Math.exp(1 - 0.05 * u * u), SEVEN)))
                .isEqualTo(all(7, NEGATIVE_CURVATURE));
        assertThat(reasons(DEFAULT, runs(C, u -> Math.exp(1 - 0.05 * (u - 9) * (u - 9)), SEVEN)))
                .isEqualTo(all(7, NEGATIVE_CURVATURE));
    }

    /**
     * NumPy 2.4.6 and SciPy 1.17.1: with y = .002 * u*u + .003 * np.array([1, -1, 1, -1, 1, -1, 1])
     * and c, v = np.polyfit(u, y, 2, cov=True), the interval begins at 0 for the level 2 *
     * t.cdf(c[0] / v[0, 0]**.5, 4) - 1 = 0.8762701182954928.
     */
    @Test
    void aBudgetThatCouldBeALineGoes() {
        List<String> flat =
                IntStream.range(0, 7)
                        .mapToObj(
                                i ->
                                        run(
                                                1e8 * Math.exp(SEVEN[i]),
                                                C,
                                                1,
                                                Math.exp(
                                                        1
                                                                + 0.002 * SEVEN[i] * SEVEN[i]
                                                                + (i % 2 == 0 ? 0.003 : -0.003))))
                        .toList();
        assertThat(reasons(DEFAULT, flat)).isEqualTo(all(7, WEAK_CURVATURE));
        assertThat(reasons(DEFAULT.withCurvatureLevel(0.8763), flat))
                .isEqualTo(all(7, WEAK_CURVATURE));
        assertThat(reasons(DEFAULT.withCurvatureLevel(0.8762), flat)).isEqualTo(all(7, NONE));
    }

    @Test
    void ofABudgetThatOtherReasonsLeaveTooSmallTheRestGoes() {
        List<String> six = runs(C, QualityControlTest::valley, -0.8, -0.4, 0, 0.4, 0.8, 2.1);
        assertThat(reasons(SIX, six))
                .isEqualTo(
                        Stream.concat(all(5, TOO_FEW_POST_QC).stream(), Stream.of(OFF_CENTER))
                                .toList());
        assertThat(reasons(DEFAULT, six)).isEqualTo(oneAtTheEnd(6, OFF_CENTER));
    }

    @Test
    void aLossWithoutALogarithmIsRefused() {
        String text = "params,tokens,score,flops_budget\n1e8,1e10,-1,\n1e8,1e10,0,6e18\n";
        Sweep sweep =
                Sweep.of(
                        Dataset.readCsv(
                                "made.csv",
                                new StringReader(text),
                                CsvFormat.DEFAULT.withLossColumn("score")));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> DEFAULT.of(sweep))
                .withMessage("loss of run 2 of made.csv must be positive for its logarithm, got 0");
    }

    @ParameterizedTest
    @CsvSource({
        "'near duplicate in ln N must be zero or more and finite, got -1', -1, 6, 2.5, 6, 0.95",
        "'fewest runs of a budget must be 3 or more, got 2', 0, 2, 2.5, 6, 0.95",
        "'off-centre factor must be 1 or more, got 0.9', 0, 3, 0.9, 6, 0.95",
        "'off-centre factor must be 1 or more, got NaN', 0, 3, NaN, 6, 0.95",
        "'spline threshold must be positive, got 0', 0, 3, 1, 0, 0.95",
        "'spline threshold must be positive, got NaN', 0, 3, 1, NaN, 0.95",
        "'curvature level must be between 0 and 1, got 1', 0, 3, 1, 6, 1",
        "'curvature level must be between 0 and 1, got NaN', 0, 3, 1, 6, NaN"
    })
    void aThresholdThatMakesNoSenseIsRefused(
            String message, double near, int fewest, double centre, double spline, double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QualityControl(near, fewest, centre, spline, level))
                .withMessage(message);
    }

    @Test
    void eachThresholdChangesAlone() {
        assertThat(DEFAULT).isEqualTo(new QualityControl(0.01, 4, 2.5, 6, 0.95));
        assertThat(DEFAULT.withNearDuplicate(0.1))
                .isEqualTo(new QualityControl(0.1, 4, 2.5, 6, 0.95));
        assertThat(DEFAULT.withFewestRows(9)).isEqualTo(new QualityControl(0.01, 9, 2.5, 6, 0.95));
        assertThat(DEFAULT.withOffCentre(2)).isEqualTo(new QualityControl(0.01, 4, 2, 6, 0.95));
        assertThat(DEFAULT.withSplineThreshold(3))
                .isEqualTo(new QualityControl(0.01, 4, 2.5, 3, 0.95));
        assertThat(DEFAULT.withCurvatureLevel(0.9))
                .isEqualTo(new QualityControl(0.01, 4, 2.5, 6, 0.9));
    }

    @Test
    void reasonsAreWrittenAsInFilesInTheOrderOfTheRules() {
        assertThat(Reason.values())
                .extracting(Reason::toString)
                .containsExactly(
                        "exact_duplicate",
                        "near_duplicate_params",
                        "too_few_points",
                        "strange_run",
                        "off_center",
                        "spline_outlier",
                        "negative_curvature",
                        "weak_curvature",
                        "too_few_post_qc",
                        "none");
        assertThat(TOO_FEW_POINTS.meaning()).isEqualTo("the budget has too few runs");
        assertThat(Reason.values()).extracting(Reason::meaning).doesNotHaveDuplicates();
    }
}
