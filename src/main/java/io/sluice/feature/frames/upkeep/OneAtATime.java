package io.sluice.feature.frames.upkeep;

import io.sluice.base.time.Timers;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;

/** Work that is done one after another, with a rest after each. Bounded by its users, who wait for theirs. Thread-safe. */
final class OneAtATime {
    private enum State {
        WAITING,
        AT_WORK,
        OVER
    }

    private final Timers timers;
    private final Duration rest;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    OneAtATime(Timers timers, Duration rest) {
        this.timers = timers;
        this.rest = rest;
    }

    <T> Uni<T> run(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            AtomicReference<State> state = new AtomicReference<>(State.WAITING);
            return Uni.createFrom()
                    .<Void>emitter(emitter -> enter(() -> {
                        if (state.compareAndSet(State.WAITING, State.AT_WORK)) {
                            emitter.complete(null);
                        } else {
                            leave();
                        }
                    }))
                    .chain(() -> work)
                    .onTermination()
                    .invoke(() -> {
                        if (state.getAndSet(State.OVER) == State.AT_WORK) {
                            timers.after(rest, this::leave);
                        }
                    });
        });
    }

    private void enter(Runnable turn) {
        synchronized (this) {
            if (busy) {
                waiting.addLast(turn);
                return;
            }
            busy = true;
        }
        turn.run();
    }

    private void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            busy = next != null;
        }
        if (next != null) {
            next.run();
        }
    }
}
