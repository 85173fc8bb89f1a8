package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scalinglaws.law.families.LawFamilies;
import org.scalinglaws.law.families.NamedFamily;

class ReadmeFamiliesTest {
    private static String readmes = "";

    static List<NamedFamily> families() {
        return LawFamilies.all();
    }

    @BeforeAll
    static void read() throws IOException {
        for (String place : List.of("../README.md", "../scaling-fit/README.md", "README.md")) {
            if (Files.exists(Path.of(place))) {
                readmes += Files.readString(Path.of(place));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFamilyIsTold(NamedFamily family) {
        assertThat(readmes).containsAnyOf("`" + family.name() + "`", "`" + family.name() + ":");
    }
}
