package org.scalinglaws.select;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.numeric.TextTable;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Require;

/**
 * The forms that runs can carry, side by side: information criteria, leave-one-out and roll-out.
 *
 * <p>Criteria and leave-one-out judge inside the runs. Roll-out judges beyond them, which is where a form
 * is used: on measured sweeps the form of least AICc is often not the one that foretold best.
 *
 * @param rows a row for each form, from the fewest parameters to the most
 * @param leftOut what the forms missed by in folds, where that was asked for
 */
public record Selection(List<Row> rows, Optional<CrossValidation> leftOut) {
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
     * @param aicc Akaike's criterion less the least of all forms; none where there are too few runs
     * @param bic the Bayesian criterion less the least of all forms
     * @param leaveOneOut root mean square of runs left out one by one, in ln L
     * @param near root mean square of group means up to 0.75 decades above a cut, in ln L; none
     *     where there is no such group
     * @param far the same from 0.75 to 1.5 decades
     */
    public record Row(
            String name,
            int parameters,
            OptionalDouble aicc,
            double bic,
            double leaveOneOut,
            OptionalDouble near,
            OptionalDouble far) {
        /** Refuses nulls and what is no number. */
        public Row {
            requireNonNull(name, "name");
            requireFinite("AICc", requireNonNull(aicc, "aicc"));
            Decimal.finite("BIC", bic);
            Decimal.finite("leave-one-out error", leaveOneOut);
            requireFinite("roll-out error", requireNonNull(near, "near"));
            requireFinite("roll-out error", requireNonNull(far, "far"));
        }

        private static void requireFinite(String what, OptionalDouble value) {
            value.ifPresent(there -> Decimal.finite(what, there));
        }
    }

    /** Refuses nulls. */
    public Selection {
        rows = List.copyOf(Require.noNull("rows", rows));
        requireNonNull(leftOut, "leftOut");
    }

    /**
     * The same comparison with a cross-validation beside it.
     *
     * @param folds what the forms missed by
     * @return a new comparison
     */
    public Selection with(CrossValidation folds) {
        return new Selection(rows, Optional.of(requireNonNull(folds, "folds")));
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
                            Double.isFinite(fit.aicc())
                                    ? OptionalDouble.of(fit.aicc() - aicc)
                                    : OptionalDouble.empty(),
                            fit.bic() - bic,
                            fit.leaveOneOut(),
                            missed(rollOut, fit.name(), 0, NEAR),
                            missed(rollOut, fit.name(), NEAR, FAR)));
        }
        return new Selection(rows, Optional.empty());
    }

    private static OptionalDouble missed(RollOut rollOut, String form, double above, double upTo) {
        OptionalDouble square =
                rollOut.misses().stream()
                        .filter(miss -> miss.form().equals(form))
                        .filter(miss -> miss.decades() > above && miss.decades() <= upTo)
                        .mapToDouble(miss -> miss.mean() * miss.mean())
                        .average();
        return square.isPresent()
                ? OptionalDouble.of(Math.sqrt(square.getAsDouble()))
                : OptionalDouble.empty();
    }

    /**
     * The forms that the residuals cannot tell from the one of least AICc.
     *
     * @return their names, that one first
     */
    public List<String> candidates() {
        return rows.stream()
                .filter(row -> row.aicc().orElse(TOLD_APART) < TOLD_APART)
                .sorted(Comparator.comparingDouble(row -> row.aicc().orElse(TOLD_APART)))
                .map(Row::name)
                .toList();
    }

    /**
     * A row for each form, errors in percent of the loss.
     *
     * @return the table; {@code behind} counts standard errors behind the best form of the folds
     */
    public TextTable table() {
        TextTable table =
                TextTable.of("  %-14s %7s %9s %9s %14s %14s %14s %14s %7s")
                        .row(
                                "form",
                                "numbers",
                                "AICc",
                                "BIC",
                                "leave-one-out",
                                "roll-out 0.75",
                                "roll-out 1.5",
                                leftOut.map(CrossValidation::by).orElse(""),
                                leftOut.isPresent() ? "behind" : "");

        // A dash where the runs cannot tell.
        for (Row row : rows) {
            table =
                    table.row(
                            row.name(),
                            row.parameters(),
                            row.aicc().isPresent()
                                    ? String.format(Locale.ROOT, "%.1f", row.aicc().getAsDouble())
                                    : "-",
                            String.format(Locale.ROOT, "%.1f", row.bic()),
                            percent(OptionalDouble.of(row.leaveOneOut())),
                            percent(row.near()),
                            percent(row.far()),
                            folds(row.name())
                                    .map(own -> percent(OptionalDouble.of(own.error())))
                                    .orElse(""),
                            folds(row.name())
                                    .map(own -> String.format(Locale.ROOT, "%.1f", own.behind()))
                                    .orElse(""));
        }
        return table;
    }

    private Optional<CrossValidation.Row> folds(String form) {
        return leftOut.stream()
                .flatMap(folds -> folds.rows().stream())
                .filter(row -> row.form().equals(form))
                .findFirst();
    }

    /** {@return the table as text} */
    @Override
    public String toString() {
        return table().text();
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent()
                ? String.format(Locale.ROOT, "%.2f %%", 100 * share.getAsDouble())
                : "-";
    }
}
