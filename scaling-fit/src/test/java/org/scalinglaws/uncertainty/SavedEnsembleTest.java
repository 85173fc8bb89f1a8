package org.scalinglaws.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.solve.Stop;
import org.scalinglaws.testing.SharedData;

/** A file of laws is read with the same care as a file of runs. */
class SavedEnsembleTest {
    private static final String LAW = "1.8,400.0,0.34,410.0,0.28";

    @TempDir private Path folder = Path.of("");

    private Path file(String requested, String... rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(
                "replicate,stop,evaluations,other_basin,objective,E,A,alpha,B,beta,"
                        + "reason,kind,requested,method");
        lines.add("fit,,,,," + LAW + ",,BOOTSTRAP," + requested + ",by hand");
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("laws.csv"), lines);
    }

    private static String row(String start) {
        return start + "," + LAW + ",,,,";
    }

    private static void assertRefused(Path file, String message) {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Ensemble.readCsv(file, ChinchillaLaw.FAMILY))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,CONVERGED,9,false,0.5 | replicate 0 stands there twice",
                "'',CONVERGED,9,false,0.5 | column 'replicate': '' is not a number",
                "-1,CONVERGED,9,false,0.5 | column 'replicate': must be a whole number from 0, got '-1'",
                "1.5,CONVERGED,9,false,1 | column 'replicate': must be a whole number from 0, got '1.5'",
                "1,CONVERGED,-9,false,1 | column 'evaluations': must be a whole number from 0, got '-9'",
                "1,CONVERGED,9,false,-0.5 | column 'objective': must be 0 or more and finite, got -0.5",
                "1,CONVERGED,9,false,NaN | column 'objective': must be 0 or more and finite, got NaN",
                "1,CONVERGED,9,false,Infinity |"
                        + " column 'objective': must be 0 or more and finite, got Infinity",
                "1,CONVERGED,9,false,'' | column 'objective': '' is not a number",
                "1,CONVERGED,9,maybe,1 | column 'other_basin': must be true or false, got 'maybe'"
            })
    void aReplicateThatCannotBeIsRefusedWithItsLine(String start, String problem)
            throws IOException {
        Path file = file("2", row("0,CONVERGED,12,false,0.4"), row(start.replace("''", "")));
        assertRefused(file, "laws.csv:4: " + problem);
    }

    @Test
    void moreReplicatesThanWereAskedForAreRefused() throws IOException {
        Path file =
                file(
                        "2",
                        row("0,CONVERGED,1,false,1"),
                        "1,,,,,,,,,,no,,,",
                        row("2,CONVERGED,1,false,1"));
        assertRefused(file, "laws.csv:5: more replicates than the 2 that were asked for");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | must be a whole number from 0, got '-1'",
                "0 | must be 1 or more, got 0",
                "x | 'x' is not a number"
            })
    void aCountOfReplicatesThatCannotBeIsRefused(String requested, String problem)
            throws IOException {
        Path file = file(requested, row("0,CONVERGED,1,false,1"));
        assertRefused(file, "laws.csv:2: column 'requested': " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,,,,,,,,,,no law,,,"})
    void anEnsembleWithoutOneLawIsRefused(String row) throws IOException {
        Path file = row.isEmpty() ? file("2") : file("2", row);
        assertRefused(file, "laws.csv:2: the ensemble must hold 1 law or more, got 0");
    }

    @Test
    void aLawWithoutANumberIsRefusedByTheNameOfTheNumber() throws IOException {
        Path file = file("2", "0,CONVERGED,1,false,1,1.8,400,,410,0.28,,,,");
        assertRefused(file, "laws.csv:3: column 'alpha': '' is not a number");
    }

    @Test
    void minusALogLikelihoodMayBeNegative() throws IOException {
        Ensemble<ChinchillaLaw> laws =
                new Ensemble<>(
                        "by hand",
                        Ensemble.Kind.BOOTSTRAP,
                        ChinchillaLaw.FAMILY,
                        EnsembleTest.FIT.law(),
                        2,
                        List.of(
                                new Replicate<>(
                                        0, EnsembleTest.FIT.law(), -7, Stop.CONVERGED, 1, false),
                                new Replicate<>(
                                        1, EnsembleTest.FIT.law(), 2, Stop.CONVERGED, 1, true)),
                        List.of());
        Path file = folder.resolve("laws.csv");
        laws.writeCsv(file);
        assertThat(Files.readAllLines(file).get(0)).contains(",minus_log_likelihood,E,");
        assertThat(Ensemble.readCsv(file, ChinchillaLaw.FAMILY)).isEqualTo(laws);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number-negative | 3: column 'replicate': must be a whole number from 0, got '-1'",
                "objective-nan | 3: column 'objective': must be 0 or more and finite, got NaN",
                "replicate-twice | 4: replicate 1 stands there twice",
                "requested-negative |"
                        + " 2: column 'requested': must be a whole number from 0, got '-1'"
            })
    void damagedFilesAreRefused(String name, String problem) {
        String file = "ens-" + name + ".csv";
        assertRefused(SharedData.caseFile("robust/" + file), file + ":" + problem);
    }
}
