package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Require;

/**
 * The forms that runs can carry, side by side: information criteria, leave-one-out and roll-out.
 *
 * <p>Criteria and leave-one-out judge inside the runs. Roll-out judges beyond them, which is where a form
 * is used: on measured sweeps the form of least AICc is often not the one that foretold best.
 *
 * @param rows a row for each form, from the fewest parameters to the most
 */
public record Selection(List<Row> rows) {
    /** Forms whose AICc differs by less are not told apart by their residuals. */
    public static final double TOLD_APART = 10;

    /** Groups up to so many decades above a cut are near, up to the second are far. */
    private static final double NEAR = 0.75;

    private static final double FAR = 1.5;

    /**
     * One form.
     *
     * @param name the form
     * @param parameters how many numbers it has
     * @param aicc Akaike's criterion less the least of all forms
     * @param bic the Bayesian criterion less the least of all forms
     * @param leaveOneOut root mean square of runs left out one by one, in ln L
     * @param near root mean square of group means up to 0.75 decades above a cut, in ln L; NaN where
     *     there is none
     * @param far the same from 0.75 to 1.5 decades
     */
    public record Row(
            String name,
            int parameters,
            double aicc,
            double bic,
            double leaveOneOut,
            double near,
            double far) {}

    /** Refuses nulls. */
    public Selection {
        rows = List.copyOf(Require.noNull("rows", rows));
    }

    /**
     * Compares the forms of model size and data.
     *
     * @param runs runs with params, tokens and a positive loss
     * @return the comparison; without rows where no form can be fitted to so few runs
     * @throws org.scalinglaws.data.DataException when a run lacks params or tokens, or has a loss that is
     *     not positive
     */
    public static Selection of(Dataset runs) {
        return of(RollOut.of(Evidence.of(requireNonNull(runs, "runs"))));
    }

    /**
     * Compares the forms of a roll-out.
     *
     * @param rollOut the fits below every cut
     * @return the comparison
     */
    public static Selection of(RollOut rollOut) {
        requireNonNull(rollOut, "rollOut");
        List<FormFit<?>> fits = rollOut.fits();
        double aicc = fits.stream().mapToDouble(FormFit::aicc).min().orElse(0);
        double bic = fits.stream().mapToDouble(FormFit::bic).min().orElse(0);
        List<Row> rows = new ArrayList<>();
        for (FormFit<?> fit : fits) {
            rows.add(
                    new Row(
                            fit.name(),
                            fit.parameters(),
                            fit.aicc() - aicc,
                            fit.bic() - bic,
                            fit.leaveOneOut(),
                            missed(rollOut, fit.name(), 0, NEAR),
                            missed(rollOut, fit.name(), NEAR, FAR)));
        }
        return new Selection(rows);
    }

    private static double missed(RollOut rollOut, String form, double above, double upTo) {
        return Math.sqrt(
                rollOut.misses().stream()
                        .filter(miss -> miss.form().equals(form))
                        .filter(miss -> miss.decades() > above && miss.decades() <= upTo)
                        .mapToDouble(miss -> miss.mean() * miss.mean())
                        .average()
                        .orElse(Double.NaN));
    }

    /**
     * The forms that the residuals cannot tell from the one of least AICc.
     *
     * @return their names, that one first
     */
    public List<String> candidates() {
        return rows.stream()
                .filter(row -> row.aicc() < TOLD_APART)
                .sorted(Comparator.comparingDouble(Row::aicc))
                .map(Row::name)
                .toList();
    }

    /** {@return a table, errors in percent of the loss} */
    @Override
    public String toString() {
        TextTable table =
                TextTable.of("  %-14s %7s %9s %9s %14s %14s %14s")
                        .row(
                                "form",
                                "numbers",
                                "AICc",
                                "BIC",
                                "leave-one-out",
                                "roll-out 0.75",
                                "roll-out 1.5");
        for (Row row : rows) {
            table =
                    table.row(
                            row.name(),
                            row.parameters(),
                            String.format(Locale.ROOT, "%.1f", row.aicc()),
                            String.format(Locale.ROOT, "%.1f", row.bic()),
                            percent(row.leaveOneOut()),
                            percent(row.near()),
                            percent(row.far()));
        }
        return table.text();
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
