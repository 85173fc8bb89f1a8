package org.scalinglaws.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scalinglaws.data.DataException;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.solve.Progress;

@Tag("once")
class StudyTest {
    private static final Design TINY =
            new Design(
                    100_000,
                    List.of(new Shape(64, 5, 3, 1), new Shape(64, 8, 10, 1)),
                    List.of(new Design.Length(3000, 10), new Design.Length(6000, 20)),
                    List.of(0.01, 0.02, 0.04),
                    new Design.Length(3000, 10),
                    List.of(
                            new Design.Larger(
                                    new Shape(64, 16, 26, 1), new Design.Length(6000, 20))),
                    5e6,
                    Integer.MAX_VALUE);
    private static final Study STUDY = new Study(TINY, 2);

    @TempDir private Path folder;

    private List<String> rows() throws IOException {
        return Files.readAllLines(folder.resolve("runs.csv")).stream()
                .map(row -> row.replaceAll(",[0-9.]+,\\d+,1$", ""))
                .toList();
    }

    @Test
    void aStudyHasTrialsAGridWithSeedsAndLargerRuns() throws Exception {
        Dataset runs = STUDY.run(folder, Progress.NONE);
        assertThat(runs.where("role", "trial").size()).isEqualTo(6);
        // 609 x 3000, 609 x 6000 and 1386 x 3000 are cheap.
        assertThat(runs.where("role", "grid").size()).isEqualTo(3 + 3 + 3 + 1);
        Dataset larger = runs.where("role", "withheld");
        assertThat(larger.texts("params")).containsExactly("3610");
        assertThat(larger.run(0).loss().nats()).isBetween(3.0, 3.7);
        assertThat(Files.readAllLines(folder.resolve("curves.csv"))).hasSize(1 + 17 * 12);
    }

    @Test
    void everyRunTakesTheBestRateOfItsSize() throws Exception {
        Dataset runs = STUDY.run(folder, Progress.NONE);
        Dataset trials = runs.where("role", "trial").where("params", "609");
        double[] losses = trials.losses();
        int least = losses[0] < losses[1] ? 0 : losses[1] < losses[2] ? 1 : 2;
        double best = Double.parseDouble(trials.texts("learning_rate").get(least));
        assertThat(runs.where("role", "grid").where("params", "609").texts("learning_rate"))
                .allSatisfy(
                        rate ->
                                assertThat(Double.parseDouble(rate))
                                        .isBetween(best / 1.5, best * 1.5));
    }

    @Test
    void aStudyThatWasStoppedGoesOnAndThreadsChangeNoDigit() throws Exception {
        STUDY.run(folder, Progress.NONE);
        List<String> whole = rows();
        List<String> curves = Files.readAllLines(folder.resolve("curves.csv"));
        // No run took so long: it shows which rows are trained again.
        Path runs = folder.resolve("runs.csv");
        String marked = Files.readString(runs).replaceAll(",[0-9.]+(,\\d+,1\r?\n)", ",9999.5$1");
        Files.writeString(runs, marked);

        STUDY.run(folder, Progress.NONE);
        assertThat(runs).hasContent(marked);

        List<String> some = new ArrayList<>(Files.readAllLines(runs));
        some.subList(9, 14).clear();
        some.remove(2);
        Files.write(runs, some);
        STUDY.withThreads(1).run(folder, Progress.NONE);
        assertThat(rows()).isEqualTo(whole);
        assertThat(Files.readAllLines(folder.resolve("curves.csv"))).isEqualTo(curves);
        assertThat(Files.readAllLines(runs))
                .containsAll(some)
                .filteredOn(row -> row.contains(",9999.5,"))
                .hasSize(17 - 6);
    }

    @Test
    void whatElseTheFolderHasIsKept() throws Exception {
        STUDY.run(folder, Progress.NONE);
        List<String> before = rows();
        STUDY.withUniqueTokens(Tokens.of(1000)).run(folder, Progress.NONE);
        assertThat(rows()).containsAll(before).hasSize(2 * (before.size() - 1) + 1);
    }

    /** A law must not be fitted to the runs of two studies that happen to share a folder. */
    @Test
    void aStudyAnswersWithItsOwnRunsAlone() throws Exception {
        Dataset fresh = STUDY.run(folder, Progress.NONE);
        Dataset repeated = STUDY.withUniqueTokens(Tokens.of(1000)).run(folder, Progress.NONE);
        assertThat(repeated.texts("unique_tokens")).hasSize(17).containsOnly("1000");
        Dataset again = STUDY.run(folder, Progress.NONE);
        assertThat(again.losses()).containsExactly(fresh.losses());
        assertThat(again.name()).isEqualTo("runs.csv");
    }

