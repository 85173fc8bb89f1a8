package org.scalinglaws.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunsTest {
    private static Dataset read(String column, String first, String second, String third) {
        return CsvText.readText(
                String.format(
                        "%s,params,tokens,loss%n%s,1e8,1e9,3.5%n%s,1e8,2e9,3.4%n%s,2e8,1e9,3.3%n",
                        column, first, second, third));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "Run", "name", "Name"})
    void checkpointsAreToldByAColumnWhoseValuesReturn(String column) {
        assertThat(read(column, "a", "a", "b").trainingRuns()).contains(column);
        assertThat(read(column, "1", "1", "2").trainingRuns()).contains(column);
        assertThat(read(column, "a", "b", "c").trainingRuns()).isEmpty();
    }

    @Test
    void aColumnOfAnotherNameTellsNothing() {
        assertThat(read("group", "a", "a", "b").trainingRuns()).isEmpty();
    }

    @Test
    void aNumberThatCountsRepeatsOfEverySizeIsNoTrainingRun() {
        assertThat(read("run", "1", "2", "1").trainingRuns()).isEmpty();
    }

    @Test
    void aBlankValueTellsNoRun() {
        assertThat(read("run", "a", "a", "").trainingRuns()).isEmpty();
    }

    @Test
    void aNameThatReturnsAtTheSameTokensIsNoTrainingRun() {
        String text = "%s,params,tokens,loss\na,1e8,1e9,3.5\na,1e8,1e9,3.4\nb,2e8,1e9,3.3\n";
        assertThat(CsvText.readText(String.format(text, "name")).trainingRuns()).isEmpty();
        assertThat(CsvText.readText(String.format(text, "run")).trainingRuns()).contains("run");
    }
}
