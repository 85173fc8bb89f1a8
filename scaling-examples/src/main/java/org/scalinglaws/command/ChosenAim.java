package org.scalinglaws.command;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Interval;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.recipe.Factor;
import picocli.CommandLine.Option;

/** The options that say which number is to be known better. */
final class ChosenAim {
    private static final double AHEAD = 10;
    private static final String SIZE = "size";
    private static final String LOSS = "loss";
    private static final String ALL = "all";

    @Option(
            names = "--of",
            defaultValue = SIZE,
            paramLabel = "NUMBER",
            description =
                    "What is to be known better: size, the best model size of --budget (unless said),"
                            + " loss, that of its plan, a parameter such as alpha, a number derived"
                            + " from parameters such as a, or all of them.")
    private String number = "";

    @Option(
            names = "--budget",
            paramLabel = "FLOPS",
            description =
                    "The compute of that plan; ten times that of the largest run unless said.")
    private @Nullable String budget;

    boolean isAll() {
        return number.equals(ALL);
    }

    /** The number, read off a law; of a size its logarithm, so that an error is a part of it. */
    <L extends LossLaw> ToDoubleFunction<L> of(Fit<L> fit) {
        LawFamily<L> family = fit.problem().family();
        return switch (number) {
            case SIZE -> {
                Compute spent = budget(fit);
                yield law -> Math.log(ComputeOptimal.of(law).plan(spent).model().parameters());
            }
            case LOSS -> {
                Compute spent = budget(fit);
                yield law -> ComputeOptimal.of(law).plan(spent).loss().nats();
            }
            default -> named(family);
        };
    }

    private <L extends LossLaw> ToDoubleFunction<L> named(LawFamily<L> family) {
        List<String> parameters = family.parameters().stream().map(Parameter::name).toList();
        Map<String, ToDoubleFunction<L>> derived = family.derived();
        int place =
                IntStream.range(0, parameters.size())
                        .filter(i -> parameters.get(i).equals(number))
                        .findFirst()
                        .orElse(-1);
        if (place >= 0) {
            return law -> family.values(law)[place];
        }
        ToDoubleFunction<L> made = derived.get(number);
        if (made == null) {
            List<String> known =
                    Stream.of(
                                    Stream.of(SIZE, LOSS, ALL),
                                    parameters.stream(),
                                    derived.keySet().stream())
                            .flatMap(names -> names)
                            .toList();
            throw new IllegalArgumentException(Spelling.unknown("number", number, known));
        }
        return made;
    }

    private Compute budget(Fit<?> fit) {
        if (budget != null) {
            return Compute.parse(budget);
        }
        Interval reach = fit.scope().ranges().get(Factor.FLOPS);
        if (reach == null) {
            throw new IllegalArgumentException("--of " + number + " needs --budget");
        }
        return Compute.flops(AHEAD * reach.upper());
    }

    /** The number in a sentence. */
    String words(Fit<?> fit) {
        return switch (number) {
            case SIZE -> "the best model size at " + Digits.four(budget(fit).flops()) + " FLOP";
            case LOSS -> "the loss at " + Digits.four(budget(fit).flops()) + " FLOP";
            case ALL -> "all parameters together";
            default -> number;
        };
    }

    /** A standard error of it: of a size in per cent. */
    String error(double value) {
        if (number.equals(SIZE)) {
            return Double.isFinite(value) ? Digits.three(100 * value) + " %" : "no limit";
        }
        String unit = number.equals(LOSS) ? " nats" : "";
        return Double.isFinite(value) ? Digits.three(value) + unit : "no limit";
    }
}
