package org.scalinglaws.solve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.function.IntFunction;

/** An engine that sends tasks as bytes, and opens them anew for every part, the last part first. */
public record Elsewhere(int parts) implements Engine {
    @Override
    public void run(Tasks tasks, Watch watch) {
        byte[] sent = bytes(tasks.sent());
        int count = tasks.count();
        for (int part = parts - 1; part >= 0; part--) {
            IntFunction<double[]> worker = opened(sent).worker();
            for (int task = part; task < count; task += parts) {
                watch.took(task, worker.apply(task), true);
            }
            watch.tick();
        }
    }

    /** What a machine would get. */
    public static byte[] bytes(Sent sent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    private static Tasks opened(byte[] sent) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent))) {
            return ((Sent) in.readObject()).open();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        } catch (ClassNotFoundException never) {
            throw new IllegalStateException(never);
        }
    }
}
