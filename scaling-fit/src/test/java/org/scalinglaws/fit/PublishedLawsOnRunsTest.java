package org.scalinglaws.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.published.PublishedLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.testing.SharedData;

/** Published laws over whole tables of their papers' runs; the means by plain Python. */
class PublishedLawsOnRunsTest {
    private static double meanError(PublishedLaw<?> law, Dataset runs) {
        double sum = 0;
        for (Run run : runs) {
            sum += law.law().loss(run.recipe()) - run.loss().nats();
        }
        return sum / runs.size();
    }

    @ParameterizedTest
    @CsvSource({
        "hoffmann-2022, -0.008627",
        "hoffmann-2022-rounded, 0.044695",
        "besiroglu-2024, -0.001740"
    })
    void overTheRunsOfHoffmannsFigure(String name, double expected) {
        Dataset runs = SharedData.runs("chinchilla_epoch", "240");
        assertThat(meanError(PublishedLaws.named(name), runs)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theVocabularyLawReadsTokensAndCountsThemAsItsFitDid() {
        Path file = SharedData.caseFile("public/09-tao-units.csv");
        Dataset runs = Dataset.readCsv(file, "lossu");
        assertThat(runs.factors()).contains(Factor.TOKENS);
        assertThat(meanError(PublishedLaws.TAO_2024, runs)).isCloseTo(0, within(0.03));
    }
}
