package org.scalinglaws.study;

import java.math.BigDecimal;
import java.math.MathContext;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.design.TuningFit;
import org.scalinglaws.design.TuningLaw;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.transformer.TransformerJob;

/**
 * The learning rate and the batch of a run, by the power laws that go through the optima of tuning runs.
 *
 * @param rate the highest learning rate
 * @param batch tokens between two steps
 */
record TunedRates(TuningLaw rate, TuningLaw batch) {
    private static final MathContext DIGITS = new MathContext(3);
    private static final int MOST = 64;

    /** Runs of more loss than this above the best, in ln loss, bend the curve and say little of it. */
    private static final double NEAR = 0.03;

    /** The laws of a table of tuning runs, or the reason why there are none. */
    static TunedRates of(Dataset tuning) {
        TuningFit fit = TuningFit.of(tuning).within(NEAR);
        return new TunedRates(
                fit.rate().orElseThrow(() -> new DataException(fit.rateReason())),
                fit.batch().orElseThrow(() -> new DataException(fit.batchReason())));
    }

    /** A run over fresh text; the batch is the nearest power of two in whole sequences. */
    TransformerJob job(Transformer shape, double tokens) {
        Recipe recipe = Recipe.of(shape.parameters(Counting.TOTAL).parameters(), tokens);
        double sequences = batch.at(recipe) / shape.context();
        double power = Math.rint(Math.log(sequences) / Math.log(2));
        int near = (int) Math.min(MOST, Math.pow(2, Math.max(0, power)));

        // The rate is written down with the run: three digits are all that is known of it.
        double rounded = new BigDecimal(rate.at(recipe)).round(DIGITS).doubleValue();
        return TransformerJob.of(shape, Tokens.of(tokens), near).withRate(rounded);
    }
}
