package org.scalinglaws.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where a report stands.
 *
 * @param path the file
 * @param markdown whether it is Markdown and not HTML
 */
record ReportFile(Path path, boolean markdown) {
    static ReportFile of(Path path) {
        return new ReportFile(path, path.toString().toLowerCase(Locale.ROOT).endsWith(".md"));
    }

    /** What such a report begins with. */
    private String firstLine() {
        return markdown ? ReportMarkdown.FIRST_LINE : ReportPage.FIRST_LINE;
    }

    /** Refuses a folder that takes no file, before any work. */
    void requireWritable() {
        Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "cannot write " + path + ": it must name a file in a folder that exists");
        }
        if (!Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    "cannot write " + path + ": its folder takes no new file");
        }
    }

    /** Refuses to write over what is read. */
    void requireOther(Path runs) {
        try {
            if (Files.exists(path) && Files.exists(runs) && Files.isSameFile(path, runs)) {
                throw new IllegalArgumentException(
                        path + " holds the runs themselves: name another file to write");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path, unreadable);
        }
    }

    /** Whether it may be written: a report may be replaced; anything else is somebody's work. */
    boolean isOwn() {
        if (!Files.exists(path)) {
            return true;
        }
        try (BufferedReader text = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            return firstLine().equals(text.readLine());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path, unreadable);
        }
    }

    /** Under another name first, so that nobody ever sees half of it. */
    void write(ReportContent content) {
        String text =
                markdown ? new ReportMarkdown(content).text() : new ReportPage(content).text();
        String name = path.getFileName() + "." + ProcessHandle.current().pid() + ".part";
        Path draft = path.resolveSibling(name);
        try {
            try {
                Files.writeString(draft, text);
                Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + path, refused);
        }
    }

    /** So that a reader can tell whether their file of runs is the same. */
    static String hash(byte[] file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(digest.digest(file));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
