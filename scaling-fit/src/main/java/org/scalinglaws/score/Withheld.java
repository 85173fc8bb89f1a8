package org.scalinglaws.score;

import static java.util.Objects.requireNonNull;

import org.scalinglaws.quantity.Decimal;

/**
 * A run that was kept out of the fit, beside what was foretold of it.
 *
 * @param loss what it measured
 * @param score what it measured, between 0 and 1
 * @param forecast what the other runs foretell
 */
public record Withheld(double loss, double score, ScoreForecast forecast) {
    /** Refuses a missing forecast. */
    public Withheld {
        requireNonNull(forecast, "forecast");
        Decimal.finite("loss", loss);
        Decimal.finite("score", score);
    }

    /**
     * How far the forecast by both steps is off.
     *
     * @return the score foretold less the score measured
     */
    public double error() {
        return forecast.score().estimate() - score;
    }

    /**
     * Whether the interval for a new run holds what was measured.
     *
     * @return false too where there is no interval
     */
    public boolean isHeld() {
        return forecast.score().newRun().filter(range -> range.contains(score)).isPresent();
    }
}
