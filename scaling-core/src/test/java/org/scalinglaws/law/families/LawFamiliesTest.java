package org.scalinglaws.law.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.FormulaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.curve.MultiPowerLaw;
import org.scalinglaws.law.setup.DistillationLaw;
import org.scalinglaws.published.PublishedLaws;
import org.scalinglaws.recipe.Factor;

class LawFamiliesTest {
    /** Stands in for a family that takes a whole number: the additive law of so many factors. */
    private static final NamedFamily NUMBERED =
            NamedFamily.ofNumberAndFactor(
                    "steps",
                    "STEPS",
                    "for this test",
                    (steps, factor) ->
                            AdditivePowerLaw.family(
                                    Stream.iterate(factor, f -> Factor.named(f.name() + "'"))
                                            .limit(steps)
                                            .toArray(Factor[]::new)));

    static List<NamedFamily> rows() {
        return LawFamilies.all();
    }

    private static String asked(NamedFamily row) {
        return row.written()
                .replace(",...", "")
                .replace("BREAKS", "2")
                .replaceFirst("[A-Z]{2,}", "x")
                .replaceFirst("[A-Z]{2,}", "y");
    }

    /** Any law of a family: every number is one, or as near to it as its bounds allow. */
    private static LossLaw anyLaw(LawFamily<?> family) {
        return family.at(
                family.parameters().stream()
                        .mapToDouble(each -> Math.max(each.lower(), Math.min(1, each.upper())))
                        .toArray());
    }

    /** A law of your own has no name here, and loss curves read whole schedules. */
    @Test
    void everyLawOfThePackagesIsInTheRegister() {
        Set<String> known =
                rows().stream()
                        .map(row -> anyLaw(LawFamilies.parse(asked(row))).getClass().getName())
                        .collect(Collectors.toSet());
        known.add(FormulaLaw.class.getName());
        known.add(MultiPowerLaw.Curves.class.getName());
        assertThat(
                        new ClassFileImporter()
                                        .withImportOption(
                                                ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                        .importPackages("org.scalinglaws.law")
                                        .stream()
                                        .filter(type -> type.isAssignableTo(LossLaw.class))
                                        .filter(type -> !type.isInterface()))
                .extracting(JavaClass::getName)
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void theStudentsOfDistillationLearnAloneAsPublished() {
        DistillationLaw law = (DistillationLaw) anyLaw(LawFamilies.parse("distillation"));
        assertThat(law.supervised()).isEqualTo(PublishedLaws.BUSBRIDGE_2025_SUPERVISED.law());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyFamilyIsMadeAsItsRowIsWritten(NamedFamily row) {
        LawFamily<?> family = LawFamilies.parse(asked(row));
        assertThat(family.name())
                .isEqualTo(row.name().equals("bnsl") ? "broken-power-2" : row.name());
        assertThat(family.parameters()).isNotEmpty();
        assertThat(row.about()).isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFamilyRefusesTheWrongNumberOfArguments(NamedFamily row) {
        String asked = row.pattern().isEmpty() ? row.name() + ":x" : row.name();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LawFamilies.parse(asked, List.of()))
                .withMessageStartingWith("law '" + row.name() + "' ")
                .withMessageEndingWith(", got '" + asked + "'");
    }

    @Test
    void namesAreUnique() {
        assertThat(LawFamilies.all()).extracting(NamedFamily::name).doesNotHaveDuplicates();
    }

    @Test
    void theFourFirstFamiliesAreWhatTheyWere() {
        assertThat(LawFamilies.parse("chinchilla")).isSameAs(ChinchillaLaw.FAMILY);
        assertThat(LawFamilies.parse("power:tokens").formula())
                .isEqualTo(PowerLaw.family(Factor.TOKENS).formula());
        assertThat(LawFamilies.parse("power-without-floor: x ").formula())
                .isEqualTo(PowerLaw.familyWithoutFloor(Factor.named("x")).formula());
        assertThat(LawFamilies.parse("additive:params,tokens, depth").factors())
                .containsExactly(Factor.PARAMETERS, Factor.TOKENS, Factor.named("depth"));
    }

    @Test
    void theLastFactorsMayStandElsewhere() {
        List<NamedFamily> table = List.of(NUMBERED);
        assertThat(LawFamilies.parse("power", List.of("a,b")).factors())
                .containsExactly(Factor.named("a,b"));
        assertThat(LawFamilies.parse("additive:x", List.of("y", "z")).factors())
                .extracting(Factor::name)
                .containsExactly("x", "y", "z");
        assertThat(LawFamilies.parse(table, "steps:2,x", List.of()).factors())
                .extracting(Factor::name)
                .containsExactly("x", "x'");
        assertThat(LawFamilies.parse(table, "steps:2", List.of("x")).factors())
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
        List<NamedFamily> table =
                Stream.concat(LawFamilies.all().subList(0, 4).stream(), Stream.of(NUMBERED))
                        .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LawFamilies.parse(table, text, List.of()))
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
        assertThat(LawFamilies.parse(name, List.of("x")).name()).isEqualTo(family);
        String written = name.contains(":") ? name + ",x" : name + ":x";
        assertThat(LawFamilies.parse(written, List.of()).name()).isEqualTo(family);
    }
}
