package org.scalinglaws.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scalinglaws.architecture.FlopRule;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.sweep.IsoFlopSweep;
import org.scalinglaws.transformer.SmallShapes;
import org.scalinglaws.transformer.TransformerJob;

/**
 * Which runs a study is made of.
 *
 * <p>Sizes are those of an {@link IsoFlopSweep}, in shapes of two layers; the tokens of a run spend its
 * budget by {@link FlopRule#matricesAndHead()}, which for models so small is half again as much
 * as 6ND.
 *
 * @param tuning the tuning runs, block by block
 * @param budgets of the sweep, FLOP
 * @param sizes models of each budget
 * @param ratio tokens a parameter of the middle one, by C = 6ND
 * @param seeds how many sizes of each budget, from the middle on, are trained with a second seed
 * @param repeats the runs over repeated text
 * @param withheld budgets of the withheld runs, FLOP
 */
record Layout(
        List<Tuning> tuning,
        List<Double> budgets,
        int sizes,
        double ratio,
        int seeds,
        Repeats repeats,
        List<Double> withheld) {
    private static final int CONTEXT = 128;
    private static final double REACH = 3;
    private static final Counting COUNT = Counting.TOTAL;

    /** Two layers at every width: at these sizes depth costs more than width gives, and blurs a sweep. */
    private static final int LAYERS = 2;

    private static final int WIDE_HEAD = 8;
    private static final int NARROW = 28;
    private static final double NEAR = 1.25;
    private static final List<Integer> FAMILY =
            IntStream.rangeClosed(2, 64)
                    .map(fours -> 4 * fours)
                    .filter(width -> width <= NARROW || width % WIDE_HEAD == 0)
                    .boxed()
                    .toList();

    /** Every size with every length, batch and learning rate. */
    record Tuning(
            List<Double> sizes, List<Double> lengths, List<Integer> batches, List<Double> rates) {
        private Stream<TransformerJob> jobs(int vocabulary) {
            List<TransformerJob> jobs = new ArrayList<>();
            for (double size : sizes) {
                Transformer shape =
                        SmallShapes.near(new ModelSize(size, COUNT), vocabulary, CONTEXT);
                for (double length : lengths) {
                    for (int batch : batches) {
                        TransformerJob job = TransformerJob.of(shape, Tokens.of(length), batch);
                        rates.forEach(rate -> jobs.add(job.withRate(rate)));
                    }
                }
            }
            return jobs.stream();
        }
    }

    private static Tuning longer(List<Double> sizes, List<Integer> batches, Double... rates) {
        return new Tuning(sizes, List.of(3.2e6), batches, List.of(rates));
    }

    /** Every size with every amount of unique text, seen so many times. */
    record Repeats(List<Double> sizes, List<Long> uniqueTokens, List<Integer> epochs) {}

    /** An hour and a quarter on two cores. */
    static final Layout FULL =
            new Layout(
                    List.of(
                            new Tuning(
                                    List.of(13.5e3, 45e3, 115e3),
                                    List.of(200e3, 800e3),
                                    List.of(2, 4, 8),
                                    List.of(0.003, 0.006, 0.012, 0.024, 0.048)),
                            new Tuning(
                                    List.of(13.5e3, 45e3, 115e3),
                                    List.of(200e3, 800e3),
                                    List.of(1),
                                    List.of(0.0015, 0.003, 0.006, 0.012, 0.024)),
                            longer(List.of(13.5e3, 45e3), List.of(4, 8, 16), 0.006, 0.012, 0.024),
                            longer(List.of(13.5e3, 45e3), List.of(32), 0.012, 0.024, 0.048, 0.096),
                            longer(List.of(13.5e3, 45e3), List.of(8, 16), 0.048),
                            longer(List.of(13.5e3), List.of(8, 16), 0.096)),
                    List.of(8e10, 2.5e11, 8e11, 2.5e12),
                    8,
                    40,
                    2,
                    new Repeats(
                            List.of(20e3, 60e3),
                            List.of(1L << 16, 1L << 18),
                            List.of(1, 2, 4, 8, 16, 32)),
                    List.of(5e12, 1e13));

    /** A corner of it: three minutes. */
    static final Layout QUICK =
            new Layout(
                    List.of(),
                    List.of(8e10, 1.6e11, 3.2e11),
                    4,
                    30,
                    0,
                    new Repeats(List.of(20e3), List.of(1L << 15), List.of(1, 4, 16)),
                    List.of(6e11));

    /** The tuning runs. */
    List<TransformerJob> tuning(int vocabulary) {
        return tuning.stream().flatMap(block -> block.jobs(vocabulary)).toList();
    }

    /** What one budget of a sweep trains, and what it leaves out. */
    record Rung(double budget, List<TransformerJob> jobs, List<String> leftOut) {}

    /** The budgets of the sweep, smallest first. */
    List<Rung> sweep(TunedRates rates, int vocabulary, long text) {
        return budgets.stream().map(budget -> rung(budget, rates, vocabulary, text)).toList();
    }

    private Rung rung(double budget, TunedRates rates, int vocabulary, long text) {
        List<TransformerJob> jobs = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Transformer shape : shapes(budget, vocabulary, leftOut)) {
            double tokens = tokens(shape, budget);
            if (tokens > text) {
                leftOut.add(
                        String.format(
                                Locale.ROOT,
                                "%s parameters at %s FLOP need %s tokens, the text has %s",
                                shape.parameters(COUNT),
                                Digits.three(budget),
                                Digits.three(tokens),
                                Digits.three((double) text)));
            } else {
                jobs.add(rates.job(shape, tokens));
            }
        }

        // Second seeds: the middle and what lies above it, where the curve is flattest.
        int middle = jobs.size() / 2;
        for (int i = middle; i < Math.min(jobs.size(), middle + seeds); i++) {
            jobs.add(jobs.get(i).withSeed(2));
        }
        return new Rung(budget, List.copyOf(jobs), List.copyOf(leftOut));
    }

    /** The shapes of a budget, each once; a size that no shape comes near is left out by name. */
    private Set<Transformer> shapes(double budget, int vocabulary, List<String> leftOut) {
        IsoFlopSweep sweep =
                IsoFlopSweep.aroundRatio(ratio, List.of(Compute.flops(budget)), sizes, REACH);
        Set<Transformer> shapes = new LinkedHashSet<>();
        for (Recipe recipe : sweep.recipes()) {
            try {
                shapes.add(shape(recipe.model().parameters(), vocabulary));
            } catch (IllegalArgumentException none) {
                leftOut.add(String.valueOf(none.getMessage()));
            }
        }
        return shapes;
    }

    /** The runs over repeated text. */
    List<TransformerJob> epochs(TunedRates rates, int vocabulary) {
        List<TransformerJob> jobs = new ArrayList<>();
        for (double size : repeats.sizes) {
            for (long unique : repeats.uniqueTokens) {
                for (int epochs : repeats.epochs) {
                    TransformerJob job =
                            rates.job(shape(size, vocabulary), (double) unique * epochs);
                    jobs.add(job.withUniqueTokens(unique));
                }
            }
        }
        return jobs;
    }

    /** One run of each withheld budget, of the size that a law finds best for it. */
    List<TransformerJob> withheld(TunedRates rates, int vocabulary, LossLaw law) {
        return withheld.stream()
                .map(
                        budget -> {
                            Transformer best =
                                    FAMILY.stream()
                                            .map(width -> ofWidth(width, vocabulary))
                                            .min(
                                                    Comparator.comparingDouble(
                                                            shape -> loss(law, shape, budget)))
                                            .orElseThrow();
                            return rates.job(best, tokens(best, budget));
                        })
                .toList();
    }

    private static double loss(LossLaw law, Transformer shape, double budget) {
        double size = shape.parameters(Counting.WITHOUT_INPUT_EMBEDDING).parameters();
        return law.loss(Recipe.of(size, tokens(shape, budget)));
    }

    /** The nearest of the family of two layers. */
    private static Transformer shape(double size, int vocabulary) {
        Transformer near =
                FAMILY.stream()
                        .map(width -> ofWidth(width, vocabulary))
                        .min(Comparator.comparingDouble(shape -> distance(shape, size)))
                        .orElseThrow();
        if (distance(near, size) > Math.log(NEAR)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "no shape comes within a factor of %s of %s parameters; the nearest has %s",
                            NEAR,
                            Digits.three(size),
                            near.parameters(COUNT)));
        }
        return near;
    }

    private static double distance(Transformer shape, double size) {
        return Math.abs(Math.log(shape.parameters(COUNT).parameters() / size));
    }

    private static Transformer ofWidth(int width, int vocabulary) {
        int head = width % WIDE_HEAD == 0 ? WIDE_HEAD : WIDE_HEAD / 2;
        return Transformer.dense(LAYERS, width, width / head, vocabulary, CONTEXT);
    }

    private static double tokens(Transformer shape, double budget) {
        return budget / FlopRule.matricesAndHead().training(shape, Tokens.of(1)).flops();
    }
}
