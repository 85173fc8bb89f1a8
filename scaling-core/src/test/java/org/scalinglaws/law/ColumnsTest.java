package org.scalinglaws.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class ColumnsTest {
    private static final Dataset RUNS =
            read("params,tokens,width,loss\n1e8,2e9,64,3\n4e8,1e9,32,2\n");

    private static Dataset read(String text) {
        return Dataset.readCsv("runs.csv", new StringReader(text));
    }

    @Test
    void columnsHoldWhatTheFamilyReadsInItsOrder() {
        Columns columns = ChinchillaLaw.FAMILY.columns(RUNS);
        assertThat(columns.rows()).isEqualTo(2);
        assertThat(columns.values(0)).containsExactly(1e8, 4e8);
        assertThat(columns.values(1)).containsExactly(2e9, 1e9);
        assertThat(columns.recipe(1))
                .isEqualTo(Recipe.of(Map.of(Factor.PARAMETERS, 4e8, Factor.TOKENS, 1e9)));
    }

    @Test
    void computeIsSixNDUnlessStated() {
        assertThat(PowerLaw.family(Factor.FLOPS).columns(RUNS).values(0))
                .containsExactly(6 * 1e8 * 2e9, 6 * 4e8 * 1e9);
    }

    @Test
    void otherUnitsDivideEveryColumnAndLeaveTheOriginalAlone() {
        Columns columns = ChinchillaLaw.FAMILY.columns(RUNS);
        Columns scaled = columns.inUnits(1e8, 1e9);
        assertThat(scaled.rows()).isEqualTo(2);
        assertThat(scaled.values(0)).containsExactly(1, 4);
        assertThat(scaled.values(1)).containsExactly(2, 1);
        assertThat(scaled.recipe(0).value(Factor.TOKENS)).isEqualTo(2);
        assertThat(columns.values(0)).containsExactly(1e8, 4e8);
    }

    @Test
    void arraysHandedOutAreCopies() {
        Columns columns = ChinchillaLaw.FAMILY.columns(RUNS);
        Arrays.fill(columns.values(0), 7);
        assertThat(columns.values(0)).containsExactly(1e8, 4e8);
    }

    @Test
    void chosenRunsStandInTheOrderOfTheirPlaces() {
        Columns columns = ChinchillaLaw.FAMILY.columns(RUNS);
        Columns chosen = columns.chosen(1, 0, 1);
        assertThat(chosen.rows()).isEqualTo(3);
        assertThat(chosen.values(0)).containsExactly(4e8, 1e8, 4e8);
        assertThatIllegalArgumentException()
                .isThrownBy(columns::chosen)
                .withMessage("places must name at least one run, got none");
        assertThatIllegalArgumentException().isThrownBy(() -> columns.chosen(0, 2));
    }

    static Stream<Arguments> incomplete() {
        return Stream.of(
                arguments(
                        "params,loss\n1e8,3\n",
                        ChinchillaLaw.FAMILY,
                        "law 'chinchilla' needs tokens; no run has any"),
                arguments(
                        "params,tokens,loss\n1,1,3\n1,1,3\n1,,3\n1,,3\n",
                        ChinchillaLaw.FAMILY,
                        "law 'chinchilla' needs tokens; run 3 has none"),
                arguments(
                        "width,loss\n1,2\n",
                        PowerLaw.family(Factor.FLOPS),
                        "law 'power' needs flops; no run has any"),
                arguments(
                        "width,loss\n,2\n1,2\n",
                        AdditivePowerLaw.family(Factor.named("width")),
                        "law 'additive' needs width; run 1 has none"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("incomplete")
    void aRunThatLacksAFactorIsNamed(String text, LawFamily<?> family, String message) {
        Dataset runs = read(text);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> family.columns(runs))
                .withMessage(message);
    }
}
