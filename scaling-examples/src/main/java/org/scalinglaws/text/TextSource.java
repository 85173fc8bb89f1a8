package org.scalinglaws.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A file that text was read from.
 *
 * @param name its name, without folders
 * @param origin the package and version that it was installed by, such as {@code dict-wn 1:3.0-37};
 *     empty where that is not known
 * @param bytes how long it is, unpacked
 * @param sha256 of the unpacked bytes, 64 hexadecimal digits
 */
public record TextSource(String name, String origin, long bytes, String sha256) {
    /** The first line of a changelog of Debian: {@code wordnet (1:3.0-37) unstable; urgency=medium}. */
    private static final Pattern RELEASE = Pattern.compile("\\S+ \\((\\S+)\\) .*");

    /** Refuses nulls. */
    public TextSource {
        requireNonNull(name, "name");
        requireNonNull(origin, "origin");
        requireNonNull(sha256, "sha256");
    }

    static TextSource of(Path file, byte[] bytes) {
        return new TextSource(
                String.valueOf(file.getFileName()), origin(file), bytes.length, Sha256.of(bytes));
    }

    /** All of a file; one that ends in .gz or .dz is unpacked. */
    static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    "text must be read from a file, got the folder '" + file + "'");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return file.toString().matches(".*\\.[gd]z") ? unpacked(bytes) : bytes;
        } catch (NoSuchFileException absent) {
            throw new IllegalArgumentException("no file '" + file + "'", absent);
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "cannot read '" + file + "': " + failed.getMessage(), failed);
        }
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    /** By the changelog of the package dict-X beside share/dictd/X.dict.dz. */
    private static String origin(Path file) {
        String name = String.valueOf(file.getFileName());
        String installed = "dict-" + name.replaceFirst("\\..*", "");
        Path log =
                file.toAbsolutePath()
                        .resolveSibling("../doc/" + installed + "/changelog.Debian.gz")
                        .normalize();
        if (!Files.exists(log)) {
            return "";
        }
        byte[] text = bytes(log);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(text), UTF_8))) {
            Matcher release = RELEASE.matcher(String.valueOf(lines.readLine()));
            return release.matches() ? installed + " " + release.group(1) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
