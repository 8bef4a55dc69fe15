package io.sluice.edge.http;

import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Notices when nothing has moved for too long while something should. Confined to its lane. It looks only a few times per
 * limit, so moving costs one assignment, and not before the other side had to move: most bodies are over by then.
 */
final class StallTimer {
    private static final int LOOKS_PER_LIMIT = 4;

    private final Timers timers;
    private final TimeSource time;
    private final Duration limit;
    private final Executor lane;
    private final Runnable onStall;
    private long movedAt;
    private boolean expecting;
    private boolean looking;
    private boolean stopped;
    private Runnable cancelLook = () -> {};

    /** What every stall timer needs; one for the process. */
    record Clock(Timers timers, TimeSource time, Duration limit) {}

    StallTimer(Clock clock, Executor lane, Runnable onStall) {
        this.timers = clock.timers();
        this.time = clock.time();
        this.limit = clock.limit();
        this.lane = lane;
        this.onStall = onStall;
        this.movedAt = time.nanos();
    }

    /** Something moved; {@code more} says whether the other side has to move next. */
    void moved(boolean more) {
        movedAt = time.nanos();
        expecting = more;
        if (more && !looking && !stopped) {
            looking = true;
            look();
        }
    }

    /** Forgets what it watched at once, not when it would have looked next. */
    void stop() {
        stopped = true;
        cancelLook.run();
    }

    private void look() {
        cancelLook = timers.after(limit.dividedBy(LOOKS_PER_LIMIT), () -> lane.execute(this::check));
    }

    private void check() {
        if (stopped) {
            return;
        }
        if (expecting && time.nanos() - movedAt > limit.toNanos()) {
            stopped = true;
            onStall.run();
        } else {
            look();
        }
    }
}
