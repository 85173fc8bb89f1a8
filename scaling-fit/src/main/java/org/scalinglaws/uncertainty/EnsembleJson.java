package org.scalinglaws.uncertainty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.scalinglaws.json.JsonForm;
import org.scalinglaws.json.JsonMembers;
import org.scalinglaws.json.JsonPlace;
import org.scalinglaws.json.JsonValue;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.solve.Stop;

/**
 * An ensemble of laws as JSON, read with the same care as runs are.
 *
 * @param family the family of the laws
 * @param <L> the type of the laws
 */
record EnsembleJson<L extends LossLaw>(LawFamily<L> family) implements JsonForm<Ensemble<L>> {
    private static final int VERSION = 1;

    @Override
    public JsonValue write(Ensemble<L> ensemble) {
        requireNonNull(ensemble, "thing");
        return JsonMembers.of("ensemble", VERSION)
                .with("law", family.name())
                .with("method", ensemble.method())
                .with("kind", ensemble.kind().name())
                .with("requested", ensemble.requested())
                .with("estimate", family.values(ensemble.estimate()))
                .with("replicates", ensemble.replicates(), this::replicate)
                .with("failures", ensemble.failures(), EnsembleJson::failure)
                .object();
    }

    private JsonValue replicate(Replicate<L> replicate) {
        return new JsonMembers()
                .with("number", replicate.number())
                .with("parameters", family.values(replicate.law()))
                .with("objective", replicate.objective())
                .with("stop", replicate.stop().name())
                .with("evaluations", replicate.evaluations())
                .with("otherBasin", replicate.otherBasin())
                .object();
    }

    private static JsonValue failure(Replicate.Failure failure) {
        return new JsonMembers()
                .with("number", failure.number())
                .with("reason", failure.reason())
                .object();
    }

    @Override
    public Ensemble<L> read(JsonPlace json) {
        requireNonNull(json, "json");
        json.require("ensemble", VERSION);
        JsonPlace law = json.get("law");
        if (!law.text().equals(family.name())) {
            throw law.wrong("'" + family.name() + "'");
        }

        // Each number stands once, for a law or for why there is none.
        int requested = json.get("requested").whole();
        Set<Integer> numbers = new HashSet<>();
        List<Replicate<L>> replicates = new ArrayList<>();
        for (JsonPlace replicate : json.get("replicates").items()) {
            int number = newNumber(replicate.get("number"), numbers, requested);
            replicates.add(replicate(replicate, number));
        }
        if (replicates.isEmpty()) {
            throw json.get("replicates").wrong("one law or more");
        }
        List<Replicate.Failure> failures = new ArrayList<>();
        for (JsonPlace failure : json.get("failures").items()) {
            int number = newNumber(failure.get("number"), numbers, requested);
            failures.add(new Replicate.Failure(number, failure.get("reason").text()));
        }
        return new Ensemble<>(
                json.get("method").text(),
                json.get("kind").constant(Ensemble.Kind.class),
                family,
                law(json.get("estimate")),
                requested,
                replicates,
                failures);
    }

    /** The number of a replicate, which none before has; no more of them than were asked for. */
    private static int newNumber(JsonPlace place, Set<Integer> numbers, int requested) {
        int number = place.whole();
        if (number < 0) {
            throw place.wrong("zero or more");
        }
        if (!numbers.add(number)) {
            throw place.wrong("a number that no replicate before has");
        }
        if (numbers.size() > requested) {
            throw place.wrong("one of the " + requested + " replicates that were asked for");
        }
        return number;
    }

    private Replicate<L> replicate(JsonPlace json, int number) {
        JsonPlace objective = json.get("objective");
        if (!Double.isFinite(objective.number())) {
            throw objective.wrong("finite");
        }
        return new Replicate<>(
                number,
                law(json.get("parameters")),
                objective.number(),
                json.get("stop").constant(Stop.class),
                json.get("evaluations").whole(),
                json.get("otherBasin").flag());
    }

    private L law(JsonPlace numbers) {
        double[] values = numbers.numbers();
        if (values.length != family.parameters().size()) {
            throw numbers.wrong("an array of " + family.parameters().size() + " numbers");
        }
        try {
            return family.at(values);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    numbers.path() + ": " + refused.getMessage(), refused);
        }
    }
}
