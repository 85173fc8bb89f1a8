package org.scalinglaws.crew;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right of one study to write to a folder. The operating system holds it and takes it back when the
 * process ends, however it ends; the file that it hangs on stays, empty, and means nothing by itself.
 */
public final class FolderLock {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the right, or says who has it.
     *
     * @param folder made where there is none
     * @return the right, to be given back
     * @throws IllegalArgumentException when another study writes to the folder, in this process or another
     * @throws InterruptedException when the thread is interrupted; nothing is taken
     */
    public static FolderLock of(Path folder) throws InterruptedException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "results must be kept in a folder, got the file '" + folder + "'");
        }

        // A channel that does not lead to a lock is closed on every way out.
        @Nullable FileChannel channel = null;
        boolean taken = false;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            folder.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            taken = isTaken(channel);
            if (taken) {
                return new FolderLock(channel);
            }
        } catch (ClosedByInterruptException stop) {
            Thread.interrupted();
            throw new InterruptedException("stopped before the first run");
        } catch (IOException broken) {
            throw new UncheckedIOException("'" + folder + "' cannot be used: " + broken, broken);
        } finally {
            if (channel != null && !taken) {
                close(channel);
            }
        }
        throw new IllegalArgumentException(
                "another study writes to '"
                        + folder
                        + "'; wait until it has ended or choose another folder");
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** Gives the right back. */
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
