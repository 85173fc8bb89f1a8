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
}
