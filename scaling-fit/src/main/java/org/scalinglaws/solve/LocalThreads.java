package org.scalinglaws.solve;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tasks on several threads of this machine: those of an executor, or its own. */
record LocalThreads(Optional<Executor> executor) implements Engine {
    static final Engine OWN = new LocalThreads(Optional.empty());

    @Override
    public void run(Tasks tasks, Watch watch) {
        requireNonNull(tasks, "tasks");
        requireNonNull(watch, "watch");
        int used = Math.max(1, Math.min(watch.threads(), tasks.count()));
        Workers workers = new Workers(tasks, watch);
        if (executor.isPresent()) {
            workers.run(used, executor.get());
            return;
        }

        // A pool of its own: it ends with the work, and leaves no thread behind.
        Queue<Thread> crew = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(used, loop -> thread(loop, crew));
        try {
            workers.run(used, pool);
        } finally {
            pool.shutdown();
            awaitEnd(crew);
        }
    }

    private static Thread thread(Runnable loop, Queue<Thread> crew) {
        Thread thread = new Thread(loop, "scaling-laws-worker");
        thread.setDaemon(true);
        crew.add(thread);
        return thread;
    }

    private static void awaitEnd(Queue<Thread> crew) {
        boolean interrupted = false;

        // An interrupt does not shorten the wait: no thread outlives the call.
        for (Thread thread : crew) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
