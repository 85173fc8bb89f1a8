package org.scalinglaws.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.scalinglaws.law.curve.Schedule;

/**
 * Trains models on one corpus and measures them. The learning rate rises in a straight line over the
 * first steps and falls in a straight line to zero at the last, so that every run is as good as its
 * own length allows. Threads may share a trainer.
 */
final class Trainer {
    private static final int WARM_UP = 20;
    private static final int POINTS = 12;
    private static final int LOOK = 20;

    private final Corpus corpus;
    private final Continuations heldOut;
    private final Continuations source;

    Trainer(Corpus corpus, Source source) {
        if (!corpus.vocabulary().equals(source.words())) {
            throw new IllegalArgumentException(
                    "the text must hold every word of its source and no other, got "
                            + corpus.vocabulary());
        }
        this.corpus = corpus;
        this.heldOut = corpus.heldOut();
        this.source = source.continuations();
    }

    /**
     * Trains from new weights.
     *
     * @param job the run
     * @param progress hears what share of the work is done
     * @return what came out
     * @throws InterruptedException when the thread is interrupted; nothing came out
     */
    Trained train(Job job, DoubleConsumer progress) throws InterruptedException {
        long start = System.nanoTime();
        SplittableRandom random = new SplittableRandom(job.key().hashCode());
        int first = (int) (random.nextDouble() * corpus.trainingTokens());
        int unique = job.uniqueTokens();
        int[] text = corpus.training(first, Shape.WINDOW + unique + job.batch());
        Network network = new Network(job.shape(), random.nextLong());
        List<Trained.Point> curve = learn(job, network, text, progress);
        double[] predicted = network.predictions();
        Continuations seen = Continuations.in(text, 0, Shape.WINDOW + unique, job.shape().words());
        return new Trained(
                job,
                heldOut.loss(predicted),
                heldOut.accuracy(predicted),
                seen.loss(predicted),
                source.loss(predicted),
                1e-9 * (System.nanoTime() - start),
                curve);
    }

    private List<Trained.Point> learn(Job job, Network network, int[] text, DoubleConsumer progress)
            throws InterruptedException {
        Adam adam = new Adam(network.weights(), network.slopes());
        int steps = job.steps();
        int warmUp = Math.max(1, steps / WARM_UP);
        Schedule schedule =
                Schedule.linear(job.rate(), 0, Math.max(1, steps - warmUp)).withWarmUp(warmUp);
        int[] moments = moments(steps);
        List<Trained.Point> curve = new ArrayList<>();
        double sum = 0;
        int since = 0;
        for (int step = 1; step <= steps; step++) {
            int from = (int) ((step - 1L) * job.batch() % job.uniqueTokens());
            sum += network.learn(text, Shape.WINDOW + from, job.batch());
            since++;
            adam.step(schedule.rate(step));
            if (step % LOOK == 0) {
                progress.accept((double) step / steps);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            if (step == moments[curve.size()]) {
                double loss = heldOut.loss(network.predictions());
                curve.add(new Trained.Point(step, schedule.rate(step), sum / since, loss));
                sum = 0;
                since = 0;
            }
        }
        return curve;
    }

    /** Steps at which a run is looked at: each half as far again as the one before, then the last. */
    private static int[] moments(int steps) {
        return IntStream.rangeClosed(1, POINTS)
                .map(i -> (int) Math.ceil(steps * StrictMath.pow(1.5, i - POINTS)))
                .distinct()
                .toArray();
    }
}
