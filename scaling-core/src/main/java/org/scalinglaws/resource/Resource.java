package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.scalinglaws.architecture.Memory;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;

/**
 * Something that training and serving use up and of which there may be only so much, or whose use is
 * a cost. Every one is a list of four prices:
 *
 * <pre>
 *  use = perTrainingFlop * training FLOP + perServingFlop * serving FLOP
 *      + perParameter * N + perToken * D</pre>
 *
 * @param name a short name, such as {@code money}
 * @param unit what it is counted in, empty where the name says it
 * @param perTrainingFlop units for an operation of training
 * @param perServingFlop units for an operation of serving
 * @param perParameter units for a parameter
 * @param perToken units for a training token
 * @param counting how it counts parameters, or empty when it does not read their number
 */
public record Resource(
        String name,
        String unit,
        double perTrainingFlop,
        double perServingFlop,
        double perParameter,
        double perToken,
        Optional<Counting> counting) {
    private static final Compute ONE = Compute.flops(1);
    private static final String MONEY = "money";

    /** Refuses negative prices, and a resource that nothing uses. */
    public Resource {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
        requireNonNull(counting, "counting");
        Decimal.nonNegative(name + " per training FLOP", perTrainingFlop);
        Decimal.nonNegative(name + " per serving FLOP", perServingFlop);
        Decimal.nonNegative(name + " per parameter", perParameter);
        Decimal.nonNegative(name + " per token", perToken);
        if (!(perTrainingFlop + perServingFlop + perParameter + perToken > 0)) {
            throw new IllegalArgumentException(
                    "at least one price of " + name + " must be positive, got none");
        }
    }

    private static Resource ofWork(String name, String unit, double training, double serving) {
        return new Resource(name, unit, training, serving, 0, 0, Optional.empty());
    }

    /**
     * Operations of training and of serving together.
     *
     * @return the resource, in FLOP
     */
    public static Resource compute() {
        return ofWork("compute", "FLOP", 1, 1);
    }

    /**
     * Operations of training alone.
     *
     * @return the resource, in FLOP
     */
    public static Resource trainingCompute() {
        return ofWork("trainingCompute", "FLOP", 1, 0);
    }

    /**
     * How long training takes. Serving is not in it.
     *
     * @param cluster where it runs
     * @return the resource, in days
     */
    public static Resource days(Cluster cluster) {
        requireNonNull(cluster, "cluster");
        return ofWork("days", "", cluster.days(ONE), 0);
    }

    /**
     * Money for training and serving at one place.
     *
     * @param site where both run
     * @return the resource, in the currency of the price
     */
    public static Resource money(Site site) {
        requireNonNull(site, "site");
        return money(site, site);
    }

    /**
     * Money for training and serving.
     *
     * @param training where training runs
     * @param serving where the model is served
     * @return the resource, in the currency of the prices
     * @throws IllegalArgumentException when the two are paid in different currencies
     */
    public static Resource money(Site training, Site serving) {
        requireNonNull(training, "training");
        requireNonNull(serving, "serving");
        String currency = training.prices().currency();
        if (!currency.equals(serving.prices().currency())) {
            throw new IllegalArgumentException(
                    String.format(
                            "training and serving must be paid in one currency, got '%s' and '%s'",
                            currency, serving.prices().currency()));
        }
        return ofWork(MONEY, currency, training.moneyPerFlop(), serving.moneyPerFlop());
    }

    /**
     * Energy for training and serving, the buildings included.
     *
     * @param training where training runs
     * @param serving where the model is served
     * @return the resource, in kilowatt-hours
     * @throws IllegalArgumentException when the power of an accelerator is not known
     */
    public static Resource energy(Site training, Site serving) {
        requireNonNull(training, "training");
        requireNonNull(serving, "serving");
        return ofWork(
                "energy", "kWh", training.kilowattHoursPerFlop(), serving.kilowattHoursPerFlop());
    }

    /**
     * Carbon dioxide of training and serving.
     *
     * @param training where training runs
     * @param serving where the model is served
     * @return the resource, in kilograms
     * @throws IllegalArgumentException when the power of an accelerator is not known, or no grid
     *     emits anything
     */
    public static Resource carbon(Site training, Site serving) {
        requireNonNull(training, "training");
        requireNonNull(serving, "serving");
        return ofWork("carbon", "kg CO2", training.kilogramsPerFlop(), serving.kilogramsPerFlop());
    }

    /**
     * Memory for weights, gradients and optimizer state while training. Activations come on top.
     *
     * @param memory bytes of each number, such as {@link Memory#MIXED_ADAM}
     * @return the resource, in bytes; {@link Cluster#memoryBytes} says what there is
     */
    public static Resource memory(Memory memory) {
        requireNonNull(memory, "memory");
        double each = Footprint.training(ModelSize.of(1), memory).totalBytes();
        return new Resource("memory", "bytes", 0, 0, each, 0, Optional.of(Counting.TOTAL));
    }

    /**
     * The size of the model.
     *
     * @param counting which parameters count
     * @return the resource, in parameters
     */
    public static Resource parameters(Counting counting) {
        requireNonNull(counting, "counting");
        return new Resource("params", "parameters", 0, 0, 1, 0, Optional.of(counting));
    }

    /**
     * Training tokens, seen for the first time or again.
     *
     * @return the resource, in tokens
     */
    public static Resource tokens() {
        return new Resource("tokens", "tokens", 0, 0, 0, 1, Optional.empty());
    }

    /**
     * What a training and what is served of it use.
     *
     * @param trainingFlops operations of training
     * @param servingFlops operations of serving
     * @param parameters N
     * @param tokens D
     * @return units of this resource; NaN or infinite where an argument is
     */
    public double use(double trainingFlops, double servingFlops, double parameters, double tokens) {
        return perTrainingFlop * trainingFlops
                + perServingFlop * servingFlops
                + perParameter * parameters
                + perToken * tokens;
    }

    /**
     * Writes an amount of it to four digits.
     *
     * @param amount units of this resource
     * @return such as {@code 30 days}, {@code 1.5M kWh} or {@code 2.5M of money}; {@code unknown days}
     *     for NaN
     */
    public String text(double amount) {
        String number =
                Double.isFinite(amount)
                        ? Digits.four(amount)
                        : Double.isNaN(amount) ? "unknown" : "boundless";
        return number + " " + unitInWords();
    }

    /**
     * What follows an amount of it in a sentence.
     *
     * @return the unit, such as {@code kWh}; else the name, such as {@code days}; {@code of money}
     *     where a currency has no name
     */
    public String unitInWords() {
        return !unit.isEmpty() ? unit : name.equals(MONEY) ? "of money" : name;
    }

    @Override
    public String toString() {
        return unit.isEmpty() || unit.equals(name) ? name : name + " (" + unit + ")";
    }
}
