package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.ScalingException;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.recipe.Scope;

/** What chosen candidates are expected to tell, and what should be known of it. */
@SuppressWarnings("ArrayRecordComponent")
record Expected<L extends LossLaw>(
        Linearised<L> linearised, List<Recipe> candidates, double[] prices, @Nullable Scope scope) {
    /** How much further the target may move one standard error away than along its slope. */
    private static final double BENT = 0.2;

    ChosenRuns ofTarget(
            int[] chosen,
            ToDoubleFunction<? super L> target,
            double[] gradient,
            List<Finding> first) {
        double[] after = linearised.information(chosen);
        double error = linearised.error(after, gradient);

        List<Finding> findings = new ArrayList<>(first);
        if (Double.isInfinite(error)) {
            findings.add(
                    Finding.warning(
                            CheckName.SINGULAR, "these runs do not determine the target at all"));
        } else {
            if (!linearised.determinesAll(after)) {
                findings.add(
                        Finding.note(
                                CheckName.SINGULAR,
                                "these runs determine the target, but not every parameter"));
            }
            bend(after, gradient, target, error).ifPresent(findings::add);
        }

        return result(
                chosen,
                "standard error of the target",
                linearised.error(linearised.information(), gradient),
                error,
                findings);
    }

    ChosenRuns ofAll(int[] chosen) {
        double[] after = linearised.information(chosen);
        List<Finding> findings =
                linearised.determinesAll(after)
                        ? List.of()
                        : List.of(
                                Finding.warning(
                                        CheckName.SINGULAR,
                                        "these runs do not determine every parameter; more or other"
                                                + " candidates are needed"));

        return result(
                chosen,
                "joint error of all parameters",
                linearised.jointError(linearised.information()),
                linearised.jointError(after),
                findings);
    }

    /** Says when the target does not follow its slope as far as its error reaches. */
    private Optional<Finding> bend(
            double[] information,
            double[] gradient,
            ToDoubleFunction<? super L> target,
            double error) {
        if (!(error > 0)) {
            return Optional.empty();
        }

        String moves;
        try {
            double centre = target.applyAsDouble(linearised.aside(information, gradient, 0));
            double up = target.applyAsDouble(linearised.aside(information, gradient, 1)) - centre;
            double down =
                    centre - target.applyAsDouble(linearised.aside(information, gradient, -1));

            double worst = Math.max(Math.abs(up / error - 1), Math.abs(down / error - 1));
            if (worst <= BENT) {
                return Optional.empty();
            }
            moves =
                    String.format(
                            "the target moves by %s up and %s down",
                            Digits.cell(up), Digits.cell(down));
        } catch (IllegalArgumentException | ScalingException none) {
            moves = "there is no law or no target";
        }

        return Optional.of(
                Finding.warning(
                        CheckName.LINEARISATION,
                        String.format(
                                "one standard error of %s away %s: the error is a rough one",
                                Digits.cell(error), moves)));
    }

    private ChosenRuns result(
            int[] chosen, String measure, double before, double after, List<Finding> first) {
        List<Recipe> runs = Arrays.stream(chosen).mapToObj(candidates::get).toList();
        List<Finding> findings = new ArrayList<>(first);
        outside(runs).ifPresent(findings::add);
        double price = Arrays.stream(chosen).mapToDouble(row -> prices[row]).sum();
        return new ChosenRuns(runs, price, measure, before, after, findings);
    }

    private Optional<Finding> outside(List<Recipe> runs) {
        if (scope == null) {
            return Optional.empty();
        }

        List<List<Finding>> each = runs.stream().map(scope::findings).toList();
        long out = each.stream().filter(some -> !some.isEmpty()).count();

        return each.stream()
                .flatMap(List::stream)
                .max(Comparator.comparing(Finding::severity))
                .map(
                        worst ->
                                worst.withMessage(
                                        String.format(
                                                "%d of %d runs lie outside the fitted range: %s",
                                                out, runs.size(), worst.message())));
    }
}
