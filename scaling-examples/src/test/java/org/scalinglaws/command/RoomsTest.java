package org.scalinglaws.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command line knows the lab, its text and the problems; these know neither it nor each other. */
class RoomsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.scalinglaws");

    @Test
    void theLabStandsByItself() {
        noClasses()
                .that()
                .resideInAPackage("org.scalinglaws.lab")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scalinglaws.command", "org.scalinglaws.problems")
                .check(CLASSES);
    }

    @Test
    void theProblemsStandByThemselves() {
        noClasses()
                .that()
                .resideInAPackage("org.scalinglaws.problems")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.scalinglaws.command", "org.scalinglaws.lab")
                .check(CLASSES);
    }

    @Test
    void theTextStandsByItself() {
        noClasses()
                .that()
                .resideInAPackage("org.scalinglaws.text")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalinglaws.command",
                        "org.scalinglaws.lab",
                        "org.scalinglaws.problems")
                .check(CLASSES);
    }

    @Test
    void theTransformersStandByThemselves() {
        noClasses()
                .that()
                .resideInAPackage("org.scalinglaws.transformer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalinglaws.command",
                        "org.scalinglaws.lab",
                        "org.scalinglaws.text",
                        "org.scalinglaws.problems")
                .check(CLASSES);
    }

    @Test
    void theStudyKnowsTextAndTransformersAndNoCommand() {
        noClasses()
                .that()
                .resideInAnyPackage("org.scalinglaws.study", "org.scalinglaws.crew")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalinglaws.command",
                        "org.scalinglaws.lab",
                        "org.scalinglaws.problems")
                .check(CLASSES);
    }

    @Test
    void theLibraryKnowsNoneOfThem() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.scalinglaws.command",
                        "org.scalinglaws.problems",
                        "org.scalinglaws.lab",
                        "org.scalinglaws.text",
                        "org.scalinglaws.transformer",
                        "org.scalinglaws.crew",
                        "org.scalinglaws.study",
                        "org.scalinglaws.bench..",
                        "org.scalinglaws.parquet",
                        "org.scalinglaws.spark")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.scalinglaws.command",
                        "org.scalinglaws.problems",
                        "org.scalinglaws.lab",
                        "org.scalinglaws.text",
                        "org.scalinglaws.transformer",
                        "org.scalinglaws.study",
                        "org.scalinglaws.crew")
                .check(CLASSES);
    }
}
