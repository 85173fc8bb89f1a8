package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.testing.RandomSweep;

/**
 * Makes the table of how often sweeps are said to fall ever faster: of laws above a floor, by grid and
 * noise, and of losses that do. It has a profile of its own.
 */
class FallingFasterStudyTest {
    private static final int SOUND = 1000;
    private static final int BENT = 300;
    private static final double[] NOISES = {0, 0.002, 0.005, 0.01};

    private static final List<LossLaw> LAWS =
            Stream.concat(
                            Stream.of(
                                            PublishedLaws.HOFFMANN_2022,
                                            PublishedLaws.BESIROGLU_2024,
                                            PublishedLaws.MUENNIGHOFF_2023_BASE,
                                            PublishedLaws.KAPLAN_2020,
                                            PublishedLaws.GADRE_2024_REFINEDWEB,
                                            PublishedLaws.BUSBRIDGE_2025_SUPERVISED)
                                    .map(PublishedLaw::law),
                            Stream.of(
                                    new ChinchillaLaw(0, 20, 0.15, 30, 0.15),
                                    new ChinchillaLaw(0, 30, 0.15, 3000, 0.465)))
                    .map(LossLaw.class::cast)
                    .toList();

    private final SplittableRandom random = new SplittableRandom(20);
    private final List<String> lines = new ArrayList<>();

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        lines.add("# made by: mvn test -Pstudy -Dtest=FallingFasterStudyTest");
        lines.add("kind,noise,sweeps,warned");
        for (double noise : NOISES) {
            sound("sizes within 2 of the best", noise, 1, 2, 1);
            sound("sizes within 4", noise, 1, 4, 1);
            sound("sizes within 10", noise, 1, 10, 1);
            sound("sizes within 30", noise, 1, 30, 1);
            sound("within 6 of a middle that drifts up by 4", noise, 1, 6, 4);
            sound("within 6 of a middle that drifts down by 4", noise, 1, 6, 0.25);
            sound("within 3, budgets of unequal noise up to 9", noise, 9, 3, 1);
            if (noise > 0) {
                row("sound; random sizes and tokens", noise, SOUND, () -> scattered(noise));
            }
        }
        int sound = lines.size();

        for (int budgets : new int[] {4, 6, 9}) {
            for (double noise : new double[] {0.002, 0.005, 0.01}) {
                bent("late by 0.04", budgets, noise, FallingSweep.late(0.04));
                bent("late by 0.08", budgets, noise, FallingSweep.late(0.08));
                bent("throughout by 0.04", budgets, noise, FallingSweep.throughout(0.04));
                bent("throughout by 0.08", budgets, noise, FallingSweep.throughout(0.08));
            }
        }

        Path table = Path.of("target", "falling-faster.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        assertThat(lines.subList(2, sound)).allMatch(line -> share(line) < 0.01);
    }

    private static double share(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
    }

    /** Laws in turn, with 3 to 9 budgets of 5 to 12 sizes. */
    private void sound(String grid, double noise, double unequal, double reach, double drift) {
        int[] next = {0};
        row(
                "sound; " + grid.replace(',', ';'),
                noise,
                SOUND,
                () ->
                        new FallingSweep(
                                        LAWS.get(next[0]++ % LAWS.size()),
                                        random.nextInt(3, 10),
                                        random.nextInt(5, 13),
                                        reach,
                                        drift,
                                        FallingSweep.NOTHING)
                                .draw(noise, unequal, random));
    }

    private Sweep scattered(double noise) {
        return Sweep.of(RandomSweep.draw(random).runs(noise, random.nextLong()));
    }

    private void bent(String how, int budgets, double noise, DoubleUnaryOperator fall) {
        LossLaw law = PublishedLaws.BESIROGLU_2024.law();
        row(
                budgets + " budgets of 8 fall faster " + how,
                noise,
                BENT,
                () -> new FallingSweep(law, budgets, 8, 4, 1, fall).draw(noise, 1, random));
    }

    private void row(String kind, double noise, int sweeps, Supplier<Sweep> draw) {
        int warned = 0;
        for (int i = 0; i < sweeps; i++) {
            warned += draw.get().fallingFaster().isPresent() ? 1 : 0;
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s,%s,%d,%.4f",
                        kind,
                        noise,
                        sweeps,
                        warned / (double) sweeps));
    }
}
