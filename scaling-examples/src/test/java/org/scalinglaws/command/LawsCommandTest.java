package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.scalinglaws.command.Answer.call;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.plan.Comparison;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.report.Report;
import tools.jackson.databind.JsonNode;

/** What the command {@code laws} prints, and what {@code plan} makes of laws of other factors. */
class LawsCommandTest {
    @Test
    void aTableHasALineForEveryLaw() {
        List<String> lines = call("laws").out().lines().toList();
        assertThat(lines).hasSize(1 + PublishedLaws.all().size());
        assertThat(lines.get(0))
                .isEqualTo(
                        "name                          year  counting       measured     loss unit      "
                                + "     formula of the loss                                   corpus");
        assertThat(lines)
                .contains(
                        "besiroglu-2024                2024  total          +0.3 %       nats per token "
                                + "     E + A / params^alpha + B / tokens^beta               "
                                + " MassiveText, read off figure 4 of Hoffmann et al. (2022)",
                        "kaplan-2020-params            2020  non-embedding  not checked  nats per token "
                                + "     A / params^alpha                                     "
                                + " WebText2");
        assertThat(lines.subList(1, lines.size())).isSorted();
    }

    @Test
    void oneLawIsShownInFull() {
        assertThat(call("laws", "besiroglu-2024").out())
                .contains(
                        "  formula    loss = E + A / params^alpha + B / tokens^beta",
                        "  law        ChinchillaLaw[e=1.81686, a=482.00572,",
                        "https://arxiv.org/abs/2404.10102",
                        "  range      params [57.3342M, 16.1833B]",
                        "  measured   2.179415 nats per token, and the law says 2.186, +0.3 %: ",
                        "  NOTE standard-errors: ");
        assertThat(call("laws", "abnar-2025").out())
                .contains("  measured   not checked against a measured run of its paper");
        JsonNode json = call("laws", "besiroglu-2024", "--json").json();
        assertThat(List.copyOf(json.propertyNames()))
                .containsExactly(
                        "name",
                        "lawType",
                        "law",
                        "text",
                        "formula",
                        "paper",
                        "year",
                        "link",
                        "place",
                        "reading",
                        "counting",
                        "flopRule",
                        "lossUnit",
                        "corpus",
                        "objective",
                        "measured",
                        "ranges",
                        "caveats");
        assertThat(json.get("law").get("alpha").asDouble()).isEqualTo(0.34781);
        assertThat(json.get("measured").get("loss").asDouble()).isEqualTo(2.179415);
        assertThat(json.get("ranges").get("params").get("upper").asDouble()).isEqualTo(16.1833e9);
    }

    @Test
    void noNumberOfALawIsLostInJson() {
        for (JsonNode law : call("laws", "--json").json()) {
            assertThat(law.get("law").toString())
                    .as(law.get("name").asString())
                    .doesNotContain("{}");
        }
        JsonNode experts =
                call("laws", "clark-2022-s-base", "--json").json().get("law").get("experts");
        assertThat(experts.get("start").asDouble()).isCloseTo(1.847, within(1e-12));
        assertThat(experts.get("most").asDouble()).isEqualTo(314.478);
    }

    @Test
    void aBudgetIsPlannedByEveryLawThatCan() {
        Comparison comparison = Comparison.at(Compute.flops(1e24), PublishedLaws.all());
        assertThat(call("laws", "--budget", "1e24").out().strip())
                .isEqualTo(Report.comparison(comparison).strip());
        JsonNode json = call("laws", "--budget", "1e24", "--json").json();
        assertThat(List.copyOf(json.get("laws").propertyNames()))
                .containsExactlyElementsOf(comparison.plans().keySet());
        // 96.00B from the closed form of Hoffmann et al. (2022), equation 4
        assertThat(json.get("laws").get("besiroglu-2024").get("params").asDouble())
                .isEqualTo(96e9, within(1e7));
        assertThat(json.get("silent").get("farseer-2025").asString())
                .isEqualTo("its loss is in bits per character");
    }

    @Test
    void aRecipeIsAskedOfNamedLawsOrAll() {
        String[] question = {"laws", "--at", "params=7e10,tokens=1.4T", "--json"};
        JsonNode all = call(question).json();
        assertThat(all.get("laws").has("kaplan-2020-flops")).isTrue();
        JsonNode two =
                call(
                                "laws",
                                "hoffmann-2022",
                                "tao-2024",
                                "--at",
                                "params=7e10,tokens=1.4T",
                                "--json")
                        .json();
        assertThat(List.copyOf(two.get("laws").propertyNames())).containsExactly("hoffmann-2022");
        assertThat(List.copyOf(two.get("silent").propertyNames())).containsExactly("tao-2024");
    }

    /** The numbers of published-self-checks.csv, which mpmath computed. */
    @Test
    void oneLawAloneAnswersInItsOwnUnitAndAtWhateverItReads() {
        Answer bits = call("laws", "farseer-2025", "--at", "params=6.4e9,tokens=5.12e11");
        assertThat(bits.out())
                .startsWith("farseer-2025 at params=6.4B tokens=512B")
                .contains(
                        "  loss      0.419148 bits per character",
                        "  counting  params are non-embedding parameters",
                        "  FLOP rule C = 6 N D",
                        "  WARNING rounded: ")
                .doesNotContain("ERROR counting");
        JsonNode sparse =
                call("laws", "abnar-2025", "--at", "params=1e10,tokens=1e11,sparsity=0.5", "--json")
                        .json();
        assertThat(sparse.get("loss").asDouble()).isEqualTo(2.1019310871541495, within(1e-12));
        assertThat(sparse.get("lossUnit").asString()).isEqualTo("nats per token");
        assertThat(sparse.get("at").get("sparsity").asDouble()).isEqualTo(0.5);
        Answer words =
                call(
                        "laws",
                        "tao-2024",
                        "--at",
                        "non_vocab_params=33M,vocab_params=2.1M,tokens=4B");
        assertThat(words.out())
                .contains(
                        "  loss      -4.32900 nats per token less those of a model of single tokens",
                        "  WARNING data-unit: ");
        assertThat(call("laws", "besiroglu-2024", "--at", "params=1e12,tokens=2e13").out())
                .contains("  WARNING extrapolation (3): params of 1.00e+12 is 1.8 decades above");
    }

