package org.scalinglaws.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.data.Run;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/** What the checks of every family rest on: no family is missing, and the tables are right. */
class CatalogueTest {
    static Stream<FamilyCase> everyFamily() {
        return FamilyCase.all();
    }

    private static boolean offersAFamily(JavaMember member) {
        boolean offered =
                member instanceof JavaField field
                        ? field.getRawType().isAssignableTo(LawFamily.class)
                        : member instanceof JavaMethod method
                                && method.getRawReturnType().isEquivalentTo(LawFamily.class);
        return offered
                && member.getModifiers()
                        .containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC))
                && member.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && member.getOwner().isTopLevelClass()
                && !member.getOwner().isEquivalentTo(LawFamily.class)
                && !member.getOwner().isEquivalentTo(LawFamilies.class);
    }

    /** Each place in the package of laws that offers a family has a row for each that it offers. */
    @Test
    void noFamilyIsMissing() {
        List<String> offered =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("org.scalinglaws.law")
                                .stream()
                                .flatMap(found -> found.getMembers().stream())
                                .filter(CatalogueTest::offersAFamily)
                                .map(member -> member.getOwner().getSimpleName())
                                .sorted()
                                .toList();
        List<String> checked =
                FamilyCase.all()
                        .filter(given -> !given.family().name().equals("broken-power-2"))
                        .map(given -> owner(given.family().at(given.law())))
                        .sorted()
                        .toList();
        assertThat(checked).isEqualTo(offered).hasSizeGreaterThan(30);
        assertThat(FamilyCase.all().map(given -> given.family().name())).doesNotHaveDuplicates();
    }

    /** The class of the catalogue that a law comes from. */
    private static String owner(LossLaw law) {
        Class<?> type = law.getClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        return type.getSimpleName();
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void everyFamilyHasMeasuredRunsOrAReasonWhyNot(FamilyCase given) {
        String name = given.family().name();
        assertThat(MeasuredRuns.of(name).isEmpty()).isEqualTo(MeasuredRuns.NONE.containsKey(name));
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void theLawInOtherUnitsGivesTheSameLosses(FamilyCase given) {
        LawFamily<?> family = given.family();
        assertThat(family.factors()).allMatch(factor -> UnitChange.isSaid(family, factor));
        Dataset runs = given.runs(12, 0, 1);
        double unit = 1.0625;
        for (Set<Factor> factors : UnitChange.closed(family)) {
            double[] numbers = UnitChange.inUnits(family, given.law(), factors, unit);
            LossLaw law = family.at(numbers);
            for (Run run : runs) {
                Recipe counted = run.recipe();
                for (Factor factor : factors) {
                    counted = counted.with(factor, run.recipe().value(factor) / unit);
                }
                assertThat(law.loss(counted)).isCloseTo(run.loss().nats(), within(1e-11));
            }
        }
    }

    /** What the table calls open is so: the family does not say otherwise. */
    @Test
    void theTableOfUnitsSpeaksOfFactorsThatFamiliesHave() {
        for (UnitChange row : UnitChange.TABLE) {
            LawFamily<?> family =
                    everyFamily()
                            .map(FamilyCase::family)
                            .filter(found -> found.name().equals(row.family()))
                            .findFirst()
                            .orElseThrow();
            assertThat(family.factors()).containsAll(row.factors());
            assertThat(row.reason()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void aSmallerLawIsALawOfTheLargerFamily(FamilyCase given) {
        Dataset runs = given.runs(12, 0, 1);
        List<String> names = new ArrayList<>();
        for (SmallerLaw inside : SmallerLaw.inside(given.family())) {
            LawFamily<?> smaller = inside.smaller();
            double[] numbers = smaller.parameters().stream().mapToDouble(p -> 0.7).toArray();
            LossLaw law = given.family().at(inside.larger().of(numbers));
            for (Run run : runs) {
                double loss = smaller.at(numbers).loss(run.recipe());
                assertThat(law.loss(run.recipe())).isCloseTo(loss, within(1e-9 * loss));
            }
            names.add(smaller.name());
        }
        assertThat(names).doesNotContain(given.family().name());
    }
}
