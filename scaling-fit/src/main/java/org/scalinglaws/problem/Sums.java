package org.scalinglaws.problem;

/** Sums of products in one fixed order, with four running sums so that they do not wait in line. */
final class Sums {
    private Sums() {}

    static double dot(double[] left, double[] right) {
        return dot(left, 0, right, 0, left.length);
    }

    static double dot(double[] left, int leftStart, double[] right, int rightStart, int count) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            first += left[leftStart + i] * right[rightStart + i];
            second += left[leftStart + i + 1] * right[rightStart + i + 1];
            third += left[leftStart + i + 2] * right[rightStart + i + 2];
            fourth += left[leftStart + i + 3] * right[rightStart + i + 3];
        }
        for (; i < count; i++) {
            first += left[leftStart + i] * right[rightStart + i];
        }
        return first + second + (third + fourth);
    }

    /**
     * Sums of products of one array with each of the first columns of a matrix, two columns at a time
     * so that neither waits for the other. Each sum has the bits of {@link #dot}.
     *
     * @param left the array
     * @param matrix columns one after the other
     * @param columns how many columns
     * @param count the length of each
     * @param sums receives a number for each column, from a place on
     * @param place of the first number
     */
    static void columns(
            double[] left, double[] matrix, int columns, int count, double[] sums, int place) {
        int column = 0;
        for (; column + 1 < columns; column += 2) {
            twoColumns(left, matrix, column * count, count, sums, place + column);
        }

        // Of an odd number of columns one is left.
        if (column < columns) {
            sums[place + column] = dot(left, 0, matrix, column * count, count);
        }
    }

    /** Written out, for a compiler may not reorder sums of doubles and so cannot do this itself. */
    private static void twoColumns(
            double[] left, double[] matrix, int here, int count, double[] sums, int place) {
        int there = here + count;
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        double fifth = 0;
        double sixth = 0;
        double seventh = 0;
        double eighth = 0;

        int i = 0;
        for (; i + 3 < count; i += 4) {
            first += left[i] * matrix[here + i];
            second += left[i + 1] * matrix[here + i + 1];
            third += left[i + 2] * matrix[here + i + 2];
            fourth += left[i + 3] * matrix[here + i + 3];
            fifth += left[i] * matrix[there + i];
            sixth += left[i + 1] * matrix[there + i + 1];
            seventh += left[i + 2] * matrix[there + i + 2];
            eighth += left[i + 3] * matrix[there + i + 3];
        }
        for (; i < count; i++) {
            first += left[i] * matrix[here + i];
            fifth += left[i] * matrix[there + i];
        }
        sums[place] = first + second + (third + fourth);
        sums[place + 1] = fifth + sixth + (seventh + eighth);
    }
}
