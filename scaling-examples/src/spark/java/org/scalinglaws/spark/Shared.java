package org.scalinglaws.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.solve.Engine;

/** Tasks that are sent to each machine once, and opened there once. */
final class Shared implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Engine.Sent sent;
    private transient volatile Engine.@Nullable Tasks tasks;

    Shared(Engine.Sent sent) {
        this.sent = sent;
    }

    Engine.Tasks tasks() {
        Engine.Tasks known = tasks;
        if (known == null) {
            synchronized (this) {
                known = tasks;
                if (known == null) {
                    known = sent.open();
                    tasks = known;
                }
            }
        }
        return known;
    }
}
