package org.scalinglaws.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Which runs a study is made of.
 *
 * @param text words of text, training and held out
 * @param shapes the sizes of the grid
 * @param lengths the token counts of the grid
 * @param rates learning rates that each size tries
 * @param trial how long a trial of a learning rate is
 * @param larger what is trained beyond the grid
 * @param cheap grid points of at most so many parameters times tokens have three seeds
 * @param uniqueTokens a run sees at most so many distinct tokens, again and again: whole batches
 */
record Design(
        int text,
        List<Shape> shapes,
        List<Length> lengths,
        List<Double> rates,
        Length trial,
        List<Larger> larger,
        double cheap,
        int uniqueTokens) {
    private static final int TEXT = 6_700_000;
    private static final int WORDS = 64;
    private static final int SEEDS = 3;
    private static final List<Length> LENGTHS =
            List.of(
                    new Length(30_000, 8),
                    new Length(75_000, 12),
                    new Length(192_000, 20),
                    new Length(480_000, 32),
                    new Length(1_200_000, 50),
                    new Length(3_000_000, 80));
    private static final List<Shape> SHAPES =
            List.of(
                    new Shape(WORDS, 5, 3, 1),
                    new Shape(WORDS, 8, 10, 1),
                    new Shape(WORDS, 16, 26, 1),
                    new Shape(WORDS, 24, 62, 1),
                    new Shape(WORDS, 48, 130, 1),
                    new Shape(WORDS, 80, 250, 1));

    /** Two decades of sizes and of tokens, and two larger runs. */
    static final Design FULL =
            new Design(
                    TEXT,
                    SHAPES,
                    LENGTHS,
                    DoubleStream.of(0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032)
                            .boxed()
                            .toList(),
                    LENGTHS.get(2),
                    List.of(
                            new Larger(SHAPES.get(5), new Length(6_000_000, 120)),
                            new Larger(new Shape(WORDS, 128, 450, 1), LENGTHS.get(5))),
                    5e9,
                    Integer.MAX_VALUE);

    /** The same on the cheapest corner. */
    static final Design QUICK =
            new Design(
                    TEXT,
                    SHAPES.subList(0, 4),
                    LENGTHS.subList(0, 3),
                    List.of(0.008, 0.016, 0.032),
                    LENGTHS.get(0),
                    List.of(new Larger(SHAPES.get(3), LENGTHS.get(3))),
                    3e8,
                    Integer.MAX_VALUE);

    /** So many tokens, taken so many at a time. */
    record Length(int tokens, int batch) {}

    /** A run beyond the grid. */
    record Larger(Shape shape, Length length) {}

    Design {
        shapes = List.copyOf(shapes);
        lengths = List.copyOf(lengths);
        rates = List.copyOf(rates);
        larger = List.copyOf(larger);
        int batch =
                Stream.of(lengths.stream(), larger.stream().map(Larger::length), Stream.of(trial))
                        .flatMap(all -> all)
                        .mapToInt(Length::batch)
                        .max()
                        .orElseThrow();
        if (uniqueTokens < batch) {
            throw new IllegalArgumentException(
                    "unique tokens must be at least " + batch + ", got " + uniqueTokens);
        }
    }

    Design withUniqueTokens(int most) {
        return new Design(text, shapes, lengths, rates, trial, larger, cheap, most);
    }

    /** Every size with every learning rate. */
    List<Job> trials() {
        List<Job> jobs = new ArrayList<>();
        for (Shape shape : shapes) {
            rates.forEach(rate -> jobs.add(job(Job.Role.TRIAL, shape, trial, rate, 1)));
        }
        return jobs;
    }

    /** The grid and what is larger, each at the rate that its size took from the trials. */
    List<Job> runs(Rates chosen) {
        List<Job> jobs = new ArrayList<>();
        for (Shape shape : shapes) {
            for (Length length : lengths) {
                boolean again = (double) shape.parameters() * length.tokens <= cheap;
                for (int seed = 1; seed <= (again ? SEEDS : 1); seed++) {
                    jobs.add(job(Job.Role.GRID, shape, length, chosen.at(shape), seed));
                }
            }
        }
        for (Larger one : larger) {
            double rate = chosen.at(one.shape);
            jobs.add(job(Job.Role.WITHHELD, one.shape, one.length, rate, 1));
        }
        return jobs;
    }

    private Job job(Job.Role role, Shape shape, Length length, double rate, long seed) {
        int unique = Math.min(length.tokens, uniqueTokens);
        int whole = unique - unique % length.batch;
        return new Job(role, shape, length.tokens, whole, length.batch, rate, seed);
    }
}
