package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.RandomSweep;
import org.scalinglaws.uncertainty.Covariance;

/** What may not matter to a fit, with noise of 1 % and without. */
class InvarianceTest {
    private static final int TRIES = 10;

    private static Dataset runs(long seed, boolean noisy) {
        return RandomSweep.drawWide(new SplittableRandom(seed)).runs(noisy ? 0.01 : 0, seed);
    }

    private static Fit<ChinchillaLaw> fit(Iterable<Run> runs) {
        List<Run> list = new ArrayList<>();
        runs.forEach(list::add);
        return Fitter.of(ChinchillaLaw.FAMILY).fit(Dataset.of(list));
    }

    private static Run weighing(Run run, double weight) {
        return new Run(run.recipe(), run.loss(), weight);
    }

    private static void assertSame(ChinchillaLaw expected, ChinchillaLaw got, double tolerance) {
        double[] wanted = ChinchillaLaw.FAMILY.values(expected);
        double[] values = ChinchillaLaw.FAMILY.values(got);
        for (int j = 0; j < values.length; j++) {
            double size = Math.max(1, wanted[j]);
            assertThat(values[j]).isCloseTo(wanted[j], within(tolerance * size));
        }
    }

    /** An error on a bound is NaN on both sides. */
    private static void assertSame(double expected, double got) {
        double share = Double.isNaN(expected) ? 1 : 1e-8 * expected;
        assertThat(Double.isNaN(got)).isEqualTo(Double.isNaN(expected));
        assertThat(Double.isNaN(got) ? 0 : got - expected).isCloseTo(0, within(share));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void countingParametersInAnotherUnitMovesOnlyTheirCoefficient(
            @ForAll long seed,
            @ForAll boolean noisy,
            @ForAll @DoubleRange(min = -12, max = 12) double log10Unit) {
        Dataset runs = runs(seed, noisy);
        double unit = Math.pow(10, log10Unit);
        List<Run> scaled = new ArrayList<>();
        for (Run run : runs) {
            double n = run.recipe().value(Factor.PARAMETERS) * unit;
            scaled.add(Run.of(run.recipe().with(Factor.PARAMETERS, n), run.loss()));
        }
        ChinchillaLaw law = fit(runs).law();
        ChinchillaLaw other = fit(scaled).law();
        double a = other.a() * Math.pow(unit, -other.alpha());
        assertSame(
                law, new ChinchillaLaw(other.e(), a, other.alpha(), other.b(), other.beta()), 1e-9);
        for (int row = 0; row < scaled.size(); row++) {
            double loss = law.loss(runs.run(row).recipe());
            assertThat(other.loss(scaled.get(row).recipe())).isCloseTo(loss, within(1e-9 * loss));
        }
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void theOrderOfRunsDoesNotMatter(@ForAll long seed, @ForAll boolean noisy) {
        Dataset runs = runs(seed, noisy);
        List<Run> shuffled = new ArrayList<>();
        runs.forEach(shuffled::add);
        Collections.shuffle(shuffled, new Random(seed));
        assertSame(fit(runs).law(), fit(shuffled).law(), 1e-10);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aRunInTwoHalvesIsTheRun(@ForAll long seed, @ForAll boolean noisy) {
        Dataset runs = runs(seed, noisy);
        List<Run> split = new ArrayList<>();
        for (Run run : runs) {
            split.add(weighing(run, 0.5));
            split.add(weighing(run, 0.5));
        }
        assertSame(fit(runs).law(), fit(split).law(), 1e-10);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aWeightOfTwoIsTheRunTwiceInEstimatesAndErrors(@ForAll long seed) {
        List<Run> weighted = new ArrayList<>();
        List<Run> twice = new ArrayList<>();
        for (Run run : runs(seed, true)) {
            boolean heavy = twice.size() % 3 == 0;
            weighted.add(weighing(run, heavy ? 2 : 1));
            twice.add(run);
            if (heavy) {
                twice.add(run);
            }
        }
        Fit<ChinchillaLaw> one = fit(weighted);
        Fit<ChinchillaLaw> other = fit(twice);
        assertSame(one.law(), other.law(), 1e-10);
        assertThat(one.objective()).isCloseTo(other.objective(), within(1e-12 * one.objective()));
        Map<String, Double> errors = Covariance.sandwich(other).standardErrors();
        Covariance.sandwich(one)
                .standardErrors()
                .forEach((name, error) -> assertSame(error, errors.get(name)));
    }

    /** Sweeps whose floor is a small share of the loss: a step below zero must not bend its error. */
    @Example
    void aFloorNearZeroKeepsItsError() {
        aWeightOfTwoIsTheRunTwiceInEstimatesAndErrors(-8148050583115611720L);
        aWeightOfTwoIsTheRunTwiceInEstimatesAndErrors(3060082833979217063L);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void lossInBitsScalesTheCoefficientsAndLeavesTheExponents(
            @ForAll long seed, @ForAll boolean noisy) {
        Dataset nats = runs(seed, noisy);
        Dataset bits = RandomSweep.withLoss(nats, run -> run.loss().bits());
        ChinchillaLaw law = fit(bits).law();
        double bit = Loss.bits(1).nats();
        assertSame(
                fit(nats).law(),
                new ChinchillaLaw(
                        law.e() * bit, law.a() * bit, law.alpha(), law.b() * bit, law.beta()),
                1e-10);
    }
}
