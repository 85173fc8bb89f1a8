package org.scalinglaws.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scalinglaws.select.RollOut;

/**
 * How the error of a form grows beyond its runs, from its misses in a roll-out.
 *
 * <pre>
 *  tau^2(f)  = c^2 mean over cuts of [mean over later groups of max(0, e^2 - v) / h^p]
 *  risk(f)   = mean over cuts of [mean over later groups of q / h^p]</pre>
 *
 * <p>h counts decades from the top of the cut to the group, e^2 - v is what the miss has beyond noise:
 * the half of it of the group's mean, half of its single runs. q is the mean square of the miss with its
 * noise. One tenth of a cut at which tau was 4 % is added, which is all there is where no cut can be made.
 *
 * @param tau the error of the form one decade beyond the runs, in ln L
 * @param risk the mean square of its misses one decade beyond, noise and all; NaN where none was tried
 * @param cuts how many cuts it was tried at
 * @param growth how the square of the error grows with distance
 */
record FormError(double tau, double risk, int cuts, Growth growth) {
    /** Of those tried, the best by the interval score of measured sweeps, at every distance. */
    static final Growth USUAL = new Growth(2.5, 0.004, 0.8);

    /** The miss where no roll-out can tell, and how many cuts that counts as beside others. */
    static final double UNTRIED = 0.04;

    private static final double PRIOR_CUTS = 0.1;

    /**
     * How an error grows.
     *
     * @param power of the distance in decades, for its square
     * @param least no form was better than this one decade beyond its runs
     * @param scale of all errors, c; 1 for those of the roll-out
     */
    record Growth(double power, double least, double scale) {
        double at(double decades) {
            return Math.pow(Math.max(0, decades), power);
        }
    }

    static FormError of(String form, List<RollOut.Miss> misses, Growth growth) {
        Map<Integer, List<RollOut.Miss>> byCut = new LinkedHashMap<>();
        for (RollOut.Miss miss : misses) {
            if (miss.form().equals(form) && Double.isFinite(miss.square())) {
                byCut.computeIfAbsent(miss.cut(), cut -> new ArrayList<>()).add(miss);
            }
        }

        // One mean for each cut, so that a cut with many groups above it counts no more than
        // another.
        double excess = PRIOR_CUTS * UNTRIED * UNTRIED;
        double squares = 0;
        for (List<RollOut.Miss> above : byCut.values()) {
            excess += above.stream().mapToDouble(m -> excess(m, growth)).average().orElseThrow();
            squares +=
                    above.stream()
                            .mapToDouble(miss -> miss.square() / growth.at(miss.decades()))
                            .average()
                            .orElseThrow();
        }
        double tau = Math.sqrt(excess / (byCut.size() + PRIOR_CUTS));
        return new FormError(
                growth.scale() * Math.max(growth.least(), tau),
                squares / byCut.size(),
                byCut.size(),
                growth);
    }

    private static double excess(RollOut.Miss miss, Growth growth) {
        double ofMean = Math.max(0, miss.mean() * miss.mean() - miss.meanNoise());
        double ofRuns = Math.max(0, miss.square() - miss.noise());
        return 0.5 * (ofMean + ofRuns) / growth.at(miss.decades());
    }

    /** The variance of ln L by the form, so many decades beyond the runs. */
    double variance(double decades) {
        return tau * tau * growth.at(decades);
    }
}
