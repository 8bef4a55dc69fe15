package io.sluice.base.time;

import java.time.Duration;

/** Runs things later. The only way to wait: nothing in Sluice blocks a thread for time to pass. */
public interface Timers {
    /**
     * Runs {@code task} once after {@code delay}, on a thread of the implementation; the task must not block.
     *
     * @return cancels the task when it has not run yet; any thread, any number of times
     */
    Runnable after(Duration delay, Runnable task);
}
