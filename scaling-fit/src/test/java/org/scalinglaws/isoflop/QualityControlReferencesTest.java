package org.scalinglaws.isoflop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.isoflop.Inspection.Reason;
import org.scalinglaws.testing.SharedData;

/**
 * The flags and reasons in the two public sets of IsoFLOP runs, as Open Athena's scaling-law-analysis
 * made them: threshold 6 for the Llama 3 runs and 3 for the Chinchilla ones. Prints both counts.
 */
class QualityControlReferencesTest {
    private static final StringJoiner TABLE = new StringJoiner("\n");

    @ParameterizedTest
    @CsvSource({"isoflop_llama3, 6, 133, 116", "isoflop_chinchilla_epoch, 3, 123, 85"})
    void everyFlagAndReasonIsTheirs(String name, double threshold, int rows, int clean) {
        Dataset runs = SharedData.runs(name, "all");
        Inspection inspection =
                QualityControl.DEFAULT.withSplineThreshold(threshold).of(Sweep.of(runs));
        List<String> theirs = runs.texts("outlier_reason");
        List<String> flags = runs.texts("outlier");
        List<String> disagreements = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String ours = inspection.reason(row).toString();
            String flag = inspection.isOutlier(row) ? "1" : "0";
            if (!ours.equals(theirs.get(row)) || !flag.equals(flags.get(row))) {
                disagreements.add(
                        String.format(
                                "run %d: theirs %s, ours %s", row + 1, theirs.get(row), ours));
            }
        }
        addCounts(name, inspection, theirs);
        disagreements.forEach(TABLE::add);
        assertThat(runs.size()).isEqualTo(rows);
        assertThat(disagreements).isEmpty();
        assertThat(inspection.kept().runs().size()).isEqualTo(clean);
    }

    private static void addCounts(String name, Inspection inspection, List<String> theirs) {
        for (Reason reason : Reason.values()) {
            int both = 0;
            int ours = 0;
            for (int row = 0; row < theirs.size(); row++) {
                boolean here = inspection.reason(row) == reason;
                ours += here ? 1 : 0;
                both += here && theirs.get(row).equals(reason.toString()) ? 1 : 0;
            }
            long others = theirs.stream().filter(reason.toString()::equals).count();
            TABLE.add(
                    String.format(
                            Locale.ROOT,
                            "%-26s %-22s %6d %5d %5d",
                            name,
                            reason,
                            others,
                            ours,
                            both));
        }
        TABLE.add(inspection.toString());
        inspection.findings().forEach(finding -> TABLE.add(finding.toString()));
    }

    @AfterAll
    static void showTheTable() {
        if (TABLE.length() > 0) {
            System.out.println("data, reason, runs of theirs, of ours, of both");
            System.out.println(TABLE);
        }
    }
}
