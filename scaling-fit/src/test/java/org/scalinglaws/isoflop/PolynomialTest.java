package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.quantity.Interval;

class PolynomialTest {
    private static final double[] X = {-2, -1.1, 0.3, 0.9, 1.7, 3.2};
    private static final double[] Y = {4.1, 1.2, 0.4, 0.9, 2.7, 10.8};

    @Test
    void aLineAgreesWithCommonsMath() {
        SimpleRegression library = new SimpleRegression();
        for (int i = 0; i < X.length; i++) {
            library.addData(X[i], Y[i]);
        }
        Polynomial line = Polynomial.fit(1, X, Y);
        assertThat(line.leading()).isCloseTo(library.getSlope(), offset(1e-13));
        assertThat(line.at(0)).isCloseTo(library.getIntercept(), offset(1e-13));
        assertThat(line.leadingError()).isCloseTo(library.getSlopeStdErr(), offset(1e-13));
        assertThat(line.leadingInterval(0.95).width() / 2)
                .isCloseTo(library.getSlopeConfidenceInterval(), offset(1e-12));
        double errorAtZero = library.getInterceptStdErr();
        double quantile = library.getSlopeConfidenceInterval() / library.getSlopeStdErr();
        assertThat(line.interval(0.95, 0).width() / 2)
                .isCloseTo(errorAtZero * quantile, offset(1e-12));
    }

    @Test
    void aParabolaAgreesWithCommonsMath() {
        OLSMultipleLinearRegression library = new OLSMultipleLinearRegression();
        library.newSampleData(
                Y,
                Arrays.stream(X).mapToObj(x -> new double[] {x, x * x}).toArray(double[][]::new));
        double[] b = library.estimateRegressionParameters();
        double[] errors = library.estimateRegressionParametersStandardErrors();
        Polynomial parabola = Polynomial.fit(2, X, Y);
        assertThat(parabola.leading()).isCloseTo(b[2], offset(1e-13));
        assertThat(parabola.leadingError()).isCloseTo(errors[2], offset(1e-13));
        assertThat(parabola.variance()).isCloseTo(library.estimateErrorVariance(), offset(1e-13));
        assertThat(parabola.vertex()).isCloseTo(-b[1] / (2 * b[2]), offset(1e-13));
        double[][] v = library.estimateRegressionParametersVariance();
        double s2 = library.estimateErrorVariance();
        double toFirst = -1 / (2 * b[2]);
        double toSecond = b[1] / (2 * b[2] * b[2]);
        double variance =
                toFirst * toFirst * v[1][1]
                        + 2 * toFirst * toSecond * v[1][2]
                        + toSecond * toSecond * v[2][2];
        // commons-math calls (X'X)^-1 the variance of the parameters
        assertThat(parabola.vertexError()).isCloseTo(Math.sqrt(s2 * variance), offset(1e-12));
    }

    @Property
    void fiellersEndsAreWhereTheSlopeIsAsFarFromZeroAsTheQuantile(
            @ForAll @DoubleRange(min = 0, max = 1e6) double seed) {
        Random random = new Random((long) seed);
        double[] y = Arrays.stream(X).map(x -> x * x + 0.3 * random.nextGaussian()).toArray();
        Polynomial parabola = Polynomial.fit(2, X, y);
        Interval ends = parabola.vertexInterval(0.9);
        double h = 1e-4;
        for (double end : new double[] {ends.lower(), ends.upper()}) {
            // the slope at a place is a difference of heights, so its error is that of two heights
            double slope = (parabola.at(end + h) - parabola.at(end - h)) / (2 * h);
            double[] moved = Arrays.stream(X).map(x -> x - end).toArray();
            OLSMultipleLinearRegression there = new OLSMultipleLinearRegression();
            there.newSampleData(
                    y,
                    Arrays.stream(moved)
                            .mapToObj(x -> new double[] {x, x * x})
                            .toArray(double[][]::new));
            double error = there.estimateRegressionParametersStandardErrors()[1];
            // Student's t with 3 degrees of freedom, 95 %: 2.353363 in every table
            assertThat(Math.abs(slope) / error).isCloseTo(2.353363, offset(1e-4));
        }
        assertThat(ends.contains(parabola.vertex())).isTrue();
    }

