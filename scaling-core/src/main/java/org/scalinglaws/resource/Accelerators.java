package org.scalinglaws.resource;

import static java.util.Objects.requireNonNull;
import static org.scalinglaws.resource.Arithmetic.BF16;
import static org.scalinglaws.resource.Arithmetic.FP16;
import static org.scalinglaws.resource.Arithmetic.FP32;
import static org.scalinglaws.resource.Arithmetic.FP8;
import static org.scalinglaws.resource.Arithmetic.INT8;
import static org.scalinglaws.resource.Arithmetic.TF32;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scalinglaws.quantity.Spelling;

/**
 * The catalogue of accelerators: dense peaks, memory and rated power as vendors publish them.
 *
 * <p>Google's pages were read themselves; the sheets of NVIDIA and AMD as other texts quote them. A
 * peak on which such texts differ is left out, and so is the A10G, on whose every peak they differ.
 * Of the two sizes that are printed for the B200, 180 GB and 192 GB, the smaller stands here. A GB
 * of memory is taken as 1e9 bytes, which is the least it can be; Google writes GiB for the TPU v4.
 *
 * <p>A name may be written in any case, with spaces or without. {@code A100} alone means the one
 * with 80 GB, {@code H100} the SXM module.
 */
public final class Accelerators {
    private static final LocalDate LOOKED_AT = LocalDate.of(2026, 11, 25);
    private static final double GIBIBYTE = 1L << 30;
    private static final Map<String, Accelerator> BY_KEY = new LinkedHashMap<>();
    private static final Map<String, String> SHORT = Map.of("a100", "a10080gb", "h100", "h100sxm");

    static {
        Stream.of(ampere(), hopper(), ada(), google(), amd())
                .flatMap(List::stream)
                .forEach(accelerator -> BY_KEY.put(key(accelerator.name()), accelerator));
    }

    private Accelerators() {}

    /**
     * Every accelerator of the catalogue.
     *
     * @return the accelerators, vendor by vendor
     */
    public static List<Accelerator> all() {
        return List.copyOf(BY_KEY.values());
    }

    /**
     * An accelerator by name.
     *
     * @param name such as {@code H100} or {@code TPU v5p}
     * @return the accelerator and its source
     * @throws IllegalArgumentException when the catalogue does not have it
     */
    public static Accelerator named(String name) {
        requireNonNull(name, "name");
        String key = key(name);
        Accelerator accelerator = BY_KEY.get(SHORT.getOrDefault(key, key));
        if (accelerator == null) {
            List<String> known = BY_KEY.values().stream().map(Accelerator::name).toList();
            throw new IllegalArgumentException(Spelling.unknown("accelerator", name, known));
        }
        return accelerator;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }

    private static List<Accelerator> ampere() {
        Map<Arithmetic, Double> ampere =
                Map.of(BF16, 312.0, FP16, 312.0, TF32, 156.0, FP32, 19.5, INT8, 624.0);
        String sheet = "NVIDIA A100 Tensor Core GPU data sheet";
        return List.of(
                rated(
                        "V100",
                        Map.of(FP16, 125.0, FP32, 15.7),
                        32,
                        900,
                        300,
                        "NVIDIA V100 Tensor Core GPU data sheet, SXM2"),
                rated("A100-40GB", ampere, 40, 1555, 400, sheet + ", SXM 40 GB"),
                rated("A100-80GB", ampere, 80, 2039, 400, sheet + ", SXM 80 GB"));
    }

