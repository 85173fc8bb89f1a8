package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import org.scalinglaws.score.Metrics;

/**
 * Four models, each larger than the one before, score 0.45, 0.49, 0.51 and 0.55, and a task counts as
 * solved from 0.5 on. Did an ability emerge between the second and the third?
 */
public final class ThresholdArtefact {
    private static final List<Double> SCORES = List.of(0.45, 0.49, 0.51, 0.55);
    private static final double THRESHOLD = 0.5;

    private ThresholdArtefact() {}

    static List<Double> solved() {
        return Metrics.reached(SCORES, THRESHOLD).stream().map(Integer::doubleValue).toList();
    }

    static double largestStep(List<Double> values) {
        double largest = 0;
        for (int place = 1; place < values.size(); place++) {
            largest = Math.max(largest, values.get(place) - values.get(place - 1));
        }
        return largest;
    }

    public static void main(String[] args) {
        System.out.println("model  score  solved");
        for (int place = 0; place < SCORES.size(); place++) {
            System.out.printf(
                    Locale.ROOT,
                    "%5d  %5.2f  %6.0f%n",
                    place + 1,
                    SCORES.get(place),
                    solved().get(place));
        }
        System.out.printf(
                Locale.ROOT,
                """
                The largest step of the score is %.2f, that of "solved" %.0f.
                No: progress is smooth, and the threshold makes it look like a leap.
                Between the second and the third model the score moved least of all, by %.2f.
                """,
                largestStep(SCORES),
                largestStep(solved()),
                SCORES.get(2) - SCORES.get(1));
    }
}
