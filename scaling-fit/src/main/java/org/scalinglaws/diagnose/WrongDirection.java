package org.scalinglaws.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.Columns;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.problem.Response;
import org.scalinglaws.recipe.Factor;

/** Does the law say that more parameters, tokens or compute are worse? */
final class WrongDirection implements Check<Fit<?>> {
    private static final double MORE = 1.01;
    private static final double ROUNDING = 1e-12;

    /** So many rows are evaluated at once. */
    private static final int BLOCK = 2048;

    private static final List<Factor> SCALES =
            List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS);

    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        Response stated = fit.problem().response();
        Response way = stated.of(fit.problem().runs(), fit.problem().family().factors());
        if (way == Response.RISES && stated == Response.AS_SEEN) {
            return Optional.empty();
        }

        // Run by run, for a law may turn within its range.
        boolean rises = way == Response.RISES;
        int runs = fit.problem().runs().size();
        List<String> wrong = new ArrayList<>();
        double[] here = losses(fit, fit.problem().runs());
        for (Factor factor : read(fit)) {
            int growing = 0;
            for (double change : changes(fit, here, factor)) {
                growing += (rises ? -change : change) > 0 ? 1 : 0;
            }
            if (growing > 0) {
                wrong.add(String.format("with %s at %d of %d runs", factor.name(), growing, runs));
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.error(
                                CheckName.WRONG_DIRECTION,
                                fit.problem().runs().lossColumn()
                                        + (rises ? " falls " : " grows ")
                                        + String.join(" and ", wrong)
                                        + ": a law that extends this promises worse models for"
                                        + " more"));
    }

    /** The factors of scale that a law reads and of which its loss is the same for more, at each run. */
    static List<Factor> withoutEffect(Fit<?> fit) {
        double[] here = losses(fit, fit.problem().runs());
        return read(fit).stream()
                .filter(factor -> Arrays.stream(changes(fit, here, factor)).allMatch(x -> x == 0))
                .toList();
    }

    private static List<Factor> read(Fit<?> fit) {
        return SCALES.stream().filter(fit.problem().family().factors()::contains).toList();
    }

    /** How much the loss of each run grows with a little more of one factor; 0 where that is rounding. */
    private static <L extends LossLaw> double[] changes(Fit<L> fit, double[] here, Factor factor) {
        double[] changes = losses(fit, more(fit.problem().runs(), factor));
        for (int row = 0; row < changes.length; row++) {
            double change = changes[row] - here[row];
            changes[row] = Math.abs(change) > ROUNDING * Math.abs(here[row]) ? change : 0;
        }
        return changes;
    }

    /** What the law says of runs, block by block. */
    private static <L extends LossLaw> double[] losses(Fit<L> fit, Dataset runs) {
        LawFamily<L> family = fit.problem().family();
        Columns columns = family.columns(runs);
        double[] values = family.values(fit.law());
        double[] losses = new double[runs.size()];
        for (int from = 0; from < losses.length; from += BLOCK) {
            int to = Math.min(losses.length, from + BLOCK);
            double[] some = new double[to - from];
            family.evaluator(columns.rows(from, to)).predict(values, some);
            System.arraycopy(some, 0, losses, from, some.length);
        }
        return losses;
    }

    /** More of one factor, the others held. Compute that is stated grows with N and D, as 6ND does. */
    private static Dataset more(Dataset runs, Factor factor) {
        Dataset more = runs.with(factor, times(runs.column(factor)));
        boolean costs = !factor.equals(Factor.FLOPS) && runs.factors().contains(Factor.FLOPS);
        return costs ? more.with(Factor.FLOPS, times(runs.column(Factor.FLOPS))) : more;
    }

    private static double[] times(double[] column) {
        return Arrays.stream(column).map(value -> MORE * value).toArray();
    }
}