    /** 6 * 7e9 * 2e12 = 8.4e22 FLOP; 512 at 989.4 TFLOP/s and 0.4, 700 W, a building of 1.1, price 2. */
    @Test
    void aGivenRecipeHasItsDaysEnergyAndMoney() {
        String[] question = {
            "laws", "besiroglu-2024", "--at", "params=7e9,tokens=2e12", "--cluster", "512xH100"
        };
        assertThat(call(question).out())
                .contains(
                        "  compute   8.4e22 FLOP",
                        "  on 512xH100-SXM at 40 % of 989.4 TFLOP/s in BF16: 4.798 days, 45.4K kWh,"
                                + " 117.9K of money",
                        "  NOTE price: ");
        List<String> arguments = new ArrayList<>(List.of(question));
        arguments.add("--json");
        JsonNode json = call(arguments.toArray(String[]::new)).json();
        double hours = 8.4e22 / (989.4e12 * 0.4 * 3600);
        assertThat(json.get("days").asDouble()).isEqualTo(hours / 24 / 512, within(1e-9));
        assertThat(json.get("money").asDouble()).isEqualTo(2 * hours, within(1e-6));
        assertThat(json.get("energyKWh").asDouble()).isEqualTo(hours * 0.77, within(1e-6));
    }

    /** A mixture is trained by the rule of its paper, not by 6 N of all its experts. */
    @Test
    void theComputeOfARecipeIsCountedAsTheLawDoes() {
        JsonNode json =
                call("laws", "abnar-2025", "--at", "params=1e10,tokens=1e11,sparsity=0.5", "--json")
                        .json();
        assertThat(json.get("flops").asDouble()).isEqualTo(3e21, within(1e9));
    }

    @Test
    void familiesAreThoseThatFitTakes() {
        assertThat(call("laws", "--families").out().stripTrailing()).isEqualTo(LawHelp.text());
        assertThat(call("laws", "--families", "--json").json().size())
                .isEqualTo(LawFamilies.all().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "laws tao-2024 --at params=1e9 | 2 | law 'tao-2024' reads non_vocab_params,"
                        + " vocab_params, tokens, and --at gives no non_vocab_params",
                "laws tao-2024 farseer-2025 --at params=1e9 | 1 | no law answers params=1e9",
                "laws --budget 1e22 --cluster 8xH100 | 2 | --cluster needs one law and --at: what"
                        + " training that recipe costs",
                "laws luo-2025-25m --at step=9000 --cluster 8xH100 | 2 | --cluster needs params and"
                        + " tokens in --at",
                "laws --at depth=3 | 1 | no law answers depth=3",
                "laws --budget many | 2 | compute in FLOP must be a number such as 70B, 1.4T or"
                        + " 3e11, got 'many'",
                "plan --law muennighoff-2023 --budget 1e22 | 2 | law 'muennighoff-2023' reads more"
                        + " than params and tokens, which --holding gives: the recipe params=1B"
                        + " tokens=20B has no unique_tokens",
                "plan --law kaplan-2020-params --budget 1e22 | 1 | law 'kaplan-2020-params' does"
                        + " not read tokens, so no size is compute-optimal",
                "plan --law hoffmann-2022 --budget 1e22 --holding x | 2 | --holding takes"
                        + " FACTOR=VALUE, got 'x'"
            })
    void questionsWithoutAnAnswerAreOneSentence(String arguments, int code, String message) {
        Answer answer = call(arguments.split(" ", -1));
        assertThat(answer.err().strip()).isEqualTo("scaling: " + message);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aPlanHoldsWhatTheLawReadsFurther() {
        String[] question = {"plan", "--law", "muennighoff-2023", "--budget", "1e22", "--json"};
        JsonNode few = plan(question, "unique_tokens=2.5e10");
        JsonNode many = plan(question, "unique_tokens=1e12");
        assertThat(few.get("loss").asDouble()).isGreaterThan(many.get("loss").asDouble());
        JsonNode once =
                call("plan", "--law", "muennighoff-2023-base", "--budget", "1e22", "--json").json();
        assertThat(many.get("params").asDouble())
                .isEqualTo(once.get("params").asDouble(), within(1e6));
    }

    private static JsonNode plan(String[] question, String held) {
        List<String> arguments = new ArrayList<>(List.of(question));
        arguments.addAll(List.of("--holding", held));
        return call(arguments.toArray(String[]::new)).json();
    }

    @Test
    void aPlanSaysHowItCountsParameters() {
        Answer text = call("plan", "--law", "kaplan-2020", "--budget", "1e22");
        assertThat(text.out()).contains("  FLOP   non-emb. N ");
        JsonNode json = call("plan", "--law", "kaplan-2020", "--budget", "1e22", "--json").json();
        assertThat(json.get("counting").asString()).isEqualTo("non-embedding");
    }
}
