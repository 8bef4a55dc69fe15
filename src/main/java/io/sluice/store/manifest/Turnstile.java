package io.sluice.store.manifest;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets a few through at once; the others wait in line, in the order they came, as long as the line is not too long. Thread-safe. */
final class Turnstile {
    private final int most;
    private final int line;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger wishes = new AtomicInteger();
    private int inside;

    /**
     * @param most that are inside at once
     * @param line how many may wait
     */
    Turnstile(int most, int line) {
        this.most = most;
        this.line = line;
    }

    /**
     * Runs the task when there is room, here or on the thread of who leaves; it has to call {@link #leave} when it is over.
     *
     * @return false when the line is full
     */
    boolean enter(Runnable task) {
        synchronized (waiting) {
            if (inside >= most && waiting.size() >= line) {
                return false;
            }
            waiting.add(task);
        }
        pass();
        return true;
    }

    void leave() {
        synchronized (waiting) {
            inside--;
        }
        pass();
    }

    /** One thread at a time lets others in, so that tasks which are over at once do not pile up on its stack. */
    private void pass() {
        if (wishes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
            seen = wishes.addAndGet(-seen);
        } while (seen > 0);
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable next = inside < most ? waiting.poll() : null;
            if (next != null) {
                inside++;
            }
            return next;
        }
    }
}
