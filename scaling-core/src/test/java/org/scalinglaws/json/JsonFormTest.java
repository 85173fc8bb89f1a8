package org.scalinglaws.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.WeightKind;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.ConstrainedOptimal;
import org.scalinglaws.plan.Decision;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Cluster;
import org.scalinglaws.resource.Prices;
import org.scalinglaws.resource.Resource;
import org.scalinglaws.resource.Site;

class JsonFormTest {
    private static final ChinchillaLaw LAW =
            new ChinchillaLaw(1.8172, 482.01, 0.3478, 2085.43, 0.3658);

    private static final String RUNS =
            """
            params,tokens,loss,sigma,corpus,epochs
            1e8,2e9,3.31,0.01,c4,1
            2e8,4.123456789012345e9,3.0999999999999996,0.02,"a ""quoted"" one",
            4e8,8e9,2.9,0.03,rpj,2
            """;

    @TempDir private Path folder;

    @Test
    void runsComeBackWithEveryColumn() {
        Dataset runs = Dataset.readCsv("runs.csv", new StringReader(RUNS));
        Dataset back = Dataset.json().parse(Dataset.json().text(runs));
        assertThat(back.losses()).containsExactly(runs.losses());
        assertThat(back.weights()).containsExactly(runs.weights());
        assertThat(back.weightKind()).isEqualTo(WeightKind.SIGMA);
        assertThat(back.name()).isEqualTo("runs.csv");
        assertThat(back.factors()).containsExactlyElementsOf(runs.factors());
        for (Factor factor : List.of(Factor.PARAMETERS, Factor.TOKENS, Factor.FLOPS)) {
            assertThat(back.column(factor)).containsExactly(runs.column(factor));
        }
        assertThat(back.label("corpus")).isEqualTo(runs.label("corpus"));
        for (int row = 0; row < runs.size(); row++) {
            assertThat(back.run(row)).isEqualTo(runs.run(row));
        }
        assertThat(Dataset.json().text(back)).isEqualTo(Dataset.json().text(runs));
    }

    @Test
    void recipesAndPlansComeBackEqual() {
        Plan plan = ComputeOptimal.of(LAW).plan(Compute.parse("1e22"));
        assertThat(Plan.json().parse(Plan.json().text(plan))).isEqualTo(plan);
        Recipe recipe =
                Recipe.of(Map.of(Factor.named("depth"), -0.1, Factor.PARAMETERS, 1.23456789e9))
                        .countedAs(Counting.NON_EMBEDDING);
        assertThat(Recipe.json().parse(Recipe.json().text(recipe))).isEqualTo(recipe);
    }

    /** Without limits but the budget, with a cost made small, served, and with prices. */
    @Test
    void decisionsComeBackEqualAndTheirPlansAreReadAlone() {
        Cluster cluster = Cluster.parse("512xH100").withUtilisation(0.4);
        ConstrainedOptimal planner =
                ConstrainedOptimal.of(LAW)
                        .limit(Resource.days(cluster), 60)
                        .serving(Tokens.trillions(1));
        Resource money = Resource.money(new Site(cluster, new Prices(2, 1.1, 400)));
        Loss target = Loss.nats(2.2);
        for (Decision decision : List.of(planner.leastLoss(), planner.leastCost(target, money))) {
            String text = Decision.json().text(decision);
            assertThat(Decision.json().parse(text)).isEqualTo(decision);
            assertThat(Plan.json().parse(text)).isEqualTo(decision.plan());
        }
    }

    @Test
    void theTextHasAMemberALine() {
        Recipe recipe = Recipe.of(Map.of(Factor.TOKENS, 2e9));
        assertThat(Recipe.json().text(recipe))
                .isEqualTo(
                        """
                        {
                          "form": "recipe",
                          "version": 1,
                          "counting": "TOTAL",
                          "values": {
                            "tokens": 2.0E9
                          }
                        }
                        """);
    }

    @Test
    void aFileNamesItselfWhereItIsWrong() throws IOException {
        Path file = folder.resolve("a.json");
        Recipe recipe = Recipe.of(Map.of(Factor.TOKENS, 2e9));
        Recipe.json().save(recipe, file);
        assertThat(Recipe.json().load(file)).isEqualTo(recipe);
        Files.writeString(file, "{\"form\": \"recipe\",\n \"version\" 1}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.json().load(file))
                .withMessage(file + ":2:12: expected ':' behind a name, got '1'");
        Files.writeString(file, "{\"form\": \"recipe\", \"version\": 2}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.json().load(file))
                .withMessage(file + ": version must be 1, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.json().load(folder.resolve("absent.json")))
                .withMessage("no file '" + folder.resolve("absent.json") + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | the JSON must be an object, got 3",
                "{} | form must be 'recipe', got nothing",
                "{\"form\":\"runs\",\"version\":1} | form must be 'recipe', got runs",
                "{\"form\":\"recipe\"} | version is missing",
                "{\"form\":\"recipe\",\"version\":1.5} | version must be a whole number, got 1.5",
                "{\"form\":\"recipe\",\"version\":1} | values is missing",
                "{\"form\":\"recipe\",\"version\":1,\"values\":{\"tokens\":\"many\"}}"
                        + " | values.tokens must be a number, got \"many\"",
                "{\"form\":\"recipe\",\"version\":1,\"values\":{\"tokens\":-2}}"
                        + " | tokens must be positive and finite, got -2",
                "{\"form\":\"recipe\",\"version\":1,\"counting\":\"all\",\"values\":{}}"
                        + " | counting must be one of [total, non-embedding, without-input-embedding,"
                        + " active], got \"all\"",
            })
    void whatBreaksARuleIsNamedByItsPlace(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.json().parse(json))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.1,
                -0.0,
                1e300,
                4.9e-324,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                -1e-5,
                Double.NEGATIVE_INFINITY
            })
    void everyNumberKeepsItsBits(double number) {
        JsonPlace back = JsonPlace.of(JsonReader.parse(JsonMembers.number(number).toString()));
        assertThat(Double.doubleToLongBits(back.number()))
                .isEqualTo(Double.doubleToLongBits(number));
    }
}
