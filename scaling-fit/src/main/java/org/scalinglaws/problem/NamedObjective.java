package org.scalinglaws.problem;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Spelling;

/** The register of the objectives that have a name, one line each. */
record NamedObjective(String id, boolean takesDelta, DoubleFunction<Objective> make) {
    private static final String DELTA = ":DELTA";
    private static final double USUAL_DELTA = 1e-3;

    private static final List<NamedObjective> ALL =
            List.of(
                    withDelta("log-huber", Objective::logHuber),
                    plain("log-squares", Objective::logSquares),
                    plain("log1p-squares", Objective::log1pSquares),
                    plain("log-absolute", Objective::logAbsolute),
                    withDelta("log-huber-likelihood", Objective::logHuberLikelihood),
                    withDelta("huber", Objective::huber),
                    plain("squares", Objective::squares),
                    plain("absolute", Objective::absolute));

    private static NamedObjective plain(String id, Supplier<Objective> make) {
        return new NamedObjective(id, false, none -> make.get());
    }

    private static NamedObjective withDelta(String id, DoubleFunction<Objective> make) {
        return new NamedObjective(id, true, make);
    }

    static List<String> names() {
        return ALL.stream().map(each -> each.takesDelta ? each.id + DELTA : each.id).toList();
    }

    static Objective parse(String text) {
        requireNonNull(text, "text");
        int colon = text.indexOf(':');
        String id = colon < 0 ? text : text.substring(0, colon);

        // A number after a name that takes none makes it another name, which is not known.
        NamedObjective named =
                ALL.stream()
                        .filter(each -> each.id.equals(id) && (colon < 0 || each.takesDelta))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                Spelling.unknown("objective", text, names())));
        return named.make.apply(
                colon < 0 ? USUAL_DELTA : Decimal.parse("Huber delta", text.substring(colon + 1)));
    }
}
