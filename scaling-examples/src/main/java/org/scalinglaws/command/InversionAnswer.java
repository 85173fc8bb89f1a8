package org.scalinglaws.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.inverse.Inversion;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.plan.NoPlanException;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.LossUnit;
import org.scalinglaws.recipe.Factor;

/**
 * What the command {@code plan} answers to a target loss where the law reads one factor alone.
 *
 * @param inversion the law, read backwards
 * @param target the loss to reach
 * @param interval of the value, where the law comes from runs that determine it
 * @param level of the interval
 * @param unit in which people read the loss; JSON stays in nats
 */
record InversionAnswer(
        Inversion inversion,
        Loss target,
        Optional<Interval> interval,
        double level,
        LossUnit unit) {
    /** ln of the value by another law; NaN where it never has the loss. */
    static double logValue(LossLaw law, Factor factor, Loss target) {
        try {
            return Math.log(Inversion.of(law, factor).valueFor(target));
        } catch (NoPlanException never) {
            return Double.NaN;
        }
    }

    private double value() {
        return inversion.valueFor(target);
    }

    List<Finding> findings() {
        return inversion.findings(value());
    }

    String text() {
        String name = inversion.factor().name();
        String line =
                String.format(
                        "a loss of %s %s takes %s %s",
                        Digits.six(unit.of(target.nats())), unit, Digits.four(value()), name);
        return interval.map(
                        ends ->
                                String.format(
                                        "%s, %s interval %s to %s",
                                        line,
                                        Digits.level(level),
                                        Digits.four(ends.lower()),
                                        Digits.four(ends.upper())))
                .orElse(line);
    }

    /** The same for another form than text. */
    TextTable table() {
        return TextTable.of("  %s %s %s %s")
                .row(inversion.factor().name(), lossName(unit), Digits.level(level) + " from", "to")
                .row(
                        Digits.plain(value()),
                        Digits.plain(unit.of(target.nats())),
                        interval.map(ends -> Digits.plain(ends.lower())).orElse(""),
                        interval.map(ends -> Digits.plain(ends.upper())).orElse(""));
    }

    /** The name of a column of losses, which says any unit but nats. */
    static String lossName(LossUnit unit) {
        return unit.equals(LossUnit.NATS) ? "loss" : "loss (" + unit + ")";
    }

    Map<String, @Nullable Object> json() {
        String name = inversion.factor().name();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(name, Json.number(value()));
        json.put("loss", target.nats());
        interval.ifPresent(
                ends ->
                        json.put(
                                "intervals",
                                Map.of(
                                        name,
                                        Arrays.asList(
                                                Json.number(ends.lower()),
                                                Json.number(ends.upper())))));
        return json;
    }
}
