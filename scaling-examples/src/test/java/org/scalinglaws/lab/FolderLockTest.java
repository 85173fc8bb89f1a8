package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.crew.FolderLock;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.solve.Progress;

class FolderLockTest {
    private static final Study STUDY =
            new Study(
                    new Design(
                            100_000,
                            List.of(new Shape(64, 5, 3, 1), new Shape(64, 8, 10, 1)),
                            List.of(new Design.Length(3000, 10)),
                            List.of(0.01, 0.02),
                            new Design.Length(3000, 10),
                            List.of(),
                            5e6,
                            Integer.MAX_VALUE),
                    1);

    @TempDir private Path folder;

    private String refusal() {
        return "another study writes to '"
                + folder
                + "'; wait until it has ended or choose another folder";
    }

    @Test
    void aSecondStudyInTheSameFolderIsRefused() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        Study other = STUDY.withUniqueTokens(Tokens.of(1000));
        STUDY.run(
                folder,
                (done, total, left) -> {
                    for (Study second : List.of(STUDY, other)) {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> second.run(folder, Progress.NONE))
                                .withMessage(refusal());
                        refused.incrementAndGet();
                    }
                });
        assertThat(refused.get()).isPositive();
        assertThat(STUDY.run(folder, Progress.NONE).size()).isPositive();
    }

    @Test
    void aStudyThatFailedLeavesTheFolderFree() {
        Progress failing =
                (done, total, left) -> {
                    throw new IllegalStateException("no more");
                };
        for (int time = 0; time < 2; time++) {
            assertThatCode(() -> STUDY.run(folder, failing)).hasMessage("no more");
        }
    }

    /** A process that is killed cannot clean up. */
    @Test
    void aProcessThatDiesLeavesTheFolderFree() throws Exception {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("held");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FolderLock.of(folder))
                    .withMessage(refusal());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThatCode(() -> FolderLock.of(folder).close()).doesNotThrowAnyException();
    }

    /** Another process, which holds a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            FolderLock lock = FolderLock.of(Path.of(arguments[0]));
            System.out.println("held");
            System.out.println(System.in.read());
            lock.close();
        }
    }
}
