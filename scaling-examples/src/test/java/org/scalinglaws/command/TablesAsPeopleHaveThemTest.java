package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever dress a table wears, the command line reads the same runs, or says how to. */
class TablesAsPeopleHaveThemTest {
    @TempDir private Path folder;

    private static Answer fit(String file, String options) {
        List<String> all = new ArrayList<>(List.of("fit", file));
        Stream.of(options.split(" (?=--)", -1))
                .filter(option -> !option.isBlank())
                .flatMap(option -> Stream.of(option.strip().split(" ", 2)))
                .forEach(all::add);
        return call(all.toArray(String[]::new));
    }

    // The files that were handed in; each holds the runs of clean.csv, whole or in part.

    @ParameterizedTest
    @CsvSource({
        "clean.csv, ''",
        "suffix.csv, ''",
        "thousands.csv, ''",
        "underscore.csv, ''",
        "semi.csv, ''",
        "euro.csv, ''",
        "runs.tsv, ''",
        "runs.jsonl, ''",
        "comment.csv, ''",
        "blanklines.csv, ''",
        "bom.csv, ''",
        "utf16.csv, ''",
        "crlf.csv, ''",
        "spaces.csv, ''",
        "camel.csv, ''",
        "index.csv, ''",
        "bpb.csv, --loss-unit bits-per-byte:4.3",
        "ppl.csv, --loss-unit perplexity",
        "billions2.csv, --unit params=B --unit tokens=B",
        "tokb.csv, --unit tokens=B",
        "renamed.csv, --bad-rows skip",
    })
    void aHandedTableIsRead(String name, String options) {
        Answer answer = fit(SharedCases.file("tables/" + name), options + " --json");
        assertThat(answer.code()).isZero();
        JsonNode json = answer.json();
        assertThat(json.get("rows").asInt()).isEqualTo(67);
        assertThat(json.get("objective").get("sum").asDouble())
                .isCloseTo(1.785519e-4, within(2e-7));
        assertThat(json.get("parameters").get("alpha").asDouble())
                .isCloseTo(0.3656931, within(2e-4));
    }

