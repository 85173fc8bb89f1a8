package org.scalinglaws.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Digits;

/** What a reader of a tuning fit should know. */
final class TuningChecks {
    private static final double SIGNIFICANT = 0.01;
    private static final double TOGETHER = 0.95;

    private final TuningFit fit;
    private final TuningGroups groups;

    TuningChecks(TuningFit fit, TuningGroups groups) {
        this.fit = fit;
        this.groups = groups;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<TunedGroup> used = fit.groups().stream().filter(TunedGroup::isUsed).toList();
        if (used.isEmpty()) {
            findings.add(
                    Finding.error(
                            CheckName.NO_ANSWER,
                            "no size and length has an optimum: every one is left out"));
        }
        leftOut(findings);
        if (!used.isEmpty() && !(groups.spare() > 0)) {
            findings.add(
                    Finding.warning(
                            CheckName.WEAK_CURVATURE,
                            "no size and length has a run more than its curve has numbers, so that"
                                    + " no optimum has an error; try four rates or more"));
        } else {
            open(used, findings);
        }

        notParabolas().ifPresent(findings::add);
        unequal(findings);
        fit.rate().ifPresent(law -> of(law, "rates", findings));
        fit.batch().ifPresent(law -> of(law, "batches", findings));
        together(used).ifPresent(findings::add);
        return List.copyOf(findings);
    }

    private void leftOut(List<Finding> findings) {
        for (TuningGroups.Measured each : groups.all()) {
            String name = groups.told(each).name();
            if (!each.isUsed()) {
                findings.add(
                        Finding.warning(
                                CheckName.GROUP_LEFT_OUT,
                                name + " are left out: " + each.refusal()));
            }
            if (!each.aside().isEmpty()) {
                findings.add(
                        Finding.note(
                                CheckName.GROUP_LEFT_OUT,
                                name
                                        + ": of two batches that of the least loss is taken, and the"
                                        + " runs of batch "
                                        + each.aside()
                                        + " are left out"));
            }
        }
    }

    private static void open(List<TunedGroup> used, List<Finding> findings) {
        for (TunedGroup group : used) {
            boolean isOpen =
                    group.rate().filter(TunedOptimum::isOpen).isPresent()
                            || group.batch().filter(TunedOptimum::isOpen).isPresent();
            if (isOpen) {
                findings.add(
                        Finding.warning(
                                CheckName.WEAK_CURVATURE,
                                group.name()
                                        + ": the curvature could be nothing, and the best setting"
                                        + " anywhere; try a wider range"));
            }
        }
    }

    private Optional<Finding> notParabolas() {
        return groups.cube()
                .map(
                        test ->
                                Finding.note(
                                        CheckName.NOT_A_PARABOLA,
                                        "ln loss rises faster on one side of the best rate than on the"
                                                + " other ("
                                                + test
                                                + "): all curves share a cube of ln rate"));
    }

    /** A group that scatters more than the others together, at one chance in a hundred for all. */
    private void unequal(List<Finding> findings) {
        double squares = groups.variance() * groups.spare();
        int count = groups.used().size();
        for (TuningGroups.Measured each : groups.used()) {
            double own = each.curve().degreesOfFreedom();
            double others = groups.spare() - own;
            double rest = squares - each.curve().squares();
            if (own > 0 && others > 0 && rest > 0) {
                double ratio = each.curve().squares() / own / (rest / others);
                double above =
                        1 - new FDistribution(null, own, others).cumulativeProbability(ratio);
                if (above * count < SIGNIFICANT) {
                    findings.add(
                            Finding.warning(
                                    CheckName.UNEQUAL_NOISE,
                                    groups.told(each).name()
                                            + " scatter "
                                            + Digits.two(Math.sqrt(ratio))
                                            + " times as much about their curve as the others: the"
                                            + " intervals take one noise for all"));
                }
            }
        }
    }

    private void of(TuningLaw law, String what, List<Finding> findings) {
        OptimaLine line = law.line();
        if (!(groups.spare() > 0 && line.spare() > 0)) {
            return;
        }
        double ratio = line.misfit() / line.spare();
        double above =
                1
                        - new FDistribution(null, line.spare(), groups.spare())
                                .cumulativeProbability(ratio);
        if (above < SIGNIFICANT && law.scatter() > 0) {
            findings.add(
                    Finding.warning(
                            CheckName.LACK_OF_FIT,
                            "the best "
                                    + what
                                    + " scatter about their law by a factor of "
                                    + Digits.three(Math.exp(law.scatter()))
                                    + " beyond their errors, which its intervals have in them"));
        }
    }

    private Optional<Finding> together(List<TunedGroup> used) {
        boolean isBoth = fit.rate().filter(law -> law.factors().size() == 2).isPresent();
        double correlation = isBoth ? LawOrReason.correlation(used) : 0;
        return Math.abs(correlation) > TOGETHER
                ? Optional.of(
                        Finding.warning(
                                CheckName.COLLINEAR,
                                "sizes and lengths go together, with a correlation of "
                                        + Digits.three(correlation)
                                        + ": their exponents are told apart badly"))
                : Optional.empty();
    }
}