    @Test
    void repeatedTextTeachesLess() throws Exception {
        Dataset runs = STUDY.withUniqueTokens(Tokens.of(1000)).run(folder, Progress.NONE);
        assertThat(runs.where("role", "withheld").texts("unique_tokens")).containsExactly("1000");
        Dataset fresh = STUDY.run(folder.resolve("fresh"), Progress.NONE);
        assertThat(runs.where("role", "withheld").losses()[0])
                .isGreaterThan(fresh.where("role", "withheld").losses()[0] + 0.05);
    }

    @Test
    void progressEndsWhereAllIsDone() throws Exception {
        List<Integer> heard = new ArrayList<>();
        STUDY.run(folder, (done, total, left) -> heard.add(done));
        assertThat(heard).isSorted().last().isEqualTo(1000);
    }

    /** A program that is killed has no time to save anything. */
    @Test
    void everyRunIsSavedAsSoonAsItIsFinished() throws Exception {
        Set<Integer> saved = new TreeSet<>();
        STUDY.run(
                folder,
                (done, total, left) -> {
                    try {
                        saved.add(Files.exists(folder.resolve("runs.csv")) ? rows().size() - 1 : 0);
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                });
        assertThat(saved).containsAll(IntStream.rangeClosed(1, 17).boxed().toList());
    }

    @Test
    void anInterruptedThreadTrainsNothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> STUDY.run(folder, Progress.NONE))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** While the listener waits, both workers finish more runs than the one that is saved. */
    @Test
    void anInterruptStopsAStudyAndWhatWasFinishedIsKept() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Progress interrupting =
                (done, total, left) -> {
                    if (Files.exists(folder.resolve("runs.csv"))) {
                        LockSupport.parkNanos(1_000_000_000);
                        Thread.currentThread().interrupt();
                    }
                };
        assertThatThrownBy(() -> STUDY.run(folder, interrupting))
                .isInstanceOf(InterruptedException.class);
        List<String> kept = rows();
        assertThat(kept).hasSizeBetween(1 + 1, 1 + 6);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("scaling-laws-lab"))
                .isSubsetOf(before);
        STUDY.run(folder, Progress.NONE);
        assertThat(rows()).containsAll(kept).hasSize(1 + 17);
    }

    @Test
    void filesOfAnotherLabAreRefused() throws Exception {
        STUDY.run(folder, Progress.NONE);
        Path runs = folder.resolve("runs.csv");
        Files.writeString(runs, Files.readString(runs).replaceAll(",1(\r?\n)", ",0$1"));
        assertThatThrownBy(() -> STUDY.run(folder, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(runs + " is not of lab 1: choose another folder");
    }

    /** Else it would be taken for a run that is there, up to the cells that it lost. */
    @Test
    void aRowThatWasCutOffIsRefused() throws Exception {
        STUDY.run(folder, Progress.NONE);
        Path runs = folder.resolve("runs.csv");
        String whole = Files.readString(runs);
        Files.writeString(runs, whole.substring(0, whole.lastIndexOf(',')));
        assertThatThrownBy(() -> STUDY.run(folder, Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage(runs + ":18: a row must have 20 cells, got 19");
        Files.writeString(runs, whole.substring(0, whole.lastIndexOf(',') - 60));
        assertThatThrownBy(() -> STUDY.run(folder, Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(".*runs.csv:18: a row must have 20 cells, got \\d+");
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> STUDY.run(file, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("results must be kept in a folder, got the file '" + file + "'");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs.csv"));
        assertThatThrownBy(() -> STUDY.run(folder, Progress.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(runs + " cannot be read: ");
    }

    /** The last batch of a pass must not reach beyond the tokens that are repeated. */
    @Test
    void uniqueTokensAreWholeBatchesAndNoMoreThanAskedFor() {
        List<Job> jobs = TINY.withUniqueTokens(1015).trials();
        assertThat(jobs).extracting(Job::uniqueTokens).containsOnly(1010);
        assertThat(TINY.withUniqueTokens(1015).runs(Rates.of(jobs, job -> 0)))
                .extracting(Job::batch, Job::uniqueTokens)
                .containsOnly(tuple(10, 1010), tuple(20, 1000));
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> STUDY.withThreads(0))
                .hasMessage("threads must be 1 or more, got 0");
        assertThatThrownBy(() -> Study.full().withUniqueTokens(Tokens.of(119)))
                .hasMessage("unique tokens must be at least 120, got 119");
        assertThatThrownBy(() -> new Job(Job.Role.GRID, new Shape(64, 5, 3, 1), 30, 30, 7, 1, 1))
                .hasMessage("tokens must be a multiple of the batch, got 30 and 7");
        assertThatThrownBy(() -> new Job(Job.Role.GRID, new Shape(64, 5, 3, 1), 30, 15, 10, 1, 1))
                .hasMessage(
                        "unique tokens must be a multiple of the batch and at most the tokens, got 15"
                                + " of 30 with batch 10");
    }
}
