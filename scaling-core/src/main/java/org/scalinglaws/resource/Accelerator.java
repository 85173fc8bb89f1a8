package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;

/**
 * One accelerator as its vendor describes it. Peaks are of dense matrices: where a data sheet counts
 * structured sparsity, half of what it prints.
 *
 * @param name short name, such as {@code H100-SXM}
 * @param peakFlops operations a second in each format that the vendor publishes
 * @param memoryBytes bytes of its own memory
 * @param memoryBandwidth bytes a second between memory and cores
 * @param watts rated power of the board, or empty where the vendor does not publish it
 * @param source title of what gives the numbers
 * @param date when the source was looked at
 */
public record Accelerator(
        String name,
        Map<Arithmetic, Double> peakFlops,
        double memoryBytes,
        double memoryBandwidth,
        OptionalDouble watts,
        String source,
        LocalDate date) {
    /** Copies the peaks and refuses numbers that are not positive. */
    public Accelerator {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(date, "date");
        Map<Arithmetic, Double> copy = new EnumMap<>(Arithmetic.class);
        peakFlops.forEach(
                (format, peak) ->
                        copy.put(format, Decimal.positive("peak FLOP/s in " + format, peak)));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("number of peaks must be 1 or more, got 0");
        }
        peakFlops = Collections.unmodifiableMap(copy);
        Decimal.positive("memory in bytes", memoryBytes);
        Decimal.positive("memory bandwidth in bytes a second", memoryBandwidth);
        watts.ifPresent(power -> Decimal.positive("power in watts", power));
    }

    /**
     * The peak speed in a format.
     *
     * @param arithmetic the format
     * @return operations a second, dense
     * @throws IllegalArgumentException when the accelerator has no published peak in it
     */
    public double peak(Arithmetic arithmetic) {
        Double peak = peakFlops.get(requireNonNull(arithmetic, "arithmetic"));
        if (peak == null) {
            String known =
                    peakFlops.keySet().stream().map(Enum::name).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    name + " has no published peak in " + arithmetic + "; there are " + known);
        }
        return peak;
    }

    /**
     * The same accelerator with another power: what you measured, or what the vendor does not say.
     *
     * @param power watts of one accelerator, with its share of the host if you like
     * @return the changed accelerator
     */
    public Accelerator withWatts(double power) {
        return new Accelerator(
                name,
                peakFlops,
                memoryBytes,
                memoryBandwidth,
                OptionalDouble.of(power),
                source,
                date);
    }

    /** The power, for what cannot be computed without it. */
    double knownWatts() {
        return watts.orElseThrow(
                () ->
                        new IllegalArgumentException(
                                name + " has no published power; give it by withWatts"));
    }

    /**
     * Writes name, peaks, memory and power.
     *
     * @return such as {@code V100: FP16 125 TFLOP/s, FP32 15.7 TFLOP/s, 32 GB at 900 GB/s, 300 W}
     */
    @Override
    public String toString() {
        String peaks =
                peakFlops.entrySet().stream()
                        .map(peak -> peak.getKey() + " " + Digits.teraflops(peak.getValue()))
                        .collect(Collectors.joining(", "));
        String memory = Digits.bytes(memoryBytes) + " at " + Digits.bytes(memoryBandwidth) + "/s";
        String power =
                watts.isPresent() ? Digits.four(watts.getAsDouble()) + " W" : "power unknown";
        return name + ": " + peaks + ", " + memory + ", " + power;
    }
}
