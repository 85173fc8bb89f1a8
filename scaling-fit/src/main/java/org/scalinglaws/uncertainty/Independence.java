package org.scalinglaws.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.Scale;
import org.scalinglaws.problem.FitProblem;
import org.scalinglaws.problem.RowWeights;
import org.scalinglaws.quantity.Decimal;

/** What a method of intervals takes the runs for, where they are something else. */
final class Independence {
    private Independence() {}

    /** Rows of one training run err together: a method that does not know is too sure. */
    static Optional<Finding> ofRows(Dataset runs, String method) {
        return runs.trainingRuns()
                .map(column -> new Rows(column, runs.texts(column).stream().distinct().count()))
                .filter(rows -> rows.groups() > 1)
                .map(
                        rows ->
                                Finding.warning(
                                        CheckName.CHECKPOINTS,
                                        String.format(
                                                "%s takes %d rows for independent that are"
                                                        + " checkpoints of %d runs (column '%s'): its"
                                                        + " errors are too small; a cluster bootstrap"
                                                        + " by %s draws whole runs",
                                                method,
                                                runs.size(),
                                                rows.groups(),
                                                rows.column(),
                                                rows.column())));
    }

    /**
     * Are priors flat without end where the objective fits its scale? A coefficient whose term is as good as
     * gone changes the likelihood no more, however far its logarithm goes: the integral is infinite.
     */
    private static Optional<Finding> improper(String method, Fit<?> fit) {
        FitProblem<?> problem = fit.problem();
        List<String> open = new ArrayList<>();
        for (Parameter parameter : problem.family().parameters()) {
            boolean free =
                    problem.coordinates().place(problem.family().place(parameter.name())) >= 0
                            && !problem.restrictions().tied().containsKey(parameter.name());

            // The method names the parameters that have a prior of their own.
            boolean stated = method.contains(", " + parameter.name() + " ");
            if (free && !stated && parameter.scale() == Scale.LOG) {
                open.add(parameter.name());
            }
        }
        return open.isEmpty() || !problem.objective().fitsScale()
                ? Optional.empty()
                : Optional.of(
                        Finding.note(
                                CheckName.PRIORS,
                                String.format(
                                        "flat priors of ln %s and of the logarithm of the fitted scale"
                                                + " have no finite integral together: the draws are of"
                                                + " the part about the fit that the chains saw; state a"
                                                + " prior of %s",
                                        String.join(", ln ", open), String.join(", ", open))));
    }

    /** Whether whole groups are drawn: the method says so in words, also when it is read from a file. */
    static boolean isByGroups(String method) {
        return method.startsWith("cluster") || method.startsWith("jackknife by");
    }

    /** What the size of noise is read off: runs less free numbers; infinite where it is stated. */
    static double spareRuns(Fit<?> fit) {
        RowWeights weights = fit.problem().weights();
        double spare = weights.counted() - fit.problem().coordinates().dimension();
        if (!(spare > 0)) {
            throw new ScalingException(
                    String.format(
                            "%s runs leave none to spare for a joint test of a law of %d free numbers",
                            Decimal.format(weights.counted()),
                            fit.problem().coordinates().dimension()));
        }
        return weights.knownVariance().isPresent() ? Double.POSITIVE_INFINITY : spare;
    }

    /** The training runs that rows are checkpoints of. */
    private record Rows(String column, long groups) {}

    /** What laws made by a method, a posterior or not, take the runs of their fit for. */
    static List<Finding> of(String method, boolean isPosterior, Fit<?> fit) {
        List<Finding> findings = new ArrayList<>();

        if (!isByGroups(method)) {
            ofRows(fit.problem().runs(), method).ifPresent(findings::add);
        }

        if (isPosterior) {
            improper(method, fit).ifPresent(findings::add);
        }

        // A posterior and simulated noise take known deviations at their word; resampling cannot.
        boolean drawn = !isPosterior && !method.startsWith("parametric");
        if (drawn && fit.problem().weights().knownVariance().isPresent()) {
            findings.add(
                    Finding.note(
                            CheckName.WEIGHTS,
                            method
                                    + " reads the scatter off the runs: the known standard deviations"
                                    + " weigh the rows, but do not set these errors"));
        }
        return findings;
    }
}
