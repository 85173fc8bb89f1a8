package org.scalinglaws.published;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.sparse.ExpertSaturation;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.plan.ComputeOptimal;
import org.scalinglaws.plan.LossSurface;
import org.scalinglaws.plan.Plan;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * What each published law says at points where a paper, its authors' code or a second reading of its
 * formula says it too.
 */
class PublishedSelfChecksTest {
    private static final String TABLE = "published-self-checks.csv";
    private static final int HEADER = 2;

    @BeforeAll
    static void head() {
        System.out.println("preset | point | expected | got | relative difference");
    }

    @ParameterizedTest
    @CsvFileSource(resources = TABLE, numLinesToSkip = HEADER, delimiter = '|')
    void theLawSaysWhatItsSourceSays(
            String preset,
            String quantity,
            @Nullable String recipe,
            double expected,
            double tolerance,
            String source) {
        double got = read(PublishedLaws.named(preset), quantity, point(recipe));
        double difference = got / expected - 1;
        String point = recipe == null ? quantity : quantity + " at " + recipe;
        System.out.printf("%s | %s | %s | %s | %.1e%n", preset, point, expected, got, difference);
        assertThat(Math.abs(difference)).as(source).isLessThanOrEqualTo(tolerance);
    }

    @Test
    void everyLawIsChecked() throws IOException {
        assertThat(presets())
                .containsAll(PublishedLaws.all().stream().map(PublishedLaw::name).toList());
    }

    private static List<String> presets() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                requireNonNull(
                                        PublishedSelfChecksTest.class.getResourceAsStream(TABLE)),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(HEADER)
                    .map(line -> line.substring(0, line.indexOf('|')))
                    .distinct()
                    .toList();
        }
    }

    private static Map<Factor, Double> point(@Nullable String text) {
        Map<Factor, Double> point = new LinkedHashMap<>();
        if (text != null) {
            for (String part : text.split(";", -1)) {
                String[] pair = part.split("=", 2);
                point.put(Factor.named(pair[0]), Double.valueOf(pair[1]));
            }
        }
        return point;
    }

    private static double read(
            PublishedLaw<? extends LossLaw> preset, String quantity, Map<Factor, Double> point) {
        LossLaw law = preset.law();
        return switch (quantity) {
            case "loss" -> law.loss(Recipe.of(point));
            case "best params" -> plan(preset, point).model().parameters();
            case "best tokens" -> plan(preset, point).tokens().count();
            case "best loss" -> plan(preset, point).loss().nats();
            case "model exponent" -> ((ChinchillaLaw) law).modelExponent();
            case "best bits" -> ((PrecisionLaw) law).bestBits();
            case "best vocabulary" ->
                    ((VocabularyLaw) law)
                            .bestVocabulary(
                                    point.get(VocabularyLaw.OTHER_PARAMETERS),
                                    Compute.flops(point.get(Factor.FLOPS)));
            case "vocabulary rule" ->
                    VocabularyLaw.vocabularyRule(point.get(VocabularyLaw.OTHER_PARAMETERS));
            default -> ofExperts((JointExpertsLaw) law, quantity, point);
        };
    }

    private static double ofExperts(
            JointExpertsLaw law, String quantity, Map<Factor, Double> point) {
        double experts = point.get(ExpertSaturation.EXPERTS);
        return switch (quantity) {
            case "counted experts" -> law.experts().effective(experts);
            case "model coefficient" -> law.at(experts).a();
            case "model exponent of experts" -> law.at(experts).alpha();
            case "data coefficient" -> law.at(experts).b();
            default -> throw new IllegalArgumentException("no such quantity: " + quantity);
        };
    }

    private static Plan plan(PublishedLaw<?> preset, Map<Factor, Double> point) {
        LossSurface surface = LossSurface.of(preset);
        for (Map.Entry<Factor, Double> entry : point.entrySet()) {
            if (!entry.getKey().equals(Factor.FLOPS)) {
                surface = surface.holding(entry.getKey(), entry.getValue());
            }
        }
        return ComputeOptimal.of(surface).plan(Compute.flops(point.get(Factor.FLOPS)));
    }
}
