package org.scalinglaws.diagnose;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Require;

/** The checks of this library. */
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
     * @param fit the fit to look at
     * @return what a reader should know, the most serious first
     */
    public static List<Finding> inspect(Fit<?> fit) {
        requireNonNull(fit, "fit");
        return inspect(fit, List.of());
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
        List<Check<? super Fit<L>>> checks = new ArrayList<>(ALL);
        checks.addAll(own);
        List<Finding> findings = new ArrayList<>(Check.all(checks, fit));

        // What a fitter's own checks said, the fit carries along.
        fit.caveats().stream()
                .filter(caveat -> CheckName.find(caveat.check()).isEmpty())
                .filter(caveat -> !findings.contains(caveat))
                .forEach(findings::add);
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return List.copyOf(findings);
    }
}