    /** 0.01 is 3.3 standard errors of a share of 10,000 draws. */
    @ParameterizedTest
    @CsvSource({"0, 0.3", "0, 1", "1.5, 0.3", "2.5, 0.3"})
    void fiellersIntervalHoldsTheTrueVertexAsOftenAsItsLevelSays(double vertex, double noise) {
        double[] x = {-3, -2, -1, 0, 1, 2, 3};
        Random random = new Random(5);
        int draws = 10_000;
        int held = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] y =
                    Arrays.stream(x)
                            .map(
                                    place ->
                                            0.5 * (place - vertex) * (place - vertex)
                                                    + noise * random.nextGaussian())
                            .toArray();
            held += Polynomial.fit(2, x, y).vertexInterval(0.9).contains(vertex) ? 1 : 0;
        }
        assertThat((double) held / draws).isCloseTo(0.9, offset(0.01));
    }

    @Test
    void aParabolaThatCouldBeALineHasAVertexAnywhere() {
        Polynomial flat = Polynomial.fit(2, new double[] {1, 2, 3, 4}, new double[] {1, 2, 1, 2});
        assertThat(flat.vertexInterval(0.95))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void aWeightOfTwoIsThePointTwice() {
        double[] x = {-2, -1.1, -1.1, 0.3, 1.7, 3.2};
        double[] y = {4.1, 1.2, 1.2, 0.4, 2.7, 10.8};
        Polynomial weighted =
                Polynomial.fit(
                        2,
                        new double[] {-2, -1.1, 0.3, 0.9, 1.7, 3.2},
                        new double[] {4.1, 1.2, 0.4, 99, 2.7, 10.8},
                        new double[] {1, 2, 1, 0, 1, 1});
        Polynomial repeated = Polynomial.fit(2, x, y);
        assertThat(weighted.vertex()).isCloseTo(repeated.vertex(), offset(1e-13));
        assertThat(weighted.vertexError()).isCloseTo(repeated.vertexError(), offset(1e-13));
        assertThat(weighted.degreesOfFreedom()).isEqualTo(3);
    }

    @Property
    void farFromZeroNoDigitIsLost(@ForAll @DoubleRange(min = -1e6, max = 1e6) double far) {
        double[] x = Arrays.stream(X).map(place -> place + far).toArray();
        double[] exact = new double[x.length];
        Arrays.setAll(exact, i -> Polynomial.fit(2, X, Y).at(X[i]));
        assertThat(Polynomial.fit(2, x, Y).at(x[3])).isCloseTo(exact[3], within(1e-8));
    }

    @Test
    void aCubicThroughItsOwnPointsIsExact() {
        double[] y = Arrays.stream(X).map(x -> 1 + x * (2 + x * (3 - 4 * x))).toArray();
        Polynomial cubic = Polynomial.fit(3, X, y);
        assertThat(cubic.leading()).isCloseTo(-4, offset(1e-12));
        assertThat(cubic.at(0.5)).isCloseTo(1 + 0.5 * (2 + 0.5 * (3 - 2)), offset(1e-12));
    }

    @Test
    void withoutPointsToSpareNothingHasAnError() {
        Polynomial through = Polynomial.fit(1, new double[] {1, 2}, new double[] {3, 5});
        assertThat(through.leading()).isEqualTo(2);
        assertThat(through.leadingError()).isNaN();
        assertThat(through.interval(0.95, 1).width()).isInfinite();
        assertThat(through).hasToString("line with slope 2 of unknown error, 0 degrees of freedom");
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polynomial.fit(4, X, Y))
                .withMessage("degree must be 1 to 3, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polynomial.fit(1, X, new double[2]))
                .withMessage("places, heights and weights must be equally many, got 6, 2 and 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polynomial.fit(2, new double[] {1, 1, 2}, new double[3]))
                .withMessage("a polynomial of degree 2 needs 3 different places or more, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Polynomial.fit(1, X, Y).vertex())
                .withMessage("only a parabola has a vertex; this has degree 1");
    }
}
