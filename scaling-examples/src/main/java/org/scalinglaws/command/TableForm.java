package org.scalinglaws.command;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A form of tables that the library does not read itself, since it needs a heavy dependency. Those that
 * a jar was built with are found as services.
 */
public interface TableForm {
    /**
     * Whether a file has this form, by its first bytes.
     *
     * @param start the first four bytes of a file
     * @return true when {@link #jsonLines} reads such a file
     */
    boolean begins(byte[] start);

    /**
     * The table as the library reads it.
     *
     * @param file a file of this form
     * @return a JSON object a line, one for each row
     * @throws IOException when the file cannot be read
     */
    String jsonLines(Path file) throws IOException;
}
