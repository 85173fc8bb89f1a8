package org.scalinglaws.transformer;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One matrix of weights, what the last batch says about it, and the means that a step is taken along.
 * The slopes of a matrix of more rows than columns are kept turned: long rows are fast to add to.
 */
final class Weights {
    /** What a counting rule may leave out. */
    enum Role {
        /** Anything that is no embedding. */
        INNER,
        /** One vector for each token: looked up, and the head as well when it is tied. */
        TOKENS,
        /** One vector for each place. */
        PLACES,
        /** The head, when it is not the token embedding. */
        HEAD
    }

    /** Below so many columns and rows, sums of products in registers beat long rows. */
    private static final int SHORT = 48;

    private final Role role;
    private final boolean decays;
    private final float[][] values;
    private final float[][] slopes;
    private final float[][] means;
    private final float[][] squares;
    private final boolean turned;

    private Weights(Role role, boolean decays, float[][] values) {
        int rows = values.length;
        int columns = values[0].length;
        this.role = role;
        this.decays = decays;
        this.values = values;
        this.turned = rows > columns;
        this.slopes = turned ? Rows.zeros(columns, rows) : Rows.zeros(rows, columns);
        this.means = Rows.zeros(rows, columns);
        this.squares = Rows.zeros(rows, columns);
    }

    /** A matrix of normal numbers that decays towards zero. */
    static Weights matrix(
            Role role, int rows, int columns, double deviation, SplittableRandom random) {
        float[][] values = Rows.zeros(rows, columns);
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (deviation * normal(random));
            }
        }
        return new Weights(role, true, values);
    }

    /** One row of equal numbers, which does not decay: a bias or the scale of a norm. */
    static Weights vector(int columns, float value) {
        float[][] values = Rows.zeros(1, columns);
        Arrays.fill(values[0], value);
        return new Weights(Role.INNER, false, values);
    }

    /** Marsaglia's polar method, in operations that are the same everywhere. */
    private static double normal(SplittableRandom random) {
        while (true) {
            double u = 2 * random.nextDouble() - 1;
            double v = 2 * random.nextDouble() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
            }
        }
    }

    Role role() {
        return role;
    }

    boolean decays() {
        return decays;
    }

    long count() {
        return (long) values.length * values[0].length;
    }

    /** What is written into them changes the model. */
    float[][] values() {
        return values;
    }

    /** The only row of a vector. */
    float[] vector() {
        return values[0];
    }

    /** Where the slopes of a vector are added up. */
    float[] vectorSlopes() {
        return slopes[0];
    }

    float[][] means() {
        return means;
    }

    float[][] squares() {
        return squares;
    }

    float slope(int row, int column) {
        return turned ? slopes[column][row] : slopes[row][column];
    }

    void addSlope(int row, int column, float more) {
        if (turned) {
            slopes[column][row] += more;
        } else {
            slopes[row][column] += more;
        }
    }

    /** The slopes of one row or column, whichever is long. */
    float[][] slopes() {
        return slopes;
    }

    void clearSlopes() {
        Rows.clear(slopes);
    }

    /** Adds y times the transpose of x, for y = this matrix times x. */
    void learn(float[][] x, float[][] y, Product product, Turned space) {
        int longest = Math.max(x.length, y.length);
        if (turned) {
            if (longest < SHORT) {
                Product.addDots(x, y, slopes, false);
            } else {
                product.add(x, space.of(y), slopes);
            }
        } else if (longest < SHORT) {
            Product.addDots(y, x, slopes, false);
        } else {
            product.add(y, space.of(x), slopes);
        }
    }
}
