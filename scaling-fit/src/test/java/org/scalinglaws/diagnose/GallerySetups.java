package org.scalinglaws.diagnose;

import static org.scalinglaws.diagnose.Gallery.flaw;
import static org.scalinglaws.diagnose.Gallery.isOdd;
import static org.scalinglaws.diagnose.Gallery.labelled;
import static org.scalinglaws.diagnose.GalleryRuns.TRUTH;
import static org.scalinglaws.diagnose.GalleryRuns.clean;
import static org.scalinglaws.diagnose.GalleryRuns.d;
import static org.scalinglaws.diagnose.GalleryRuns.each;
import static org.scalinglaws.diagnose.GalleryRuns.lossTimes;
import static org.scalinglaws.diagnose.GalleryRuns.n;
import static org.scalinglaws.diagnose.GalleryRuns.sweep;
import static org.scalinglaws.diagnose.GalleryRuns.with;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.forecast.Forecast;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.uncertainty.Ensemble;
import org.scalinglaws.uncertainty.Replicate;

/** Flaws of how losses came about, which a column beside them tells. */
final class GallerySetups {
    private GallerySetups() {}

    static List<Gallery.Flaw> all() {
        return List.of(
                flaw("one seed for every recipe", CheckName.SINGLE_SEED, () -> seeded(clean())),
                flaw(
                        "losses interpolated to a budget",
                        CheckName.SMOOTHED,
                        () -> each(clean(), with("interpolated", run -> isOdd(run) ? 1 : 0))),
                flaw("rows marked as left out", CheckName.EXCLUDED_RUNS, GallerySetups::marked),
                flaw("a training loss of repeated text", CheckName.LOSS_SET, GallerySetups::learnt),
                flaw(
                        "losses of two sets of text",
                        CheckName.LOSS_SET,
                        () -> labelled(clean(), "split", run -> isOdd(run) ? "train" : "val")),
                flaw("two vocabularies", CheckName.TOKENIZERS, GallerySetups::vocabularies),
                flaw(
                        "two tokenizers that do not show",
                        CheckName.TOKENIZERS,
                        () -> labelled(clean(), "tokenizer", run -> isOdd(run) ? "bpe" : "uni")),
                new Gallery.Flaw(
                        "errors from restarts", CheckName.NARROW, GallerySetups::fromRestarts),
                new Gallery.Flaw(
                        "a floor of one nat foretold",
                        CheckName.BELOW_PUBLISHED,
                        GallerySetups::lowFloor),
                new Gallery.Flaw(
                        "losses that fall ever faster",
                        CheckName.FALLING_FASTER,
                        GallerySetups::fallingFaster),
                new Gallery.Flaw(
                        "ten thousand tokens a parameter",
                        CheckName.EXTRAPOLATION,
                        GallerySetups::overTrained));
    }

    /** N, D and C lie within the runs; their ratio does not. */
    private static List<Finding> overTrained() {
        return Forecast.of(clean())
                .at(Recipe.of(ModelSize.millions(30), Tokens.billions(400)))
                .findings();
    }

    /** Many starts that end in one optimum, to the last digits of a search. */
    private static List<Finding> fromRestarts() {
        Fit<ChinchillaLaw> fit = Fitter.of(ChinchillaLaw.FAMILY).fit(clean());
        ChinchillaLaw law = fit.law();
        List<Replicate<ChinchillaLaw>> ends =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        new Replicate<>(
                                                i,
                                                new ChinchillaLaw(
                                                        law.e(),
                                                        law.a(),
                                                        law.alpha() * (1 + 1e-6 * i),
                                                        law.b(),
                                                        law.beta() * (1 + 1e-6 * i)),
                                                0,
                                                Stop.CONVERGED,
                                                1,
                                                false))
                        .toList();
        return new Ensemble<>(
                        "restarts",
                        Ensemble.Kind.BOOTSTRAP,
                        ChinchillaLaw.FAMILY,
                        law,
                        50,
                        ends,
                        List.of())
                .findings(fit);
    }

    /** Losses by another tokenizer, whose floor no fit of web text has. */
    private static List<Finding> lowFloor() {
        ChinchillaLaw law =
                new ChinchillaLaw(1.1, TRUTH.a(), TRUTH.alpha(), TRUTH.b(), TRUTH.beta());
        return Forecast.of(sweep(law, 8, 8, 1, 1e18, 3e18, 1e19, 3e19, 1e20))
                .at(Compute.flops(1e24))
                .findings();
    }

    /** As where a skill is learnt late, or large models were tuned with more care. */
    private static List<Finding> fallingFaster() {
        LossLaw late =
                recipe -> {
                    double beyond = Math.max(0, Math.log(recipe.compute().flops() / 1e20));
                    return TRUTH.loss(recipe) * Math.exp(-0.05 * beyond);
                };
        return Forecast.of(sweep(late, 6, 8, 1)).at(Compute.flops(1e23)).findings();
    }

    static Dataset seeded(Dataset runs) {
        return each(runs, with("seed", run -> 1234));
    }

    /** The runs of fewest tokens a parameter have not settled, and are marked. */
    static Dataset marked() {
        return each(
                clean(),
                run -> {
                    boolean early = d(run) < 3 * n(run);
                    Run as = early ? lossTimes(1.02).apply(run) : run;
                    return with("excluded", any -> early ? 1 : 0).apply(as);
                });
    }

    /** The more tokens, the more of them were seen before: what is learnt by heart is not held out. */
    static Dataset learnt() {
        return each(
                clean(),
                run ->
                        with("val_loss", any -> run.loss().nats())
                                .apply(
                                        lossTimes(1 - 0.01 * Math.log(1 + d(run) / 1e10))
                                                .apply(run)));
    }

    /** A token of the larger one holds a little more text. */
    static Dataset vocabularies() {
        return each(
                clean(),
                run ->
                        with("vocab_size", any -> isOdd(run) ? 128_000 : 32_000)
                                .apply(isOdd(run) ? lossTimes(1.03).apply(run) : run));
    }

    /** Every recipe with two seeds. */
    static Dataset twoSeeds() {
        List<Run> rows = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            int which = seed;
            for (Run run : clean(40, seed)) {
                rows.add(with("seed", any -> which).apply(run));
            }
        }
        return Dataset.of(rows);
    }
}
