package org.scalinglaws.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.scalinglaws.architecture.Transformer;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.quantity.Tokens;

class TransformerTrainerTest {
    private static final int WORDS = 12;
    private static final Transformer SHAPE = Transformer.dense(2, 16, 2, WORDS, 32);
    private static final TransformerTrainer TRAINER =
            TransformerTrainer.of(text(40_000, 1), text(6_000, 2));

    /**
     * Tokens that come in pairs, the second of a pair being that of the pair before: who looks two places
     * back knows every other token, and the rest is chance.
     */
    private static int[] text(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] text = new int[length];
        for (int i = 2; i < length; i += 2) {
            text[i] = random.nextInt(WORDS);
            text[Math.min(i + 1, length - 1)] = text[i - 1 - (i > 2 ? 1 : 0)];
        }
        return text;
    }

    private static TransformerJob job(int tokens) {
        return TransformerJob.of(SHAPE, new Tokens(tokens), 8).withRate(0.01);
    }

    @Test
    void aToyLearnsToLookBack() throws InterruptedException {
        TransformerRun run = TRAINER.train(job(120_000), share -> {});

        // Half of the tokens are chance, and cost what a guess among twelve costs.
        assertThat(run.loss()).isEqualTo(Math.log(WORDS) / 2, within(0.1));
        assertThat(run.accuracy()).isGreaterThan(0.5);
        assertThat(run.curve()).hasSize(20);
        assertThat(run.curve().get(0).heldOutLoss()).isGreaterThan(run.loss() + 0.5);
        assertThat(run.curve().get(19).step()).isEqualTo(run.job().steps());
        assertThat(run.flopsPerSecond()).isPositive();
    }

    @Test
    void aRunIsTheSameBitsTwice() throws InterruptedException {
        TransformerRun first = TRAINER.train(job(8_000), share -> {});
        TransformerRun second = TRAINER.train(job(8_000), share -> {});

        assertThat(second.loss()).isEqualTo(first.loss());
        assertThat(second.curve()).isEqualTo(first.curve());
    }

    @Test
    void anotherSeedIsAnotherRun() throws InterruptedException {
        TransformerRun first = TRAINER.train(job(8_000), share -> {});
        TransformerRun second = TRAINER.train(job(8_000).withSeed(2), share -> {});

        assertThat(second.loss()).isNotEqualTo(first.loss());
    }

    @Test
    void repeatedTextIsLearntByHeart() throws InterruptedException {
        TransformerJob job = job(80_000);
        TransformerRun fresh = TRAINER.train(job, share -> {});
        TransformerRun again = TRAINER.train(job.withUniqueTokens(1000), share -> {});

        assertThat(again.curve().get(19).trainingLoss())
                .isLessThan(fresh.curve().get(19).trainingLoss() - 0.3);
        assertThat(again.loss()).isGreaterThan(fresh.loss() + 0.3);
    }

    @Test
    void aModelOfTheCallersIsTrained() throws InterruptedException {
        TransformerModel model = TransformerModel.of(SHAPE, 1);
        float[] before = model.next(3, 4);

        TransformerRun run = TRAINER.train(job(8_000), model, share -> {});

        assertThat(model.next(3, 4)).isNotEqualTo(before);
        assertThat(run.loss()).isEqualTo(TRAINER.train(job(8_000), share -> {}).loss());
    }

    @Test
    void progressRisesToAll() throws InterruptedException {
        List<Double> shares = new ArrayList<>();
        TRAINER.train(job(2_000), shares::add);

        assertThat(shares).isSorted().hasSize(8).endsWith(1.0);
    }

    @Test
    void anInterruptedRunStops() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> TRAINER.train(job(200_000), share -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void textsThatDoNotFitAreRefused() {
        int[] text = text(1000, 1);
        assertThatThrownBy(
                        () ->
                                TransformerTrainer.of(text, new int[32])
                                        .train(job(1000), share -> {}))
                .hasMessage(
                        "the held-out text must have more tokens than the context of 32, got 32");
        int[] strange = text.clone();
        strange[7] = WORDS;
        assertThatThrownBy(() -> TransformerTrainer.of(strange, text).train(job(1000), share -> {}))
                .hasMessage("token 7 of the training text must be from 0 to 11, got 12");
        assertThatThrownBy(
                        () ->
                                TRAINER.train(
                                        job(1000), TransformerModel.of(Shapes.GPT, 1), share -> {}))
                .hasMessageStartingWith("the model must have the shape of the job, got 2 layers");
    }

    @Test
    void theRateRisesAndFallsToTheEnd() {
        TransformerJob job = job(40 * 8 * 32).withDecay(Schedule.Shape.LINEAR, 0.1);
        Schedule schedule = job.schedule();

        assertThat(job.steps()).isEqualTo(40);
        assertThat(job.tokens()).isEqualTo(new Tokens(40 * 8 * 32));
        assertThat(schedule.steps()).isEqualTo(40);
        assertThat(schedule.rate(1)).isEqualTo(0.005, within(1e-12));
        assertThat(schedule.rate(2)).isEqualTo(0.01, within(1e-12));
        assertThat(schedule.rate(40)).isEqualTo(0.001 + 0.009 / 38, within(1e-12));
    }

    @Test
    void jobsThatMakeNoSenseAreRefused() {
        TransformerJob job = job(10_000);
        assertThatThrownBy(() -> job.withRate(0))
                .hasMessage("learning rate must be positive and finite, got 0");
        assertThatThrownBy(() -> job.withUniqueTokens(31))
                .hasMessage(
                        "unique tokens must be at least the context, got 31 for a context of 32");
        assertThatThrownBy(() -> job.withDecay(Schedule.Shape.COSINE, 1.5))
                .hasMessage("the end of the learning rate must be a share from 0 to 1, got 1.5");
        assertThatThrownBy(() -> TransformerJob.of(SHAPE, new Tokens(100), 0))
                .hasMessage("sequences of a batch must be 1 or more, got 0");
    }
}
