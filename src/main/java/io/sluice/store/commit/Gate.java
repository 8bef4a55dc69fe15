package io.sluice.store.commit;

import io.sluice.base.fault.Fault;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether more may be asked for. Shut while the store takes less than what comes, or nothing. Thread-safe. Holds one task
 * for each who waits.
 */
public final class Gate {
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Fault shut;

    /** Why it is shut; null when it is open. */
    public @Nullable Fault shut() {
        return shut;
    }

    void shut(Fault why) {
        shut = why;
    }

    void open() {
        shut = null;
        runAll();
    }

    /**
     * Runs {@code task} when the gate is open: on this thread if it is, else on that which opens it.
     *
     * @return takes the task back, if it has not run yet
     */
    public Runnable whenOpen(Runnable task) {
        waiting.add(task);
        if (shut == null) {
            runAll();
        }
        return () -> waiting.remove(task);
    }

    private void runAll() {
        for (Runnable task : List.copyOf(waiting)) {
            if (waiting.remove(task)) {
                task.run();
            }
        }
    }
}
