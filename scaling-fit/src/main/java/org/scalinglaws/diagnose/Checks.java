package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Require;

/**
 * The checks of this library.
 *
 * <pre>
 *   Checks.inspect(fit).forEach(System.out::println);
 * </pre>
 */
public final class Checks {
    private static final List<Check<Fit<?>>> ALL =
            List.of(
                    new Convergence(),
                    new OtherBasins(),
                    new Identifiability(),
                    new OnBound(),
                    new Pole(),
                    new WrongDirection(),
                    new Constant(),
                    new RisingResponse(),
                    new ComputeCount(),
                    new FormCaveat(),
                    new Units(),
                    new SwappedTerms(),
                    new Repetition().on(fit -> fit.problem().runs()),
                    new Weights(),
                    new Checkpoints(),
                    new Neighbours(),
                    new Outliers(),
                    new Excluded(),
                    new Smoothed(),
                    new LossSet(),
                    new Tokenizers(),
                    new SingleSeed(),
                    new Span(),
                    new Budgets(),
                    new Collinear(),
                    new Implausible(),
                    new BelowFloor(),
                    new OtherForm(),
                    new ResidualTrend(),
                    new LackOfFit(),
                    new UnequalNoise(),
                    new Groups(),
                    new ObjectiveMoves(),
                    new RoundedLosses(),
                    new CutShort(),
                    new WarmUp(),
                    new EmbeddingShare(),
                    new Twins(),
                    new ScaleBlind(),
                    new Asymmetric());

    /** Those that speak of the runs, whatever law they are fitted by. */
    private static final List<Check<Fit<?>>> OF_RUNS =
            List.of(
                    new WrongDirection(),
                    new Constant(),
                    new ComputeCount(),
                    new Units(),
                    new Repetition().on(fit -> fit.problem().runs()),
                    new Outliers());

    private Checks() {}

    /**
     * Every check.
     *
     * @return the checks, in the order they run
     */
    public static List<Check<Fit<?>>> all() {
        return ALL;
    }

    /**
     * Runs every check, and repeats what the own checks of its fitter said.
     *
     * @param fit the fit to look at; of one that is {@linkplain #checked checked} the checks are not
     *     run again
     * @return what a reader should know, the most serious first
     */
    public static List<Finding> inspect(Fit<?> fit) {
        requireNonNull(fit, "fit");
        if (fit.isChecked()) {
            return fit.caveats();
        }

        // What a fitter's own checks said, the fit carries along.
        Stream<Finding> own =
                fit.caveats().stream().filter(caveat -> CheckName.find(caveat.check()).isEmpty());
        return sorted(Stream.concat(Check.inOrder(ALL, fit).stream(), own));
    }

    /**
     * Runs every check, and your own.
     *
     * @param fit the fit to look at
     * @param own more checks
     * @param <L> the type of the law
     * @return what a reader should know, the most serious first
     */
    public static <L extends LossLaw> List<Finding> inspect(
            Fit<L> fit, List<? extends Check<? super Fit<L>>> own) {
        requireNonNull(fit, "fit");
        Require.noNull("own", own);
        return sorted(
                Stream.concat(inspect(fit).stream(), Check.<Fit<L>>inOrder(own, fit).stream()));
    }

    /**
     * Runs every check once for all: the fit carries what they say into plans and reports.
     *
     * @param fit the fit to look at
     * @param <L> the type of the law
     * @return the same fit with what the checks say of it
     */
    public static <L extends LossLaw> Fit<L> checked(Fit<L> fit) {
        requireNonNull(fit, "fit");
        return fit.isChecked() ? fit : fit.checked(inspect(fit));
    }

    /**
     * What speaks against the runs of a fit, whatever law is fitted to them: wrong units, rows or counts.
     *
     * @param fit any law of these runs
     * @return the findings, the most serious first
     */
    public static List<Finding> inspectRuns(Fit<?> fit) {
        return sorted(Check.inOrder(OF_RUNS, requireNonNull(fit, "fit")).stream());
    }

    private static List<Finding> sorted(Stream<Finding> findings) {
        return findings.distinct()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }
}
