package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.recipe.Recipe;

/**
 * What a model will score.
 *
 * @param recipe what is trained
 * @param loss its loss, by the first step
 * @param score its score, by both steps
 * @param direct its score by the law of compute alone; empty where no compute is known
 */
public record ScoreForecast(Recipe recipe, Reading loss, Reading score, Optional<Reading> direct) {
    /** Refuses nulls. */
    public ScoreForecast {
        requireNonNull(recipe, "recipe");
        requireNonNull(loss, "loss");
        requireNonNull(score, "score");
        requireNonNull(direct, "direct");
    }

    /**
     * How far the two ways are apart.
     *
     * @return the score by both steps less the direct one; empty where there is no direct one
     */
    public OptionalDouble gap() {
        return direct.isPresent()
                ? OptionalDouble.of(score.estimate() - direct.get().estimate())
                : OptionalDouble.empty();
    }
}
