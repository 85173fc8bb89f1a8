package org.scalinglaws.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.recipe.Factor;

class LawNamesTest {
    /** Stands in for a family that takes a whole number: the additive law of so many factors. */
    private static final LawRow NUMBERED =
            LawRow.ofNumberAndFactor(
                    "steps",
                    "STEPS",
                    "for this test",
                    (steps, factor) ->
                            AdditivePowerLaw.family(
                                    Stream.iterate(factor, f -> Factor.named(f.name() + "'"))
                                            .limit(steps)
                                            .toArray(Factor[]::new)));

    static List<LawRow> rows() {
        return LawNames.TABLE;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyFamilyIsMadeAsItsRowIsWritten(LawRow row) {
        String asked =
                row.written()
                        .replace(",...", "")
                        .replace("BREAKS", "2")
                        .replaceFirst("[A-Z]{2,}", "x")
                        .replaceFirst("[A-Z]{2,}", "y");
        LawFamily<?> family = LawNames.family(asked, List.of());
        assertThat(family.name())
                .isEqualTo(row.name().equals("bnsl") ? "broken-power-2" : row.name());
        assertThat(family.parameters()).isNotEmpty();
        assertThat(row.about()).isNotBlank().doesNotContain("\n");
        assertThat(LawNames.help().lines())
                .filteredOn(line -> line.startsWith("  " + row.written() + " "))
                .singleElement()
                .asString()
                .endsWith(" " + row.about());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFamilyRefusesTheWrongNumberOfArguments(LawRow row) {
        String asked = row.pattern().isEmpty() ? row.name() + ":x" : row.name();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LawNames.family(asked, List.of()))
                .withMessageStartingWith("law '" + row.name() + "' ")
                .withMessageEndingWith(", got '" + asked + "'");
    }

    @Test
    void namesAreUnique() {
        assertThat(LawNames.TABLE).extracting(LawRow::name).doesNotHaveDuplicates();
    }

    @Test
    void theFourFirstFamiliesAreWhatTheyWere() {
        assertThat(LawNames.family("chinchilla", List.of())).isSameAs(ChinchillaLaw.FAMILY);
        assertThat(LawNames.family("power:tokens", List.of()).formula())
                .isEqualTo(PowerLaw.family(Factor.TOKENS).formula());
        assertThat(LawNames.family("power-without-floor: x ", List.of()).formula())
                .isEqualTo(PowerLaw.familyWithoutFloor(Factor.named("x")).formula());
        assertThat(LawNames.family("additive:params,tokens, depth", List.of()).factors())
                .containsExactly(Factor.PARAMETERS, Factor.TOKENS, Factor.named("depth"));
    }

    @Test
    void theLastFactorsMayStandElsewhere() {
        List<LawRow> table = List.of(NUMBERED);
        assertThat(LawNames.family("power", List.of("a,b")).factors())
                .containsExactly(Factor.named("a,b"));
        assertThat(LawNames.family("additive:x", List.of("y", "z")).factors())
                .extracting(Factor::name)
                .containsExactly("x", "y", "z");
        assertThat(LawNames.family(table, "steps:2,x", List.of()).factors())
                .extracting(Factor::name)
                .containsExactly("x", "x'");
        assertThat(LawNames.family(table, "steps:2", List.of("x")).factors())
                .extracting(Factor::name)
                .containsExactly("x", "x'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt:3 | unknown law 'gpt:3'; there are chinchilla, power:FACTOR,"
                        + " power-without-floor:FACTOR, additive:FACTOR,FACTOR,...,"
                        + " steps:STEPS,FACTOR",
                "chinchilla:x | law 'chinchilla' takes no factor, got 'chinchilla:x'",
                "power | law 'power' is written power:FACTOR or power with --factor FACTOR, got"
                        + " 'power'",
                "power:a,b | law 'power' is written power:FACTOR or power with --factor FACTOR, got"
                        + " 'power:a,b'",
                "additive | law 'additive' is written additive:FACTOR,FACTOR,... or additive with"
                        + " --factor FACTOR, got 'additive'",
                "steps:2 | law 'steps' is written steps:STEPS,FACTOR or steps:STEPS with --factor"
                        + " FACTOR, got 'steps:2'",
                "steps:two,x | STEPS of law 'steps' must be a whole number, got 'two'",
                "power: | a factor needs a name, got ''"
            })
    void aLawThatCannotBeReadIsExplained(String text, String message) {
        List<LawRow> table =
                Stream.concat(LawNames.TABLE.subList(0, 4).stream(), Stream.of(NUMBERED)).toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LawNames.family(table, text, List.of()))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "m1, power-without-floor",
        "M2, power",
        "m3, shifted-power",
        "M4, saturating-power",
        "broken-power, broken-power-1",
        "bnsl, broken-power-1",
        "bnsl:2, broken-power-2",
        "broken-power:3, broken-power-3"
    })
    void aFamilyHasOtherNamesAndTheFactorMayStandElsewhere(String name, String family) {
        assertThat(LawNames.family(name, List.of("x")).name()).isEqualTo(family);
        String written = name.contains(":") ? name + ",x" : name + ":x";
        assertThat(LawNames.family(written, List.of()).name()).isEqualTo(family);
    }
}