    @ParameterizedTest
    @CsvSource({
        "wandb.csv, '--column params=model/num_params --column tokens=total_tokens --column"
                + " loss=eval/c4/loss '",
        "renamed.csv, ''",
    })
    void aTrackersExportIsReadByItsFinishedRuns(String name, String columns) {
        Answer answer =
                fit(SharedCases.file("tables/" + name), columns + "--where State=finished --json");
        assertThat(answer.code()).isZero();
        assertThat(answer.json().get("rows").asInt()).isEqualTo(60);
        assertThat(answer.json().get("objective").get("sum").asDouble())
                .isCloseTo(1.59038192e-4, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wandb.csv | '' | did you mean loss=eval/c4/loss, params=model/num_params,"
                        + " tokens=total_tokens?",
                "blankloss.csv | '' | 2 of ",
                "dup.csv | '' | columns 'loss' and 'loss' both give loss",
            })
    void aTableThatCannotBeReadIsRefusedWithTheReason(String name, String options, String reason) {
        Answer answer = fit(SharedCases.file("tables/" + name), options);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"billions2.csv, units", "tokb.csv, units", "five.csv, identifiability"})
    void aPlanByATableInWrongUnitsNeedsForce(String name, String check) {
        String file = SharedCases.file("tables/" + name);
        Answer refused = fit(file, "--budget 1e22");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("ERROR " + check + ": ");
        assertThat(refused.err()).startsWith("scaling: no plan by this fit, unless with --force: ");
    }

    @Test
    void computeInAnotherUnitIsAWarningAndALossThatDivergedAnOutlier() {
        Answer compute = fit(SharedCases.file("tables/pflop.csv"), "--budget 1e22");
        assertThat(compute.code()).isZero();
        assertThat(compute.out()).contains("WARNING ").contains("1e15");
        assertThat(fit(SharedCases.file("tables/r10.csv"), "").out()).contains("outlier: ");
    }

    // Brothers of theirs: one table of twelve runs in every dress.

    private record Row(double n, double d) {
        double loss() {
            return 1.8 + 482 / Math.pow(n, 0.35) + 2085 / Math.pow(d, 0.37);
        }
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (double n : new double[] {1e8, 4e8, 16e8}) {
            for (double d : new double[] {2e9, 5e9, 11e9, 23e9}) {
                rows.add(new Row(n, d));
            }
        }
        return rows;
    }

    private static String table(String head, String form, Function<Row, Object[]> cells) {
        StringBuilder text = new StringBuilder(head);
        rows().forEach(row -> text.append(String.format(Locale.ROOT, form, cells.apply(row))));
        return text.toString();
    }

    private static Object[] raw(Row row) {
        return new Object[] {row.n, row.d, row.loss()};
    }

    private static Object[] inMillionsAndBillions(Row row) {
        return new Object[] {row.n / 1e6, row.d / 1e9, row.loss()};
    }

    static Stream<Arguments> dresses() {
        String plain = table("params,tokens,loss\n", "%.0f,%.0f,%.9f%n", row -> raw(row));
        String units = table("", "%.0f,%.0f,%.9f%n", row -> inMillionsAndBillions(row));
        return Stream.of(
                Arguments.of("plain", plain, ""),
                Arguments.of("bars", plain.replace(',', '|'), ""),
                Arguments.of("tabs", plain.replace(',', '\t'), ""),
                Arguments.of(
                        "Markdown",
                        table(
                                "| params | tokens | loss |\n|---|--:|---|\n",
                                "| %.0fM | %.0fB | %.9f |%n",
                                row -> inMillionsAndBillions(row)),
                        ""),
                Arguments.of(
                        "decimal comma and exponent",
                        table("params;tokens;loss\n", "%.1e;%.1e;%.9f%n", row -> raw(row))
                                .replace('.', ','),
                        ""),
                Arguments.of(
                        "quoted with thousands",
                        table(
                                "\"params\",\"tokens\",\"loss\"\n",
                                "\"%,.0f\",\"%,.0f\",\"%.9f\"%n",
                                row -> raw(row)),
                        ""),
                Arguments.of(
                        "mark, blank lines and line ends of Windows",
                        "\uFEFF\r\n" + plain.replace("\n", "\r\n\r\n"),
                        ""),
                Arguments.of("delimiters behind all lines", plain.replace("\n", ",\n"), ""),
                Arguments.of(
                        "delimiters behind the rows alone",
                        plain.replace("\n", ",,\n").replaceFirst(",,\n", "\n"),
                        ""),
                Arguments.of(
                        "suffixes of many kinds",
                        plain.replace("400000000,", "0.4 B,").replace("5000000000,", "5e3M,"),
                        ""),
                Arguments.of(
                        "a row of units",
                        "params,tokens,loss\n(M),(B),nats\n" + units,
                        "--bad-rows skip --unit params=M --unit tokens=B"),
                Arguments.of(
                        "letters with units",
                        "N (M),D (B),val/loss\n" + units,
                        "--column params=N (M) --unit params=M --column tokens=D (B) --unit tokens=B"
                                + " --column loss=val/loss"),
                Arguments.of(
                        "perplexity",
                        table(
                                "params,tokens,ppl\n",
                                "%.0f,%.0f,%.9f%n",
                                row -> new Object[] {row.n, row.d, Math.exp(row.loss())}),
                        "--loss-unit perplexity"),
                Arguments.of(
                        "nested lines",
                        table(
                                "",
                                "{\"config\": {\"model\": {\"n\": %.0f}, \"d\": %.0f}, \"eval/loss\":"
                                        + " %.9f}%n",
                                row -> raw(row)),
                        "--column params=config.model.n --column tokens=config.d --column"
                                + " loss=eval/loss"),
                Arguments.of(
                        "an array",
                        "["
                                + table(
                                                "",
                                                "{\"params\": %.0f, \"tokens\": %.0f, \"loss\":"
                                                        + " %.9f},%n",
                                                row -> raw(row))
                                        .strip()
                                        .replaceFirst(",$", "]"),
                        ""));
    }

    private void assertTheRuns(Answer answer) {
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode json = answer.json();
        assertThat(json.get("rows").asInt()).isEqualTo(12);
        JsonNode parameters = json.get("parameters");
        assertThat(parameters.get("alpha").asDouble()).isCloseTo(0.35, within(1e-4));
        assertThat(parameters.get("A").asDouble()).isCloseTo(482, within(1.0));
        assertThat(parameters.get("B").asDouble()).isCloseTo(2085, within(5.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dresses")
    void theSameRunsAreReadInEveryDress(String dress, String text, String options)
            throws IOException {
        Path file = Files.writeString(folder.resolve("runs.txt"), text);
        assertTheRuns(fit(file.toString(), options + " --json"));

        Path packed = folder.resolve("runs.txt.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(packed)));
            assertTheRuns(fit("-", options + " --json"));
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "N (B),D (B),loss | law 'chinchilla' needs params; no run has any; did you mean"
                        + " params=N (B) with --unit params=B? (--column NAME=COLUMN, in Java"
                        + " CsvFormat.withColumn)",
                "params_m,tokens_b,val_loss | t.csv:1: no column 'loss'; did you mean loss=val_loss,"
                        + " params=params_m with --unit params=M, tokens=tokens_b with --unit"
                        + " tokens=B? (--column NAME=COLUMN, in Java CsvFormat.withColumn); understood"
                        + " are loss, params (n, parameters), tokens (d) and flops (c, compute); the"
                        + " columns are params_m, tokens_b, val_loss",
            })
    void aNameThatSaysItsUnitIsUnderstoodInTheAdvice(String head, String message)
            throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), head + "\n0.1,2,3\n0.2,4,2.9\n");
        Answer answer = fit(file.toString(), "");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).isEqualToIgnoringNewLines("scaling: " + message);
    }

    @Test
    void aRowOfUnitsIsNamedAsWhatItIs() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("t.csv"), "params,tokens,loss\n(M),(B),nats\n1,2,3\n");
        assertThat(fit(file.toString(), "").err())
                .isEqualToIgnoringNewLines(
                        "scaling: t.csv:2: column 'params': '(M)' is not a number; no cell of this first"
                                + " row is a number: if it holds units, --bad-rows skip (in Java"
                                + " CsvFormat.withBadRows) leaves it out and --unit NAME=UNIT (withUnit)"
                                + " says them");
    }
}
