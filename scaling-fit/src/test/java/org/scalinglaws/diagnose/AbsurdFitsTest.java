package org.scalinglaws.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.CsvFormat;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.testing.SharedData;
import org.scalinglaws.uncertainty.Covariance;
import org.scalinglaws.uncertainty.Intervals;

/** A fit to few runs that prints what cannot be says so in a warning. */
class AbsurdFitsTest {
    private static final double LEVEL = 0.95;

    /** How many fits there were, how many absurd, and which of these nothing warns of. */
    private record Tally(int fits, int absurd, List<String> silent) {}

    /** What is absurd in a printed fit, told without the checks. */
    private static Optional<String> absurdity(Fit<ChinchillaLaw> fit) {
        Covariance<ChinchillaLaw> covariance = Covariance.of(fit);
        ChinchillaLaw law = fit.law();
        double[] numbers = {law.e(), law.alpha(), law.beta()};
        String[] names = {"E", "alpha", "beta"};
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            double error = covariance.standardErrors().getOrDefault(name, Double.NaN);
            if (error > numbers[i] || (i > 0 && numbers[i] > 2.5)) {
                return Optional.of(name + " = " + numbers[i] + " +- " + error);
            }
            Optional<Interval> range =
                    Intervals.existing(() -> covariance.parameterInterval(LEVEL, name));
            if (range.filter(there -> there.lower() < 0).isPresent()) {
                return Optional.of(name + " within " + range.get());
            }
        }
        double share = law.beta() / (law.alpha() + law.beta());
        return share >= 0.15 && share <= 0.85 ? Optional.empty() : Optional.of("a = " + share);
    }

    private static boolean warns(Fit<?> fit) {
        return Checks.inspect(fit).stream()
                .anyMatch(finding -> finding.severity().compareTo(Severity.WARNING) >= 0);
    }

    /** Fits to rows drawn without return, 8 to 30 of them. */
    private static Tally tally(Dataset runs, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int fits = 0;
        int absurd = 0;
        List<String> silent = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            int size = Math.min(runs.size(), random.nextInt(8, 31));
            boolean[] kept = new boolean[runs.size()];
            for (int left = size; left > 0; ) {
                int row = random.nextInt(runs.size());
                left -= kept[row] ? 0 : 1;
                kept[row] = true;
            }
            try {
                Fit<ChinchillaLaw> fit =
                        Fitter.of(ChinchillaLaw.FAMILY).fit(runs.whereRow(row -> kept[row]));
                fits++;
                Optional<String> why = absurdity(fit);
                absurd += why.isPresent() ? 1 : 0;
                if (why.isPresent() && !warns(fit)) {
                    silent.add(size + " runs: " + why.get());
                }
            } catch (NoFitException refused) {
                // No law: nothing absurd is printed.
            }
        }
        return new Tally(fits, absurd, silent);
    }

    @Test
    void fewNoisyRunsOfASweepWarnOfWhatTheyDoNotDetermine() {
        Dataset runs =
                GalleryRuns.noisy(
                        GalleryRuns.sweep(GalleryRuns.TRUTH, 8, 4, 1, 1e19, 1e20, 1e21),
                        run -> 0.02,
                        7);
        Tally tally = tally(runs, 12, 11);
        assertThat(tally.absurd()).as("there is something to warn of").isGreaterThan(3);
        assertThat(tally.silent()).isEmpty();
    }

    private static List<Dataset> sweeps() {
        List<Dataset> porian = List.of(Dataset.readCsv(SharedData.file("porian_isoflop.csv")));
        for (String column :
                List.of("dataset", "hparams", "warmup", "decay", "param_count", "eval")) {
            porian =
                    porian.stream()
                            .flatMap(runs -> runs.groupBy(column).values().stream())
                            .toList();
        }
        List<Dataset> all = new ArrayList<>();
        all.add(SharedData.runs("chinchilla_epoch", "240"));
        all.add(SharedData.runs("isoflop_llama3", "all"));
        all.add(SharedData.runs("isoflop_chinchilla_epoch", "all"));
        Dataset gadre =
                Dataset.readCsv(
                        SharedData.file("gadre_overtraining.csv"),
                        CsvFormat.DEFAULT.withIgnored("flops"));
        all.addAll(gadre.groupBy("dataset").values());
        all.addAll(porian.stream().filter(runs -> runs.size() >= 30).toList());
        return all;
    }

    /** The upper end of Clopper and Pearson's 95 % for a share: 3 over the number where none is seen. */
    private static double mostOf(int seen, int of) {
        return new BetaDistribution(null, seen + 1.0, of - seen)
                .inverseCumulativeProbability(LEVEL);
    }

    /** The rate of silence over measured sweeps, which are no part of the project. */
    @Tag("slow")
    @Test
    void atMostTwoOfAHundredAbsurdFitsToMeasuredRunsAreSilent() {
        List<Dataset> sweeps = sweeps();
        List<String> silent = new ArrayList<>();
        int absurd = 0;
        int fits = 0;
        for (int i : IntStream.range(0, sweeps.size()).toArray()) {
            Tally tally = tally(sweeps.get(i), Integer.getInteger("study.draws", 20), 100 + i);
            absurd += tally.absurd();
            fits += tally.fits();
            silent.addAll(tally.silent());
        }
        String rate =
                String.format(
                        "%d fits, %d absurd, %d of these silent: %s",
                        fits, absurd, silent.size(), silent);
        System.out.println(rate);
        assertThat(absurd).as(rate).isGreaterThan(150);
        assertThat(mostOf(silent.size(), absurd)).as(rate).isLessThanOrEqualTo(0.02);
    }
}
