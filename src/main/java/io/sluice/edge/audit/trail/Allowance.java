package io.sluice.edge.audit.trail;

import io.sluice.base.time.TimeSource;
import java.time.Duration;

/** So many of something in each window of time. Thread-safe. */
final class Allowance {
    private final TimeSource time;
    private final long window;
    private final int most;
    private long began;
    private int taken;

    Allowance(TimeSource time, Duration window, int most) {
        this.time = time;
        this.window = window.toNanos();
        this.most = most;
        this.began = time.nanos();
    }

    /** Whether there is one more; then it is taken. */
    synchronized boolean take() {
        long now = time.nanos();
        if (now - began >= window) {
            began = now;
            taken = 0;
        }
        if (taken == most) {
            return false;
        }
        taken++;
        return true;
    }
}