    private static List<Accelerator> hopper() {
        return List.of(
                // One chip on two cards: less power makes it slower, so each card has its own
                // sheet.
                rated(
                        "H100-SXM",
                        eightBits(989.4, 494.7, 66.9, 1978.9),
                        80,
                        3350,
                        700,
                        "NVIDIA H100 Tensor Core GPU Architecture white paper, SXM5"),
                rated(
                        "H100-PCIe",
                        eightBits(756.5, 378, 51, 1513),
                        80,
                        2000,
                        350,
                        "NVIDIA H100 Tensor Core GPU data sheet, PCIe; product brief PB-11133"),

                // The same chip with more memory, and the generation after it.
                rated(
                        "H200",
                        eightBits(989.5, 494.5, 67, 1979),
                        141,
                        4800,
                        700,
                        "NVIDIA H200 Tensor Core GPU data sheet, SXM"),
                rated(
                        "B200",
                        Map.of(BF16, 2250.0, FP16, 2250.0, FP8, 4500.0, INT8, 4500.0),
                        180,
                        8000,
                        1000,
                        "NVIDIA Blackwell data sheet, HGX B200"));
    }

    private static List<Accelerator> ada() {
        return List.of(
                rated(
                        "L4",
                        eightBits(121, 60, 30.3, 242.5),
                        24,
                        300,
                        72,
                        "NVIDIA L4 Tensor Core GPU data sheet"),
                rated(
                        "L40S",
                        eightBits(362.05, 183, 91.6, 733),
                        48,
                        864,
                        350,
                        "NVIDIA L40S data sheet"),
                rated(
                        "RTX-4090",
                        Map.of(
                                BF16, 165.2, FP16, 165.2, TF32, 82.6, FP32, 82.6, FP8, 330.3, INT8,
                                660.6),
                        24,
                        1008,
                        450,
                        "NVIDIA Ada GPU Architecture white paper, sums in FP32"));
    }

    private static List<Accelerator> google() {
        String page = "Google Cloud documentation, TPU ";
        return List.of(
                new Accelerator(
                        "TPU-v4",
                        scaled(Map.of(BF16, 275.0, INT8, 275.0)),
                        32 * GIBIBYTE,
                        1200e9,
                        OptionalDouble.of(192),
                        page + "v4; the power is the greatest measured",
                        LOOKED_AT),
                unrated("TPU-v5e", Map.of(BF16, 197.0, INT8, 393.0), 16, 819, page + "v5e"),
                unrated("TPU-v5p", Map.of(BF16, 459.0), 95, 2765, page + "v5p"),
                unrated("TPU-v6e", Map.of(BF16, 918.0, INT8, 1836.0), 32, 1638, page + "v6e"));
    }

    private static List<Accelerator> amd() {
        return List.of(
                rated(
                        "MI250X",
                        Map.of(BF16, 383.0, FP16, 383.0, FP32, 95.7, INT8, 383.0),
                        128,
                        3200,
                        560,
                        "AMD Instinct MI250X data sheet, both dies; the power is the peak"),
                rated(
                        "MI300X",
                        eightBits(1307.4, 653.7, 163.4, 2614.9),
                        192,
                        5300,
                        750,
                        "AMD Instinct MI300X data sheet"));
    }

    private static Map<Arithmetic, Double> eightBits(
            double half, double tensor, double single, double eight) {
        return Map.of(BF16, half, FP16, half, TF32, tensor, FP32, single, FP8, eight, INT8, eight);
    }

    private static Accelerator rated(
            String name,
            Map<Arithmetic, Double> teraflops,
            double gigabytes,
            double gigabytesPerSecond,
            double watts,
            String source) {
        return unrated(name, teraflops, gigabytes, gigabytesPerSecond, source).withWatts(watts);
    }

    private static Accelerator unrated(
            String name,
            Map<Arithmetic, Double> teraflops,
            double gigabytes,
            double gigabytesPerSecond,
            String source) {
        return new Accelerator(
                name,
                scaled(teraflops),
                gigabytes * 1e9,
                gigabytesPerSecond * 1e9,
                OptionalDouble.empty(),
                source,
                LOOKED_AT);
    }

    private static Map<Arithmetic, Double> scaled(Map<Arithmetic, Double> teraflops) {
        return teraflops.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, peak -> peak.getValue() * 1e12));
    }
}
