package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scalinglaws.command.Answer.call;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.architecture.PublishedShapes;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.tuning.Tuning;
import org.scalinglaws.tuning.TuningRules;
import tools.jackson.databind.JsonNode;

/** What a model of some size looks like, how it is trained, and how both are written. */
class ModelCommandsTest {
    private static Answer typed(String line) {
        return call(line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7B", "125M", "70B"})
    void aSizeHasShapesNearIt(String size) {
        JsonNode json = typed("shape " + size + " --json").json();
        assertThat(json.size()).isEqualTo(3);
        double wanted = Decimal.parse("size", size);
        double last = 0;
        for (JsonNode shape : json) {
            double off = Math.abs(Math.log(shape.get("params").get("total").asDouble() / wanted));
            assertThat(off).isBetween(last, Math.log(1.25));
            last = off;
        }
    }

    @Test
    void aPublishedShapeIsCountedAsItsCardHasIt() {
        JsonNode json = typed("shape llama-3-8b --json").json().get(0);
        assertThat(json.get("layers").asInt()).isEqualTo(32);
        assertThat(json.get("params").get("total").asDouble()).isEqualTo(8_030_261_248.0);
        assertThat(json.get("trainingBytes").asDouble()).isEqualTo(16 * 8_030_261_248.0);
        assertThat(typed("shape llama-3-8b").out().lines())
                .containsExactly(
                        "llama-3-8b: Grattafiori et al. (2024), released checkpoint",
                        "  layers  width  heads kv heads feed-forward      total N   non-emb. N",
                        "      32   4096     32        8        14336       8.030B       6.980B",
                        "",
                        "32 layers of width 4096, 32 heads of 128, 8 key/value heads, gated feed-forward"
                                + " 14336, vocabulary 128256 untied, context 8192: 8.030261248B"
                                + " parameters",
                        "  total parameters                   8.03026B",
                        "  non-embedding parameters           6.97959B",
                        "  without-input-embedding parameters 7.50492B",
                        "  active parameters                  8.03026B",
                        "  FLOP a token in training           48.18B by 6 N, 57.91B with attention over"
                                + " 8192 tokens",
                        "  memory in training                 128 GB for weights, gradients and"
                                + " optimizer state",
                        "  memory in inference                16.1 GB for weights, 1.07 GB for keys and"
                                + " values of a full sequence");
    }

    @Test
    void aSizeMayBeCountedByAnotherRule() {
        JsonNode body = typed("shape 7B --counting non-embedding --json").json().get(0);
        JsonNode whole = typed("shape 7B --json").json().get(0);
        assertThat(body.get("params").get("total").asDouble())
                .isGreaterThan(whole.get("params").get("total").asDouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shape lama-3-8b | unknown shape 'lama-3-8b'; did you mean llama-3-8b? There are",
                "shape 7B --like gpt | unknown shape 'gpt'; ",
                "shape 7B --count 0 | number of shapes must be from 1 to 1000, got 0",
                "tune --tokens 1T | tune needs --params or --shape with --tokens, or a file of runs, or"
                        + " both",
                "tune --params 1B | tune needs --params or --shape with --tokens, or a file of runs, or"
                        + " both",
                "tune --params 1B --tokens 1T --within 0.1 | --within needs a file of runs",
                "tune --params 1B --tokens 1T --rule olmo | unknown rule 'olmo'; ",
            })
    void whatIsUnknownIsNamed(String line, String message) {
        Answer answer = typed(line);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("scaling: " + message);
    }

    @Test
    void theRulesAreThoseOfTheCatalogue() {
        JsonNode rules = typed("tune --shape llama-3-8b --tokens 1T --json").json().get("rules");
        assertThat(List.copyOf(rules.propertyNames()))
                .containsExactlyElementsOf(
                        TuningRules.all().stream().map(rule -> rule.name()).toList());
        Tuning step =
                TuningRules.STEP_LAW_2025.suggest(
                        PublishedShapes.named("llama-3-8b").shape(), Tokens.trillions(1));
        JsonNode said = rules.get("step-law-2025");
        assertThat(said.get("learningRate").asDouble())
                .isEqualTo(step.learningRate().orElseThrow());
        assertThat(said.get("batchTokens").asDouble()).isEqualTo(step.batch().count());
        assertThat(said.get("counting").asString()).isEqualTo(Counting.NON_EMBEDDING.toString());
    }

    @Test
    void peopleReadHowFarTheRulesLieApart() {
        assertThat(typed("tune --params 1B --tokens 100B").out())
                .startsWith(
                        "  rule           learning rate batch, tokens     steps   warm-up  beta2")
                .contains("  step-law-2025       0.001632        1.108M    90.28K")
                .contains(
                        "  learning rates from 7.88e-4 to 0.00224; batches from 1.11M to 3.18M tokens,"
                                + " 270 to 777 sequences of 4096")
                .contains(
                        "  step-law-2025: WARNING counting: the rule counts non-embedding parameters"
                                + " and the recipe total")
                .doesNotContain("NOTE");
        assertThat(typed("tune --params 1B --tokens 100B --rule olmo-core").out())
                .contains("  olmo-core: NOTE ratio: optimal at 20 tokens per parameter");
    }

    @Test
    void whatIsUnderstoodIsListed() {
        assertThat(typed("units").out().lines())
                .contains(
                        "  pf-days, petaflop-days         8.64e19",
                        "  perplexity                     perplexity, ppl, loss",
                        "  n, params, parameters          params (parameters)",
                        "  H100-SXM                       989.4 TFLOP/s in BF16, 80 GB, 700 W",
                        "  TPU-v5p                        459 TFLOP/s in BF16, 95 GB, power not"
                                + " published");
        JsonNode json = typed("units --json").json();
        assertThat(json.get("sizes").get("b").asDouble()).isEqualTo(1e9);
        assertThat(json.get("counting").valueStream().map(JsonNode::asString))
                .contains("total", "active");
    }
}
