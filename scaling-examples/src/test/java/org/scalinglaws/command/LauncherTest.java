package org.scalinglaws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that runs the jar, with a stand-in for Java that writes down what it is asked. */
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            for word in "$@"; do
                case $word in
                    -XX:DumpLoadedClassList=*) echo java/lang/Object >"${word#*=}";;
                    -XX:SharedArchiveFile=*) file=${word#*=};;
                    -Xshare:dump) dump=yes;;
                esac
            done
            if [ "$dump" ]; then echo classes >"$file"; fi
            case $* in *" units" | *" fit "*) echo "$@";; esac
            """;

    @TempDir private Path folder;

    @BeforeEach
    void standIn() throws IOException {
        assumeThat(Path.of("/bin/sh")).exists();
        Files.copy(Path.of("scaling"), folder.resolve("scaling"));
        Files.writeString(folder.resolve("java"), JAVA);
        assumeThat(folder.resolve("java").toFile().setExecutable(true)).isTrue();
    }

    private String run(String archive) throws IOException, InterruptedException {
        return run(archive, "units");
    }

    private String run(String archive, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("/bin/sh");
        command.add(folder.resolve("scaling").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", folder + ":", (path, stub) -> stub + path);
        builder.environment().put("SCALING_ARCHIVE", archive);
        Process process = builder.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed.strip();
    }

    @Test
    void theFirstRunHasAnArchiveMadeAndEveryRunNamesIt() throws Exception {
        Path jar = Files.writeString(folder.resolve("scaling.jar"), "");
        Path archive = folder.resolve("scaling.jsa");
        String command =
                "-XX:SharedArchiveFile="
                        + archive
                        + " -Xshare:auto -Xlog:disable -jar "
                        + jar
                        + " units";
        assertThat(run("")).isEqualTo(command);
        assertThat(archive).exists();

        // It is made in the background.
        for (int wait = 0; wait < 600 && Files.size(archive) == 0; wait++) {
            Thread.sleep(100);
        }
        assertThat(archive).hasContent("classes");
        assertThat(run("")).isEqualTo(command);
        assertThat(archive).hasContent("classes");
    }

    @Test
    void noArchiveIsMadeWhereNoneIsWanted() throws Exception {
        Files.writeString(folder.resolve("scaling.jar"), "");
        assertThat(run("off")).endsWith(" units");
        assertThat(folder.resolve("scaling.jsa")).doesNotExist();
    }

    @Test
    void aShortJobDoesWithoutTheSecondCompilerAndALongOneHasIt() throws Exception {
        Files.writeString(folder.resolve("scaling.jar"), "");
        Path few = Files.writeString(folder.resolve("few.csv"), "params,tokens,loss");
        Path many = Files.writeString(folder.resolve("many.csv"), " ".repeat(1_000_001));
        String quick = "-XX:TieredStopAtLevel=1";
        assertThat(run("off", "fit", few.toString())).contains(quick);
        assertThat(run("off", "fit", few.toString(), "--bootstrap", "4000")).contains(quick);
        assertThat(run("off", "fit", few.toString(), "--bootstrap", "10000"))
                .isNotEmpty()
                .doesNotContain(quick);
        assertThat(run("off", "fit", few.toString(), "--law=farseer"))
                .isNotEmpty()
                .doesNotContain(quick);
        assertThat(run("off", "fit", many.toString())).isNotEmpty().doesNotContain(quick);
        assertThat(run("off")).isNotEmpty().doesNotContain(quick);
    }

    @Test
    void withoutAJarItIsSaidHowToMakeOne() throws Exception {
        assertThat(run(""))
                .isEqualTo("scaling: no scaling.jar in " + folder + "; build it by: mvn package");
    }
}
