package org.scalinglaws.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scalinglaws.law.curve.Schedule;
import org.scalinglaws.quantity.Interval;

/** How often intervals of one law of many curves hold, by the number of curves and their noise. */
class CurveCoverageStudyTest {
    private static final double LEVEL = 0.9;

    /** How many curves there are, and how far each lies off and each checkpoint about it. */
    private record Case(int curves, double noise) {
        List<StudyCurve> study(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            List<StudyCurve> study = new ArrayList<>();
            for (int i = 0; i < curves; i++) {
                int size = i % CurveStudyTest.SIZES.length;
                int length = i / CurveStudyTest.SIZES.length % CurveStudyTest.LENGTHS.length;
                study.add(
                        CurveStudyTest.curve(
                                CurveStudyTest.SIZES[size],
                                CurveStudyTest.LENGTHS[length],
                                i + i / 3,
                                noise,
                                random));
            }
            return study;
        }
    }

    private static final List<Case> CASES =
            List.of(
                    new Case(8, 0.003),
                    new Case(12, 0.003),
                    new Case(24, 0.003),
                    new Case(12, 0.01));

    @Test
    @Tag("study")
    void theTableIsWritten() throws IOException {
        int studies = Integer.getInteger("study.studies", 1000);
        int first = Integer.getInteger("study.first", 0);
        int one = Integer.getInteger("study.case", -1);
        List<String> lines = new ArrayList<>();
        lines.add("# made by: mvn test -Pstudy -Dtest=CurveCoverageStudyTest");
        lines.add("curves,noise,studies,new_run_held,law_held,alpha_held,mean_error,width");
        for (Case each : one < 0 ? CASES : List.of(CASES.get(one))) {
            lines.add(row(each, first, studies));
        }
        Path table = Path.of("target", "curve-coverage.csv");
        Files.createDirectories(table.toAbsolutePath().getParent());
        Files.write(table, lines);
        lines.forEach(System.out::println);
        assertThat(lines).hasSizeGreaterThan(2);
    }

    private static String row(Case of, int first, int studies) {
        Schedule schedule = CurveStudyTest.schedule(36_000, 0);
        double truth = CurveStudyTest.truth(1e9, schedule, 36_000);
        int newRun = 0;
        int law = 0;
        int alpha = 0;
        double error = 0;
        double width = 0;
        for (int i = 0; i < studies; i++) {
            CurveStudy study = CurveStudy.of(of.study(1000L + first + i)).withLevel(LEVEL);
            SplittableRandom random = new SplittableRandom(first + i);
            double off = of.noise() * (random.nextGaussian() + random.nextGaussian());

            // A new training errs as those of the study do.
            Expected expected = study.forecast(1e9, schedule);
            newRun += holds(expected.interval(), truth * Math.exp(off));
            law += holds(study.expected(1e9, schedule).interval(), truth);
            alpha += holds(study.intervals().get("alpha"), CurveStudyTest.TRUTH.alpha());
            error += Math.abs(expected.value() / truth - 1) / studies;
            width += expected.interval().width() / truth / studies;
        }
        return String.format(
                Locale.ROOT,
                "%d,%s,%d,%.3f,%.3f,%.3f,%.4f,%.4f",
                of.curves(),
                of.noise(),
                studies,
                (double) newRun / studies,
                (double) law / studies,
                (double) alpha / studies,
                error,
                width);
    }

    private static int holds(Interval interval, double value) {
        return interval.lower() <= value && value <= interval.upper() ? 1 : 0;
    }
}
