package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.recipe.Factor;
import tools.jackson.databind.JsonNode;

class LabTransformerCommandTest {
    @TempDir private static Path folder;
    private static String text = "";

    @BeforeAll
    static void prepare() throws IOException {
        Path file = Files.writeString(folder.resolve("text.txt"), Paragraphs.of(2000));
        text = folder.resolve("text").toString();
        call("lab-text", file.toString(), "--out", text, "--vocabulary", "300", "--shuffle", "1");
    }

    private static Answer train(String tokens, String... more) {
        String[] all = {
            "lab-transformer", text, "--params", "8K", "--tokens", tokens, "--context", "32"
        };
        String[] words = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, words, all.length, more.length);
        return call(words);
    }

    @Test
    void aRunBeatsFrequenciesAndIsAddedToATable() {
        Path runs = folder.resolve("deep/runs.csv");
        Answer first = train("40K", "--out", runs.toString());
        Answer second = train("20K", "--out", runs.toString(), "--seed", "2");

        assertThat(first.err()).contains("s of processor time");
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains("layers of width")
                .contains("held-out text: ")
                .contains("by frequencies alone: ")
                .endsWith("added to " + runs + System.lineSeparator());
        assertThat(second.code()).isZero();

        Dataset table = Dataset.readCsv(runs);
        List<Run> rows = new ArrayList<>();
        table.forEach(rows::add);
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).recipe().value(Factor.TOKENS)).isEqualTo(40_448);
        assertThat(rows.get(0).loss().nats()).isLessThan(rows.get(1).loss().nats());
        assertThat(folder.resolve("deep/runs-curves.csv")).content().hasLineCount(1 + 2 * 20);
    }

    @Test
    void aRunLongerThanTheTextSaysHowMuchOfItIsNew() {
        Path runs = folder.resolve("longer.csv");
        train("120K", "--out", runs.toString());
        Dataset table = Dataset.readCsv(runs);
        double tokens = table.column(Factor.TOKENS)[0];
        double unique = table.column(Factor.UNIQUE_TOKENS)[0];
        assertThat(unique).isLessThan(tokens);
    }

    @Test
    void jsonTellsTheCurveAndTheBaseline() {
        JsonNode json = train("100K", "--json").json();

        assertThat(json.get("curve").size()).isEqualTo(20);
        assertThat(json.get("loss").asDouble()).isLessThan(json.get("baselineLoss").asDouble());
        assertThat(json.get("accuracy").asDouble())
                .isGreaterThan(json.get("baselineAccuracy").asDouble());
    }

    @Test
    void aPromptIsFollowedThroughTheModel() {
        Answer answer = train("20K", "--prompt", "the law of ");
        assertThat(answer.out())
                .contains("passes through:")
                .contains("embedding")
                .contains("block 1, attention")
                .contains("block 1, feed-forward")
                .contains("head")
                .contains("softmax")
                .contains("after training");

        JsonNode json = train("20K", "--prompt", "the law of ", "--json").json();
        JsonNode trace = json.get("trace");
        long all = 0;
        for (JsonNode part : trace.get("parts")) {
            all += part.get("parameters").asLong();
        }
        assertThat(all).isEqualTo(json.get("params").asLong());
        assertThat(trace.get("before").size()).isEqualTo(5);
        assertThat(trace.get("after").size()).isEqualTo(5);
        assertThat(trace.get("after").get(0).get("probability").asDouble())
                .isGreaterThan(trace.get("before").get(0).get("probability").asDouble());
        assertThat(train("20K", "--prompt", "").err())
                .contains("a prompt must have one token or more, got none");
    }

    @Test
    void whatMakesNoSenseIsRefusedInASentence() throws IOException {
        Path strange = Files.writeString(folder.resolve("strange.csv"), "a,b\n1,2\n");
        assertThat(train("20K", "--out", strange.toString()).err())
                .contains("runs are added to a file of the columns layers,width")
                .contains("with a,b");
        assertThat(train("few").err()).contains("token count");
        assertThat(train("20K", "--unique-tokens", "8").err())
                .contains("unique tokens must be at least the context, got 8 for a context of 32");
        assertThat(train("20K", "--batch", "0").err())
                .contains("sequences of a batch must be 1 or more, got 0");
        assertThat(
                        call(
                                        "lab-transformer",
                                        folder.resolve("none").toString(),
                                        "--params",
                                        "8K",
                                        "--tokens",
                                        "1K")
                                .code())
                .isEqualTo(2);
    }
}
