package org.scalinglaws.testing;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.multiplier.Comparison;
import org.scalinglaws.multiplier.Multiplier;
import org.scalinglaws.multiplier.Worth;

/**
 * Studies of two recipes of known worth: six sizes on five counts of tokens, normal noise of ln loss of
 * 0.5 %; a parameter and a token of the second recipe are worth so many of the first, and its FLOP takes
 * a fifth longer, with noise of 3 % in the seconds of a run. How many
 * intervals hold the truth, and how often the tests reject.
 */
public final class MultiplierStudy {
    /** The columns of a row. */
    public static final String COLUMNS =
            "worth,studies,params_held,tokens_held,compute_held,seconds_held,by_loss_held,"
                    + "one_law_rejected,shared_rejected";

    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);
    private static final double NOISE = 0.005;
    private static final double SLOWER = 1.2;
    private static final double CLOCK_NOISE = 0.03;
    private static final double LEVEL = 0.9;
    private static final long SEED = 20261129;

    private MultiplierStudy() {}

    /**
     * One study.
     *
     * @param worth what a parameter and a token of the second recipe are worth
     * @param random the noise of losses and of seconds
     * @return 60 runs with seconds and a label {@code recipe}, {@code a} or {@code b}
     */
    public static Dataset runs(double worth, SplittableRandom random) {
        StringBuilder csv = new StringBuilder("params,tokens,loss,seconds,recipe\n");
        SplittableRandom clock = random.split();
        for (String recipe : List.of("a", "b")) {
            double each = recipe.equals("b") ? worth : 1;
            for (int size = 0; size < 6; size++) {
                for (int data = 0; data < 5; data++) {
                    double params = 2e7 * Math.pow(2.5, size);
                    double tokens = 5e8 * Math.pow(3, data);
                    double loss = LAW.loss(each * params, each * tokens);
                    double noisy = loss * Math.exp(NOISE * random.nextGaussian());
                    double seconds =
                            6e-15
                                    * (params * tokens)
                                    * (recipe.equals("b") ? SLOWER : 1)
                                    * Math.exp(CLOCK_NOISE * clock.nextGaussian());
                    csv.append(params + "," + tokens + "," + noisy + "," + seconds + ",");
                    csv.append(recipe).append('\n');
                }
            }
        }
        return Dataset.readCsv("simulated.csv", new StringReader(csv.toString()));
    }

    /**
     * A row for each worth, with shares between 0 and 1.
     *
     * @param studies how many of each
     * @return rows in the order of {@link #COLUMNS}
     */
    public static List<String> rows(int studies) {
        List<String> rows = new ArrayList<>();
        for (double worth : new double[] {1, 1.1, 1.3, 1.6}) {
            SplittableRandom random = new SplittableRandom(SEED);
            int[] held = new int[7];
            for (int study = 0; study < studies; study++) {
                count(held, runs(worth, random), worth);
            }
            StringBuilder row = new StringBuilder(worth + "," + studies);
            for (int count : held) {
                row.append(String.format(Locale.ROOT, ",%.3f", count / (double) studies));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static void count(int[] held, Dataset runs, double worth) {
        Multiplier found = Comparison.of(runs, "recipe").withLevel(LEVEL).multipliers().get(0);
        double compute = worth * worth;
        held[0] += holds(found.params(), worth);
        held[1] += holds(found.tokens(), worth);
        held[2] += holds(found.compute(), compute);
        held[3] += holds(found.time().orElseThrow(), compute / SLOWER);
        held[4] += found.alongLosses().get(2).worth().map(each -> holds(each, compute)).orElse(0);
        held[5] += found.oneLaw().orElseThrow().pValue() < 0.05 ? 1 : 0;
        held[6] += found.sharedExponents().orElseThrow().pValue() < 0.05 ? 1 : 0;
    }

    private static int holds(Worth worth, double truth) {
        return worth.interval().filter(ends -> ends.contains(truth)).isPresent() ? 1 : 0;
    }
}
