package org.scalinglaws.problems;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.isoflop.Allocation;
import org.scalinglaws.isoflop.Envelope;
import org.scalinglaws.quantity.Digits;

/**
 * Approach 1: of learning curves of several sizes, which is lowest at each amount of compute, and how
 * does the size that is lowest grow?
 *
 * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), section 3.1</a>
 */
public final class EnvelopeOfCurves {
    private EnvelopeOfCurves() {}

    public static void main(String[] args) {
        Dataset curves = LearningCurves.withNoise(0, 0.002);
        Map<String, Envelope> readings = new LinkedHashMap<>();
        readings.put("between sizes", Envelope.DEFAULT);
        readings.put("lowest run", Envelope.DEFAULT.withReading(Envelope.Reading.LOWEST_RUN));
        readings.put("as Hoffmann et al.", Envelope.HOFFMANN);

        System.out.println("the envelope read        a   N* at 1e22 FLOP");
        readings.forEach(
                (name, envelope) -> {
                    Allocation answer = envelope.of(curves, LearningCurves.RUN);
                    show(name, answer.size().exponent(), answer.size().at(TheSweep.TARGET));
                });
        show("the truth", TheSweep.TRUTH.modelExponent(), TheSweep.size(TheSweep.TRUTH));
        System.out.print(
                """

                Twelve sizes make stairs. A parabola through the lowest size and its neighbours finds what lies
                between them; the first and last stairs, beyond which a better size may lie, must be left out.
                """);
    }

    private static void show(String what, double exponent, double size) {
        System.out.printf(Locale.ROOT, "%-20s %5.3f %17s%n", what, exponent, Digits.three(size));
    }
}
