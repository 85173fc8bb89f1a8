package org.scalinglaws.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.diagnose.Checks;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.SideBySide;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Plots;
import org.scalinglaws.uncertainty.Ensemble;

/**
 * What a picture is made of; each part is computed when it is asked for.
 *
 * @param runs the runs
 * @param budget how far pictures reach
 * @param column the column that the picture goes by, where one was said
 * @param replicates how many sets of runs are resampled
 * @param seed what decides how they are drawn
 */
record PictureSource(
        Dataset runs, Compute budget, @Nullable String column, int replicates, long seed) {
    Fit<ChinchillaLaw> fit() {
        return Checks.checked(Fitter.of(ChinchillaLaw.FAMILY).fit(runs));
    }

    List<Forecast> path() {
        return Plots.path(Forecast.of(fit()), runs, budget);
    }

    SideBySide sideBySide() {
        return SideBySide.of(IsoFlop.of(runs), budget);
    }

    Ensemble<ChinchillaLaw> ensemble() {
        return ChosenBootstrap.usual(runs, replicates, seed).of(fit());
    }

    /** The column that the picture goes by, or the usual one; there is none where that is empty. */
    String by(String usual) {
        String said = column == null ? usual : column;
        if (said.isEmpty()) {
            throw new IllegalArgumentException(
                    "this picture needs --by and a column of words, of "
                            + (runs.labels().isEmpty()
                                    ? "which these runs have none"
                                    : String.join(", ", runs.labels())));
        }
        return said;
    }
}
