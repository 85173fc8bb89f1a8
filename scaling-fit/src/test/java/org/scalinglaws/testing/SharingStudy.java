package org.scalinglaws.testing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.multiplier.Comparison;
import org.scalinglaws.multiplier.Efficiency;
import org.scalinglaws.multiplier.Shared;
import org.scalinglaws.multiplier.Sharing;
import org.scalinglaws.multiplier.Worth;

/**
 * Studies of three recipes that share a known part of a law: six sizes on five counts of tokens each,
 * normal noise of ln loss of 0.5 %. How often each law is refused, how often the law that is true is the
 * one that is named, and how often intervals of the second recipe's worth hold the truth, where it has
 * one worth at every loss.
 */
public final class SharingStudy {
    /** The columns of a row. */
    public static final String COLUMNS =
            "shared,studies,everything_refused,all_but_floor_refused,exponents_and_floor_refused,"
                    + "exponents_refused,named,params_held,tokens_held,compute_held";

    private static final double NOISE = 0.005;
    private static final double LEVEL = 0.9;
    private static final long SEED = 20261130;
    private static final double WORTH = 1.3;
    private static final double FLOOR = 0.05;
    private static final double STEEPER = 1.05;
    private static final int FIRST_HELD = 5;

    private SharingStudy() {}

    /** The law of the reference, or of the second or third recipe. */
    private static ChinchillaLaw law(Shared truth, int recipe) {
        boolean ownFloor = truth == Shared.ALL_BUT_FLOOR || truth.compareTo(Shared.EXPONENTS) >= 0;
        double floor = 1.8172 + (ownFloor ? FLOOR * (recipe - 1) : 0);
        double steeper = truth == Shared.NOTHING ? Math.pow(STEEPER, recipe - 1) : 1;
        double alpha = 0.3478 * steeper;
        double beta = 0.3658 * steeper;
        double worth = truth.compareTo(Shared.EXPONENTS_AND_FLOOR) >= 0 && recipe == 2 ? WORTH : 1;
        return new ChinchillaLaw(
                floor,
                482.01 * Math.pow(worth, -alpha),
                alpha,
                2085.43 * Math.pow(worth, -beta),
                beta);
    }

    /**
     * One study.
     *
     * @param truth what the recipes share
     * @param random the noise
     * @return 90 runs with a label {@code recipe}: {@code a}, {@code b} or {@code c}
     */
    public static Dataset runs(Shared truth, SplittableRandom random) {
        StringJoiner csv = new StringJoiner("\n").add("params,tokens,loss,recipe");
        for (int recipe = 1; recipe <= 3; recipe++) {
            ChinchillaLaw law = law(truth, recipe);
            for (int size = 0; size < 6; size++) {
                for (int data = 0; data < 5; data++) {
                    double params = 2e7 * Math.pow(2.5, size);
                    double tokens = 5e8 * Math.pow(3, data);
                    double loss =
                            law.loss(params, tokens) * Math.exp(NOISE * random.nextGaussian());
                    csv.add(params + "," + tokens + "," + loss + "," + "abc".charAt(recipe - 1));
                }
            }
        }
        return Dataset.readCsv("simulated.csv", new StringReader(csv.toString()));
    }

    /**
     * A row for each truth, with shares between 0 and 1.
     *
     * @param studies how many of each
     * @return rows in the order of {@link #COLUMNS}
     */
    public static List<String> rows(int studies) {
        return Arrays.stream(Shared.values()).map(truth -> row(truth, studies)).toList();
    }

    private static String row(Shared truth, int studies) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] counts = new int[8];
        for (int study = 0; study < studies; study++) {
            count(counts, Comparison.of(runs(truth, random), "recipe").withLevel(LEVEL), truth);
        }
        List<String> cells = new ArrayList<>(List.of(truth.toString(), Integer.toString(studies)));
        boolean hasOneWorth = truth == Shared.EVERYTHING || truth == Shared.EXPONENTS_AND_FLOOR;
        for (int i = 0; i < counts.length; i++) {
            String share = String.format(Locale.ROOT, "%.3f", counts[i] / (double) studies);
            cells.add(i < FIRST_HELD || hasOneWorth ? share : "");
        }
        return String.join(",", cells);
    }

    private static void count(int[] counts, Comparison comparison, Shared truth) {
        Sharing found = comparison.sharing();
        int smaller = 0;
        for (Shared shared : EnumSet.complementOf(EnumSet.of(Shared.NOTHING))) {
            double chance = found.test(shared).orElseThrow().pValue();
            counts[smaller++] += chance < Sharing.SIGNIFICANT ? 1 : 0;
        }
        counts[4] += found.most().orElseThrow() == truth ? 1 : 0;
        double worth = truth == Shared.EXPONENTS_AND_FLOOR ? WORTH : 1;
        Efficiency second = found.efficiencies().get(0);
        counts[FIRST_HELD] += holds(second.params(), worth);
        counts[FIRST_HELD + 1] += holds(second.tokens(), worth);
        counts[FIRST_HELD + 2] += holds(second.compute(), worth * worth);
    }

    private static int holds(Worth worth, double truth) {
        return worth.interval().filter(ends -> ends.contains(truth)).isPresent() ? 1 : 0;
    }
}
