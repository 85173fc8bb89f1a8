package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.finding.Severity;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.problem.NoFitException;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.testing.SharedData;
import org.scalinglaws.uncertainty.Bootstrap;

/** When the law of approach 3 may say how far parabolas are off, and along what. */
class LawDoubtTest {
    private static final ChinchillaLaw LAW = PublishedLaws.BESIROGLU_2024.law();
    private static final Compute TARGET = Compute.flops(1e22);
    private static final double[] BUDGETS = {1e18, 1e19, 1e20};

    /** C over 6ND for a model whose head and attention cost what its matrices do not count. */
    private static double dearer(double size) {
        return 1 + 0.5 * Math.pow(size / 1e8, -0.33);
    }

    private static double tokens(double budget, double size) {
        return budget / (6 * size * dearer(size));
    }

    /** Nine sizes from a sixth of a place near the optimum to six times it. */
    private static Dataset sweep(
            ToDoubleBiFunction<Double, Double> tokens, ToDoubleBiFunction<Double, Double> loss) {
        List<Run> runs = new ArrayList<>();
        List<Double> flops = new ArrayList<>();
        for (double budget : BUDGETS) {
            for (int i = -4; i <= 4; i++) {
                double size = 0.12 * Math.sqrt(budget) * Math.pow(6, i / 4.0);
                double data = tokens.applyAsDouble(budget, size);
                Recipe recipe = Recipe.of(ModelSize.of(size), Tokens.of(data));
                runs.add(Run.of(recipe, Loss.nats(loss.applyAsDouble(size, data))));
                flops.add(budget);
            }
        }
        return Dataset.of(runs)
                .with(
                        Factor.named(Sweep.BUDGET_COLUMN),
                        flops.stream().mapToDouble(value -> value).toArray());
    }

    private static double loss(double size, double tokens) {
        return LAW.loss(Recipe.of(ModelSize.of(size), Tokens.of(tokens)));
    }

    /** The best of a fine grid of sizes, each on the tokens that its budget pays for. */
    private static double best(double budget) {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (double log = Math.log(1e6); log < Math.log(1e11); log += 1e-4) {
            double size = Math.exp(log);
            double loss = loss(size, tokens(budget, size));
            best = loss < least ? size : best;
            least = Math.min(least, loss);
        }
        return best;
    }

    @Test
    void whereAnotherRuleCountsComputeTheCorrectionGoesAlongThatRule() {
        IsoFlop study = IsoFlop.of(Sweep.of(sweep(LawDoubtTest::tokens, LawDoubtTest::loss)));
        for (int place = 0; place < BUDGETS.length; place++) {
            double truth = Math.log(best(BUDGETS[place]));
            double raw = Math.log(study.approach2().optima().get(place).parameters()) - truth;
            double corrected = Math.log(study.corrected().optima().get(place).parameters()) - truth;
            assertThat(Math.abs(raw)).isGreaterThan(0.005);
            assertThat(Math.abs(corrected)).isLessThan(0.1 * Math.abs(raw));
        }
        assertThatExceptionOfType(NoFitException.class)
                .isThrownBy(() -> study.bias(TARGET))
                .withMessage(
                        "parabolas are corrected along the runs' own N and D; what their bias wastes is"
                                + " not known: 6ND of the runs is not their budget, and what a recipe"
                                + " wastes is reckoned by 6ND");
    }

    /** Losses with a bend in the product of size and tokens that two powers cannot follow. */
    @Test
    void aLawThatDoesNotFitCorrectsNothingAndTheColumnSaysWhy() {
        Random random = new Random(4);
        Sweep sweep =
                Sweep.of(
                        sweep(
                                (budget, size) -> budget / (6 * size),
                                (size, data) ->
                                        loss(size, data)
                                                + 0.08 * Math.cos(1.4 * Math.log10(size * data))
                                                + 0.001 * random.nextGaussian()));
        IsoFlop study = IsoFlop.of(sweep);
        assertThat(study.lawDoubt())
                .matches(
                        "the law of approach 3 does not fit: its residuals are .*, .* times the .* of"
                                + " the parabolas, where 3 is allowed");
        assertThat(study.corrected().isAnswered()).isFalse();
        assertThat(study.corrected().refusal()).isEqualTo(study.lawDoubt());
        SideBySide answer = SideBySide.of(study, TARGET, 0.9, Bootstrap.pairs(20, 1));
        assertThat(answer.rows()).allSatisfy(row -> assertThat(row.wastedPercent()).isNaN());
        assertThat(answer.findings())
                .filteredOn(finding -> finding.check().equals("parabola-bias"))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void tokensThatDoNotFollowFromSizesCorrectNothing() {
        Random random = new Random(5);
        Sweep sweep =
                Sweep.of(
                        sweep(
                                (budget, size) ->
                                        budget / (6 * size) * Math.exp(0.4 * random.nextGaussian()),
                                LawDoubtTest::loss));
        assertThat(IsoFlop.of(sweep).lawDoubt())
                .matches("at .* FLOP tokens do not follow from sizes: they scatter by .* %");
    }

    @Test
    void aLawThatFitsIsNotDoubted() {
        Random random = new Random(6);
        Sweep sweep =
                Sweep.of(
                        sweep(
                                (budget, size) -> budget / (6 * size),
                                (size, data) -> loss(size, data) + 0.003 * random.nextGaussian()));
        assertThat(IsoFlop.of(sweep).lawDoubt()).isEmpty();
        assertThat(IsoFlop.of(sweep).corrected().isAnswered()).isTrue();
    }

    /** Measured runs of protein models whose published exponent of N* is 0.76 to 0.78. */
    @Test
    void ofProteinModelsTheLawOfAllRunsIsDoubtedAndTheRunsThatAreKeptAnswer() {
        Sweep all =
                Sweep.of(
                        Dataset.readCsv(SharedData.caseFile("public/05-correction-of-misfit.csv")));
        assertThat(IsoFlop.of(all).corrected().refusal())
                .isEqualTo("the law of approach 3 has E = 0, the edge of its range");
        IsoFlop kept = IsoFlop.of(QualityControl.DEFAULT.of(all).kept());
        assertThat(kept.approach2().size().exponent()).isBetween(0.75, 0.79);
        double size = kept.corrected().size().at(Compute.flops(1e21));
        assertThat(size).isBetween(0.5e9, 3e9);
    }
}
