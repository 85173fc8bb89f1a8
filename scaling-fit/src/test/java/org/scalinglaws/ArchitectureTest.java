package org.scalinglaws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.finding.ScalingException;

/** The order of the rooms and the promises at their doors. */
@Tag("once")
class ArchitectureTest {
    private static final String[] GROUND =
            packages("quantity", "json", "finding", "recipe", "data", "law..", "published");

    /** The wing from a law to what should be trained. */
    private static final String[] PLANS =
            packages("architecture", "resource", "plan", "inverse", "tuning", "sweep", "simulate");

    /** The wing from runs to a law. */
    private static final String[] FITS =
            packages("solve", "problem", "effort", "fit", "uncertainty", "diagnose");

    /** The page that lists all that may be thrown. */
    private static final Path VOICES =
            Path.of("../scaling-core/src/main/java/org/scalinglaws/finding/package-info.java");

    private static final int MOST_PUBLIC_TYPES = 14;
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(Rooms.ROOT);

    private static String[] packages(String... rooms) {
        return Stream.of(rooms).map(room -> Rooms.ROOT + "." + room).toArray(String[]::new);
    }

    static Stream<String> rooms() {
        return Rooms.ORDER.stream();
    }

    @Test
    void everyPackageIsARoom() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Rooms.ORDER.stream().map(room -> Rooms.ROOT + "." + room).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyThoseAboveIt(String room) {
        String[] below =
                Rooms.ORDER.subList(Rooms.ORDER.indexOf(room) + 1, Rooms.ORDER.size()).stream()
                        .map(later -> Rooms.ROOT + "." + later)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(Rooms.ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(below)
                .check(CLASSES);
    }

    @Test
    void whatFitsAndWhatPlansKnowNothingOfEachOther() {
        apart(FITS, PLANS);
        apart(PLANS, FITS);
        apart(GROUND, PLANS);
    }

    private static void apart(String[] wing, String[] other) {
        noClasses()
                .that()
                .resideInAnyPackage(wing)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(other)
                .check(CLASSES);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(Rooms.ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noTypeOfAnotherLibraryStandsInAPublicSignature() {
        var foreign = resideInAnyPackage("org.apache..", "org.ejml..", "de.siegmar..");
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawReturnType(foreign)
                .andShould()
                .notHaveRawParameterTypes(
                        describe(
                                "types of another library",
                                types -> types.stream().anyMatch(foreign)))
                .check(CLASSES);
    }

    @Test
    void nothingPrints() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*\\.(Abstract\\w*|\\w*(Utils?|Manager|Impl|Helper))")
                .check(CLASSES);
        methods().that().arePublic().should().haveNameNotMatching("get[A-Z].*").check(CLASSES);
    }

    @Test
    void fewTypesOfARoomArePublic() {
        Map<String, Integer> counts = new TreeMap<>();
        CLASSES.stream()
                .filter(type -> type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .forEach(type -> counts.merge(type.getPackageName(), 1, Integer::sum));
        assertThat(counts.values()).allMatch(count -> count <= MOST_PUBLIC_TYPES);
    }

    @Test
    void everyExceptionIsOneOfTheVoicesAndStandsOnTheirPage() throws IOException {
        List<JavaClass> exceptions =
                CLASSES.stream()
                        .filter(type -> type.isAssignableTo(Throwable.class))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .toList();
        assertThat(exceptions).hasSizeGreaterThanOrEqualTo(5);
        assertThat(exceptions)
                .allMatch(
                        type ->
                                type.isAssignableTo(ScalingException.class)
                                        || type.isAssignableTo(IllegalArgumentException.class));

        String page = Files.readString(VOICES);
        assertThat(exceptions).allSatisfy(type -> assertThat(page).contains(type.getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void nullsAreMarkedInEveryRoom(String room) throws ClassNotFoundException {
        assertThat(
                        Class.forName(Rooms.ROOT + "." + room + ".package-info")
                                .isAnnotationPresent(NullMarked.class))
                .isTrue();
    }

    @Test
    void optionsAreComponentsOfRecordsAndNotBuilders() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.endsWith("Builder") || name.endsWith("Config"));
        assertThat(
                        CLASSES.stream()
                                .flatMap(type -> type.getMethods().stream())
                                .map(JavaMethod::getName))
                .noneMatch(name -> name.equals("build"));
    }
}
