package org.scalinglaws.problems;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/** What a problem prints. */
final class Printed {
    private Printed() {}

    /** Runs the class's main and returns its text, lines ended by a line feed on every system. */
    static String by(Class<?> problem) throws ReflectiveOperationException {
        Method main = problem.getMethod("main", String[].class);
        return during(() -> main.invoke(null, (Object) new String[0]));
    }

    /** What is printed while a call runs. */
    static String during(Call call) throws ReflectiveOperationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            call.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** A call, of a main method or another. */
    interface Call {
        void run() throws ReflectiveOperationException;
    }
}
