package org.scalinglaws.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AcceleratorsTest {
    static List<Accelerator> all() {
        return Accelerators.all();
    }

    /**
     * Dense peaks in TFLOP/s as printed: NVIDIA's data sheets of V100 and A100 and white paper of
     * H100, AMD's data sheets of MI250X and MI300X, Google Cloud's pages of the TPUs.
     */
    @ParameterizedTest
    @CsvSource({
        "V100, FP16, 125",
        "A100-40GB, BF16, 312",
        "A100-80GB, TF32, 156",
        "H100-SXM, BF16, 989.4",
        "H100-SXM, FP8, 1978.9",
        "B200, BF16, 2250",
        "L40S, BF16, 362.05",
        "TPU-v4, BF16, 275",
        "TPU-v5e, BF16, 197",
        "TPU-v5p, BF16, 459",
        "TPU-v6e, INT8, 1836",
        "MI250X, BF16, 383",
        "MI300X, BF16, 1307.4",
        "MI300X, TF32, 653.7"
    })
    void peaksAreAsPrinted(String name, Arithmetic arithmetic, double teraflops) {
        assertThat(Accelerators.named(name).peak(arithmetic)).isEqualTo(teraflops * 1e12);
    }

    /** The same sources; GB, GB/s and W. Google prints 32 GiB and at most 192 W for the TPU v4. */
    @ParameterizedTest
    @CsvSource({
        "A100-40GB, 40, 1555, 400",
        "A100-80GB, 80, 2039, 400",
        "H100-SXM, 80, 3350, 700",
        "H100-PCIe, 80, 2000, 350",
        "H200, 141, 4800, 700",
        "TPU-v4, 34.359738368, 1200, 192",
        "MI300X, 192, 5300, 750"
    })
    void memoryAndPowerAreAsPrinted(
            String name, double gigabytes, double gigabytesPerSecond, double watts) {
        Accelerator accelerator = Accelerators.named(name);
        assertThat(accelerator.memoryBytes()).isEqualTo(gigabytes * 1e9);
        assertThat(accelerator.memoryBandwidth()).isEqualTo(gigabytesPerSecond * 1e9);
        assertThat(accelerator.watts()).hasValue(watts);
    }

    @Test
    void googleDoesNotPublishThePowerOfItsLaterChips() {
        assertThat(all().stream().filter(chip -> chip.watts().isEmpty()).map(Accelerator::name))
                .containsExactly("TPU-v5e", "TPU-v5p", "TPU-v6e");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyEntryIsFoundByItsNameAndSaysWhereItIsFrom(Accelerator accelerator) {
        assertThat(Accelerators.named(accelerator.name())).isEqualTo(accelerator);
        assertThat(accelerator.source()).isNotBlank();
        assertThat(accelerator.date()).isEqualTo(LocalDate.of(2026, 11, 25));
    }

    /**
     * Half the bits are twice as fast or more, to the rounding of a data sheet: that of the L40S
     * prints 183 and 362.05. A peak with structured sparsity among dense ones would break it.
     */
    @ParameterizedTest
    @MethodSource("all")
    void peaksGrowAsNumbersShrink(Accelerator accelerator) {
        Map<Arithmetic, Double> peaks = accelerator.peakFlops();
        double half = peaks.getOrDefault(Arithmetic.BF16, peaks.getOrDefault(Arithmetic.FP16, 0.0));
        assertThat(half).isPositive();
        for (Arithmetic wide : List.of(Arithmetic.TF32, Arithmetic.FP32)) {
            assertThat(peaks.getOrDefault(wide, 1.0)).isLessThanOrEqualTo(1.02 * half / 2);
        }
        assertThat(peaks.getOrDefault(Arithmetic.FP8, 2 * half))
                .isBetween(1.98 * half, 2.03 * half);
        assertThat(peaks.getOrDefault(Arithmetic.INT8, half)).isBetween(half, 4.01 * half);
    }

    @ParameterizedTest
    @CsvSource({
        "h100, H100-SXM",
        "H100 PCIe, H100-PCIe",
        "A100, A100-80GB",
        "rtx 4090, RTX-4090",
        "TPU v5p, TPU-v5p",
        "mi300x, MI300X"
    })
    void namesAreReadInAnyCaseAndWithSpaces(String written, String name) {
        assertThat(Accelerators.named(written).name()).isEqualTo(name);
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accelerators.named("A10G"))
                .withMessage(
                        "unknown accelerator 'A10G'; there are V100, A100-40GB, A100-80GB, H100-SXM,"
                                + " H100-PCIe, H200, B200, L4, L40S, RTX-4090, TPU-v4, TPU-v5e,"
                                + " TPU-v5p, TPU-v6e, MI250X, MI300X");
    }

    @Test
    void aFormatWithoutAPeakIsRefused() {
        Accelerator volta = Accelerators.named("V100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> volta.peak(Arithmetic.BF16))
                .withMessage("V100 has no published peak in BF16; there are FP16, FP32");
    }

    @Test
    void anAcceleratorPrintsWhatItDoes() {
        assertThat(Accelerators.named("V100"))
                .hasToString("V100: FP16 125 TFLOP/s, FP32 15.7 TFLOP/s, 32 GB at 900 GB/s, 300 W");
        assertThat(Accelerators.named("TPU-v5p"))
                .hasToString("TPU-v5p: BF16 459 TFLOP/s, 95 GB at 2.77 TB/s, power unknown");
        assertThat(Accelerators.named("B200").toString()).contains("BF16 2250 TFLOP/s");
    }

    @Test
    void peaksAreCopied() {
        Map<Arithmetic, Double> peaks = new EnumMap<>(Map.of(Arithmetic.BF16, 1e15));
        Accelerator own = own(peaks, 1e9, 1e12, OptionalDouble.empty());
        peaks.put(Arithmetic.BF16, 2e15);
        assertThat(own.peak(Arithmetic.BF16)).isEqualTo(1e15);
    }

    @Test
    void badNumbersAreRefused() {
        Map<Arithmetic, Double> peaks = Map.of(Arithmetic.BF16, 1e15);
        OptionalDouble none = OptionalDouble.empty();
        refused(
                () -> own(Map.of(Arithmetic.FP8, -1.0), 1e9, 1e12, none),
                "peak FLOP/s in FP8 must be positive and finite, got -1");
        refused(() -> own(Map.of(), 1e9, 1e12, none), "number of peaks must be 1 or more, got 0");
        refused(
                () -> own(peaks, 0, 1e12, none),
                "memory in bytes must be positive and finite, got 0");
        refused(
                () -> own(peaks, 1e9, Double.NaN, none),
                "memory bandwidth in bytes a second must be positive and finite, got NaN");
        refused(
                () -> own(peaks, 1e9, 1e12, OptionalDouble.of(0)),
                "power in watts must be positive and finite, got 0");
    }

    private static Accelerator own(
            Map<Arithmetic, Double> peaks, double memory, double bandwidth, OptionalDouble watts) {
        return new Accelerator(
                "own", peaks, memory, bandwidth, watts, "measured", LocalDate.of(2026, 1, 1));
    }

    private static void refused(Runnable action, String message) {
        assertThatIllegalArgumentException().isThrownBy(action::run).withMessage(message);
    }
}
