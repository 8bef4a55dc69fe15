package io.sluice.base.bytes;

import io.sluice.base.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Timers that a test lets elapse. */
public final class ManualTimers implements Timers {
    private final List<Timer> pending = new ArrayList<>();

    private record Timer(Duration delay, Runnable task) {}

    @Override
    public synchronized Runnable after(Duration delay, Runnable task) {
        Timer timer = new Timer(delay, task);
        pending.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        pending.remove(timer);
    }

    /** How many are set and neither elapsed nor cancelled. */
    public synchronized int set() {
        return pending.size();
    }

    /** Runs those that were set for at most {@code delay}. */
    public void elapse(Duration delay) {
        List<Timer> due;
        synchronized (this) {
            due = pending.stream()
                    .filter(timer -> timer.delay().compareTo(delay) <= 0)
                    .toList();
            pending.removeAll(due);
        }
        due.forEach(timer -> timer.task().run());
    }
}
