package org.scalinglaws.report;

import java.util.List;
import java.util.Optional;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.json.JsonValue.JsonArray;
import org.scalinglaws.json.JsonValue.JsonNull;
import org.scalinglaws.json.JsonValue.JsonObject;
import org.scalinglaws.json.JsonValue.Member;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Interval;

/** A fit as JSON with how far off each of its numbers could be; {@code Fit.json()} reads it. */
final class FitDocument {
    private FitDocument() {}

    static <L extends LossLaw> JsonObject of(Fit<L> fit, Errors<L> errors, double level) {
        JsonMembers standard = new JsonMembers();
        JsonMembers intervals = new JsonMembers();
        List<Parameter> parameters = fit.problem().family().parameters();
        for (int place = 0; place < parameters.size(); place++) {
            String name = parameters.get(place).name();
            standard.with(name, finite(errors.ofParameter(place)));
            intervals.with(name, ends(interval(fit, errors, level, place)));
        }
        fit.problem()
                .family()
                .derived()
                .forEach(
                        (name, number) ->
                                intervals.with(name, ends(errors.interval(level, number))));
        JsonMembers doubt =
                new JsonMembers()
                        .with("level", level)
                        .with("method", errors.method())
                        .with("parameters", intervals.object());

        // Before the runs, which are long.
        JsonMembers document = new JsonMembers();
        for (Member member : ((JsonObject) Fit.json().write(fit)).members()) {
            if (member.name().equals("search")) {
                document.with("standardErrors", standard.object());
                document.with("intervals", doubt.object());
            }
            document.with(member.name(), member.value());
        }
        return document.object();
    }

    /** What is fixed is known. */
    private static <L extends LossLaw> Optional<Interval> interval(
            Fit<L> fit, Errors<L> errors, double level, int place) {
        double value = fit.problem().family().values(fit.law())[place];
        return fit.problem().coordinates().place(place) < 0
                ? Optional.of(new Interval(value, value))
                : errors.parameterInterval(level, place);
    }

    private static JsonValue finite(double number) {
        return Double.isFinite(number) ? JsonMembers.number(number) : new JsonNull();
    }

    private static JsonValue ends(Optional<Interval> interval) {
        return new JsonArray(
                List.of(
                        finite(interval.map(Interval::lower).orElse(Double.NaN)),
                        finite(interval.map(Interval::upper).orElse(Double.NaN))));
    }
}
