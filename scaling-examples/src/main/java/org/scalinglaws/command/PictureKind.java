package org.scalinglaws.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.health.Health;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.report.CoursePlots;
import org.scalinglaws.report.DoubtPlots;
import org.scalinglaws.report.FitPlots;
import org.scalinglaws.report.PlotTable;
import org.scalinglaws.report.PlotTable.Axis;
import org.scalinglaws.report.Plots;
import org.scalinglaws.report.SweepPlots;
import org.scalinglaws.uncertainty.ProfileLikelihood;

/** The pictures that a table of runs can give, each by the name that the command {@code plot} knows. */
enum PictureKind {
    LOSS(
            "loss against compute, and what the best size is forecast to reach up to --budget",
            asked -> Plots.loss(asked.runs(), asked.path())),
    SIZES(
            "the best params and tokens at each budget up to --budget",
            asked -> Plots.sizes(asked.runs(), asked.path())),
    BUDGETS("loss against params at equal compute", asked -> Plots.budgets(asked.fit())),
    VERTICES(
            "the same, with the best size of each budget by every approach",
            asked -> SweepPlots.vertices(IsoFlop.of(asked.runs()))),
    FRONTIER(
            "the best params against compute by every approach, up to --budget",
            asked -> SweepPlots.sizes(asked.sideBySide())),
    FRONTIER_TOKENS(
            "the best tokens against compute by every approach, up to --budget",
            asked -> SweepPlots.tokens(asked.sideBySide())),
    CONTOURS(
            "lines of equal loss over params and tokens, the runs, and the plan for --budget",
            asked ->
                    FitPlots.contours(
                            asked.fit(),
                            List.of(ComputeOptimal.of(asked.fit()).plan(asked.budget())))),
    RESIDUALS(
            "how far the runs lie off the law, against --by, which is params unless said",
            asked -> Plots.residuals(asked.fit(), Factor.named(asked.by("params")))),
    GROUPS(
            "how far the runs of each group lie off the law; --by names a column of words",
            asked -> FitPlots.residualsBy(asked.fit(), asked.by(""))),
    QUANTILES(
            "the residuals beside normal noise, with named outliers",
            asked -> FitPlots.quantiles(asked.fit())),
    ROLL_OUT(
            "how far forecasts missed runs that they had not seen",
            asked -> Plots.rollOut(Forecast.of(asked.fit()).rollOut())),
    EXPONENTS(
            "alpha and beta of many resampled sets of runs",
            asked ->
                    DoubtPlots.cloud(
                            asked.ensemble(),
                            Axis.linear("alpha"),
                            ChinchillaLaw::alpha,
                            Axis.linear("beta"),
                            ChinchillaLaw::beta)),
    PLANS(
            "plans for --budget by many resampled sets of runs",
            asked ->
                    DoubtPlots.plans(
                            asked.ensemble(), law -> ComputeOptimal.of(law).plan(asked.budget()))),
    PROFILE(
            "how much worse the law fits when alpha is held",
            asked ->
                    DoubtPlots.profile(
                            ProfileLikelihood.of(asked.fit()),
                            "alpha",
                            ChinchillaLaw::alpha,
                            0.95)),
    AUDIT(
            "how the best size for --budget moves with what an IsoFLOP analysis takes for granted",
            asked -> DoubtPlots.audit(Audit.of(IsoFlop.of(asked.runs()), asked.budget()))),
    BEST("the best loss of every size", asked -> CoursePlots.sizes(Health.of(asked.runs()))),
    DOUBLINGS(
            "what each doubling of the size was worth",
            asked -> CoursePlots.doublings(Health.of(asked.runs())));

    private final String about;

    @SuppressWarnings("ImmutableEnumChecker") // a function of its argument alone
    private final Function<PictureSource, PlotTable> draw;

    PictureKind(String about, Function<PictureSource, PlotTable> draw) {
        this.about = about;
        this.draw = draw;
    }

    /** As it is written on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    PlotTable table(PictureSource source) {
        return draw.apply(source);
    }

    static PictureKind parse(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no picture '"
                                                + word
                                                + "': --kind is "
                                                + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(PictureKind::word).collect(Collectors.joining(", "));
    }

    /** A line for each kind. */
    static String help() {
        return Arrays.stream(values())
                .map(kind -> String.format(Locale.ROOT, "  %-10s %s", kind.word(), kind.about))
                .collect(Collectors.joining("\n"));
    }
}
