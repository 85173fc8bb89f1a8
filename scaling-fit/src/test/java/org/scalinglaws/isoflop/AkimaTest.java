package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AkimaTest {
    private static final double[] X = {0, 1, 1.5, 3, 4.5, 5, 7, 8};
    private static final double[] Y = {2, 1.1, 0.7, 0.4, 0.45, 0.6, 1.9, 3.1};

    private static double[] first(double[] all, int count) {
        return Arrays.copyOf(all, count);
    }

    /**
     * SciPy 1.17.1:
     *
     * <pre>
     *  x = [0.0, 1.0, 1.5, 3.0, 4.5, 5.0, 7.0, 8.0]
     *  y = [2.0, 1.1, 0.7, 0.4, 0.45, 0.6, 1.9, 3.1]
     *  for n, a in ...: f = Akima1DInterpolator(x[:n], y[:n], extrapolate=True); f(a)</pre>
     */
    @ParameterizedTest
    @CsvSource({
        "8, -1.0, 3.0714285714285707",
        "8, 0.25, 1.7672991071428572",
        "8, 1.2, 0.9251885714285716",
        "8, 2.0, 0.4887179487179486",
        "8, 3.3, 0.3910953846153847",
        "8, 4.9, 0.5601257142857143",
        "8, 6.0, 1.1375992063492064",
        "8, 7.5, 2.423611111111111",
        "8, 9.5, 5.587499999999999",
        "3, -1.0, 2.9999999999999996",
        "3, 0.5, 1.5375",
        "3, 1.25, 0.89375",
        "3, 3.0, -0.2000000000000015",
        "4, -1.0, 3.0714285714285707",
        "4, 0.5, 1.5419642857142857",
        "4, 2.0, 0.4523809523809522",
        "4, 4.0, 0.4619047619047616"
    })
    void heightsAreThoseOfSciPyInsideAndOutside(int knots, double place, double expected) {
        Akima spline = Akima.through(first(X, knots), first(Y, knots));
        assertThat(spline.at(place)).isCloseTo(expected, within(1e-14));
    }

    /**
     * Two straight lines that meet: all weights at the corner are rounding errors. SciPy 1.17.1 on x =
     * [0.1*i for i in range(9)], y = [abs(a-0.4)*0.7+1/3 for a in x] gives 0.34404333333333337 at 0.37
     * and 0.3440433333333333 at 0.43.
     */
    @Test
    void weightsThatAreRoundingErrorsCountAsNone() {
        double[] x = new double[9];
        double[] y = new double[9];
        Arrays.setAll(x, i -> 0.1 * i);
        Arrays.setAll(y, i -> Math.abs(x[i] - 0.4) * 0.7 + 1 / 3.0);
        Akima spline = Akima.through(x, y);
        assertThat(spline.at(0.37)).isCloseTo(0.34404333333333337, within(1e-14));
        assertThat(spline.at(0.43)).isCloseTo(0.3440433333333333, within(1e-14));
    }

    /** The other end slopes of Commons Math reach two knots inwards; further in both must agree. */
    @Property(tries = 200)
    void farFromTheEndsItIsTheSplineOfCommonsMath(
            @ForAll @IntRange(min = 7, max = 20) int knots, @ForAll long seed) {
        double[] x = new double[knots];
        double[] y = new double[knots];
        randomPoints(seed, x, y);
        PolynomialSplineFunction library = new AkimaSplineInterpolator().interpolate(x, y);
        Akima spline = Akima.through(x, y);
        double from = x[2];
        double to = x[knots - 3];
        for (int k = 0; k <= 100; k++) {
            double place = Math.min(to, from + (to - from) * k / 100);
            assertThat(spline.at(place))
                    .as("at %s, seed %s", place, seed)
                    .isCloseTo(library.value(place), within(1e-11));
        }
    }

    private static void randomPoints(long seed, double[] x, double[] y) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = (i == 0 ? 0 : x[i - 1]) + random.nextDouble(0.1, 2);
            y[i] = random.nextDouble(-3, 3);
        }
    }

    @Property(tries = 200)
    void itPassesThroughTheKnotsWithoutAKinkInAnyOrderOfThem(
            @ForAll @IntRange(min = 2, max = 12) int knots, @ForAll long seed) {
        double[] x = new double[knots];
        double[] y = new double[knots];
        randomPoints(seed, x, y);
        Akima spline = Akima.through(x, y);
        double[] backwards = new double[knots];
        double[] heights = new double[knots];
        Arrays.setAll(backwards, i -> x[knots - 1 - i]);
        Arrays.setAll(heights, i -> y[knots - 1 - i]);
        Akima turned = Akima.through(backwards, heights);
        double step = 1e-6;
        for (int i = 0; i < knots; i++) {
            double height = spline.at(x[i]);
            assertThat(height).as("seed %s", seed).isCloseTo(y[i], within(1e-12));
            double left = (height - spline.at(x[i] - step)) / step;
            double right = (spline.at(x[i] + step) - height) / step;
            assertThat(left).as("seed %s", seed).isCloseTo(right, within(1e-2));
            double between = x[i] + 0.37;
            assertThat(turned.at(between)).isEqualTo(spline.at(between));
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4", "7", "8"})
    void aStraightLineIsFollowedInsideAndOutside(int knots) {
        double[] x = first(X, knots);
        Akima spline = Akima.through(x, Arrays.stream(x).map(a -> 3 - 0.7 * a).toArray());
        for (double place : new double[] {-5, 0, 0.3, 1, 2, 4.7, 9, 20}) {
            assertThat(spline.at(place)).isCloseTo(3 - 0.7 * place, within(1e-12));
        }
    }

    /** SciPy 1.17.1: xs = np.linspace(0, 8, 25*7); xs[np.argmin(f(xs))] is 3.5402298850574714. */
    @Test
    void theLeastPlaceOfTheGridIsThatOfNumPy() {
        Akima spline = Akima.through(X, Y);
        double least = spline.leastOnGrid(25 * 7);
        assertThat(least).isCloseTo(3.5402298850574714, within(1e-14));
        assertThat(spline.isInterior(least)).isTrue();
    }

    @Test
    void aCurveThatOnlyFallsOrRisesHasItsLeastPlaceAtAnEdge() {
        Akima falling = Akima.through(new double[] {1, 2, 3.3}, new double[] {3, 2, 1.5});
        assertThat(falling.leastOnGrid(50)).isEqualTo(3.3);
        assertThat(falling.isInterior(3.3)).isFalse();
        Akima rising = Akima.through(new double[] {1, 2, 3.3}, new double[] {1, 2, 3.5});
        assertThat(rising.leastOnGrid(50)).isEqualTo(1);
        assertThat(rising.isInterior(1)).isFalse();
    }

    @Test
    void ofEquallyLowPlacesTheFirstIsTaken() {
        Akima flat = Akima.through(new double[] {1, 2}, new double[] {5, 5});
        assertThat(flat.leastOnGrid(3)).isEqualTo(1);
    }

    @Test
    void whatMakesNoSplineIsRefused() {
        refuses("a spline needs 2 places or more, got 1", new double[] {1}, new double[] {1});
        refuses(
                "places and heights must be equally many, got 2 and 3",
                new double[2],
                new double[3]);
        refuses(
                "places of a spline must differ, got 1.5 twice",
                new double[] {1.5, 1, 1.5},
                new double[3]);
        refuses(
                "place of a spline must be finite, got NaN",
                new double[] {0, Double.NaN},
                new double[2]);
        refuses(
                "height of a spline must be finite, got Infinity",
                new double[] {0, 1},
                new double[] {Double.POSITIVE_INFINITY, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Akima.through(X, Y).leastOnGrid(1))
                .withMessage("a grid needs 2 places or more, got 1");
    }

    private static void refuses(String message, double[] x, double[] y) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Akima.through(x, y))
                .withMessage(message);
    }
}
