package io.sluice.store.commit;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs tasks one after another, in the order they came; what one did the next one sees. Whoever comes while no other is at it
 * runs its own task, and those that come meanwhile: nobody waits, and no thread has to be woken. Tasks must not block.
 *
 * <p>Bounded by its users: items are paid for before they come, and every other task is one of a group.
 */
final class Turns implements Executor {
    private static final Logger LOG = Logger.getLogger(Turns.class);

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            runAll();
        }
    }

    private void runAll() {
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                run(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    /** One that fails must not stop those after it. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "A step of a group commit failed");
        }
    }
}
