package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.quantity.Loss;

/**
 * The loss on the training data is 1.5 nats, that on unseen data 3.0. What is wrong, and what would
 * help?
 */
public final class TrainAndValidation {
    /** More than this is no chance of which texts were held out. */
    private static final double NOTABLE = 0.1;

    private TrainAndValidation() {}

    static double gap(Loss train, Loss validation) {
        return validation.nats() - train.nats();
    }

    static String verdict(Loss train, Loss validation) {
        return gap(train, validation) > NOTABLE ? "overfitting" : "no overfitting";
    }

    private static void print(String data, Loss loss) {
        System.out.printf(
                Locale.ROOT,
                "%-10s  %.1f nats, %.2f bits, perplexity %5.2f%n",
                data,
                loss.nats(),
                loss.bits(),
                loss.perplexity());
    }

    public static void main(String[] args) {
        Loss train = Loss.nats(1.5);
        Loss validation = Loss.nats(3.0);
        print("train", train);
        print("validation", validation);
        System.out.printf(
                Locale.ROOT,
                """
                The gap is %.1f nats: on unseen text the model is as unsure as among %.1f times as many words.
                Verdict: %s. It knows its training data by heart.
                More distinct data helps most, then fewer epochs, a smaller model, dropout or weight decay,
                and stopping where the validation loss was least. More training would not.
                """,
                gap(train, validation),
                validation.perplexity() / train.perplexity(),
                verdict(train, validation));
    }
}
