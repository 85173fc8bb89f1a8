package org.scalinglaws.score;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.single.ExponentialLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.problem.Objective;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.recipe.Factor;

/** How a score falls with the loss. */
public enum ScoreForm {
    /**
     * The logistic curve between a floor, such as chance, and a ceiling.
     *
     * @see <a href="https://arxiv.org/abs/2412.04403">Bhagia et al. (2024), equation 2</a>
     */
    SIGMOID {
        @Override
        Fit<?> fit(Dataset scores, Factor loss, Given given) {
            OptionalDouble floor = given.floor();
            OptionalDouble ceiling = given.ceiling();
            double least = floor.orElse(0);
            Fitter<SigmoidLaw> fitter =
                    Fitter.of(SigmoidLaw.family(loss))
                            .withObjective(Objective.squares())
                            .withBounds("steepness", -STEEPEST, 0);
            fitter =
                    floor.isPresent()
                            ? fitter.withFixed("floor", least)
                            : fitter.withBounds("floor", 0, 1);
            fitter =
                    floor.isPresent() && ceiling.isPresent()
                            ? fitter.withFixed("height", ceiling.getAsDouble() - least)
                            : fitter.withBounds("height", LEAST, ceiling.orElse(1) - least);
            return shaped(fitter, given).fit(scores);
        }

        @Override
        String shape() {
            return "steepness";
        }
    },
    /**
     * An exponential of the loss above a floor. Of the error it is
     *
     * <pre>  Err(L) = epsilon - k exp(-gamma L)</pre>
     *
     * <p>with epsilon one less the floor. It has no ceiling.
     *
     * @see <a href="https://arxiv.org/abs/2403.08540">Gadre et al. (2024), equation 5</a>
     */
    EXPONENTIAL {
        @Override
        Fit<?> fit(Dataset scores, Factor loss, Given given) {
            Fitter<ExponentialLaw> fitter =
                    Fitter.of(ExponentialLaw.family(loss)).withObjective(Objective.squares());
            fitter =
                    given.floor().isPresent()
                            ? fitter.withFixed("E", given.floor().getAsDouble())
                            : fitter.withBounds("E", 0, 1);
            return shaped(fitter, given).fit(scores);
        }

        @Override
        String shape() {
            return "rate";
        }
    };

    private static final double STEEPEST = 100;
    private static final double LEAST = 1e-6;

    /**
     * What of a curve is given.
     *
     * @param floor what chance scores
     * @param ceiling what the best can score
     * @param shape how fast the score turns
     * @param start the numbers of a curve to begin with; none to look over the whole range
     */
    record Given(
            OptionalDouble floor,
            OptionalDouble ceiling,
            OptionalDouble shape,
            List<Double> start) {}

    /** The curve of least squares; what is not given is fitted. */
    abstract Fit<?> fit(Dataset scores, Factor loss, Given given);

    /** The number that says how fast a score turns, which tasks may share. */
    abstract String shape();

    <L extends LossLaw> Fitter<L> shaped(Fitter<L> fitter, Given given) {
        Fitter<L> begun =
                fitter.withStart(given.start().stream().mapToDouble(Double::doubleValue).toArray());
        return given.shape().isPresent()
                ? begun.withFixed(shape(), given.shape().getAsDouble())
                : begun;
    }

    /**
     * Reads a form by its name, in either case.
     *
     * @param text such as {@code sigmoid}
     * @return the form
     * @throws IllegalArgumentException when there is none of that name
     */
    public static ScoreForm parse(String text) {
        for (ScoreForm form : values()) {
            if (form.toString().equalsIgnoreCase(text)) {
                return form;
            }
        }
        throw new IllegalArgumentException(
                Spelling.unknown(
                        "form of a score",
                        text,
                        List.of(SIGMOID.toString(), EXPONENTIAL.toString())));
    }

    /** {@return the name in small letters} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
