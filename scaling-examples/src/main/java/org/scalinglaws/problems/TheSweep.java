package org.scalinglaws.problems;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.simulate.SimulatedRuns;
import org.scalinglaws.uncertainty.Intervals;

/**
 * An IsoFLOP sweep whose truth is known: ten sizes at each of four budgets, drawn from a published law
 * with normal noise of ln loss of 0.5 %. Many problems ask something of it.
 */
final class TheSweep {
    static final ChinchillaLaw TRUTH = PublishedLaws.BESIROGLU_2024.law();

    /** Ten times the largest budget. */
    static final Compute TARGET = Compute.flops(1e22);

    /** Of every interval that is printed. */
    static final double LEVEL = 0.95;

    private static final String ROW = "%-16s %10s %10s %10s %10s%n";

    private TheSweep() {}

    /** The sweep as it would come out with other noise. */
    static Dataset runs(long seed) {
        List<Compute> budgets = Compute.budgets(1e18, 1e19, 1e20, 1e21);
        return SimulatedRuns.isoFlop(TRUTH, budgets, 10, 8)
                .withNoise(0.005)
                .withSeed(seed)
                .dataset();
    }

    static Dataset runs() {
        return runs(42);
    }

    /** Least squares of ln loss, which suits the noise. */
    static Fitter<ChinchillaLaw> fitter() {
        return Fitter.of(ChinchillaLaw.FAMILY).withObjective(Objective.logSquares());
    }

    static Fit<ChinchillaLaw> fit() {
        return fitter().fit(runs());
    }

    /** What a law would train with the target budget. */
    static Plan plan(ChinchillaLaw law) {
        return ComputeOptimal.of(law).plan(TARGET);
    }

    /** N* at the target budget. */
    static double size(ChinchillaLaw law) {
        return plan(law).model().parameters();
    }

    /**
     * How far off could alpha and N* be? Prints what a method answers, beside the truth, and what it
     * assumes.
     */
    static void ask(
            String method,
            Function<Fit<ChinchillaLaw>, Intervals<ChinchillaLaw>> intervalsOf,
            String assumption) {
        Fit<ChinchillaLaw> fit = fit();
        Intervals<ChinchillaLaw> intervals = intervalsOf.apply(fit);
        System.out.println(method);
        System.out.printf(Locale.ROOT, ROW, "", "estimate", "95 % from", "to", "truth");
        row("alpha", fit.law(), intervals, ChinchillaLaw::alpha);
        row("N* at 1e22 FLOP", fit.law(), intervals, TheSweep::size);
        System.out.print("\n" + assumption);
    }

    private static void row(
            String what,
            ChinchillaLaw estimate,
            Intervals<ChinchillaLaw> intervals,
            ToDoubleFunction<ChinchillaLaw> number) {
        Interval interval = intervals.interval(LEVEL, number);
        System.out.printf(
                Locale.ROOT,
                ROW,
                what,
                Digits.three(number.applyAsDouble(estimate)),
                Digits.three(interval.lower()),
                Digits.three(interval.upper()),
                Digits.three(number.applyAsDouble(TRUTH)));
    }
}
