package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.problem.Response;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which law a command fits, or which published one it takes. */
final class ChosenLaw {
    @Option(
            names = "--law",
            paramLabel = "NAME",
            description =
                    "The law to fit; chinchilla unless said. laws --families lists them. Where a"
                            + " command plans without a file of runs, a published law, such as"
                            + " hoffmann-2022; the command laws lists them.")
    private @Nullable String law;

    @Option(
            names = "--factor",
            paramLabel = "NAME",
            description =
                    "A factor that the law reads: --law power --factor x is --law power:x. May be"
                            + " given again.")
    private List<String> factors = new ArrayList<>();

    @Option(
            names = "--response",
            paramLabel = "falls|rises",
            description =
                    "Which way the fitted column goes with more; as the runs show unless said, and a"
                            + " loss falls.")
    private @Nullable String response;

    @Mixin private ChosenObjective objective = new ChosenObjective();

    /** The law as it was asked for, if it was. */
    Optional<String> name() {
        return Optional.ofNullable(law);
    }

    Fitter<?> fitter() {
        LawFamily<?> family = LawFamilies.parse(law == null ? "chinchilla" : law, factors);
        return objective.fitter(family).withResponse(direction());
    }

    private Response direction() {
        if (response == null) {
            return Response.AS_SEEN;
        }
        return switch (response) {
            case "falls" -> Response.FALLS;
            case "rises" -> Response.RISES;
            default ->
                    throw new IllegalArgumentException(
                            "--response must be falls or rises, got '" + response + "'");
        };
    }
}
