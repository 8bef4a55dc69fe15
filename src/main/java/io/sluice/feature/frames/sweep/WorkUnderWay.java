package io.sluice.feature.frames.sweep;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** What has to come to its end before the process does. Thread-safe. */
public final class WorkUnderWay {
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int pieces;
    private boolean stopping;

    /** Begins nothing more; completes when what is under way has ended. */
    public CompletionStage<Void> stop() {
        boolean none;
        synchronized (this) {
            stopping = true;
            none = pieces == 0;
        }
        if (none) {
            ended.complete(null);
        }
        return ended.copy();
    }

    /** False as soon as work is to come to its end. */
    public synchronized boolean goesOn() {
        return !stopping;
    }

    /** A piece of work, begun when it is subscribed to; empty when nothing is begun any more. */
    public <T> Uni<Optional<T>> piece(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!begun()) {
                return Uni.createFrom().item(Optional.empty());
            }
            AtomicBoolean over = new AtomicBoolean();
            return work.map(Optional::of).onTermination().invoke(() -> {
                if (over.compareAndSet(false, true)) {
                    over();
                }
            });
        });
    }

    private synchronized boolean begun() {
        pieces += stopping ? 0 : 1;
        return !stopping;
    }

    private void over() {
        boolean last;
        synchronized (this) {
            last = --pieces == 0 && stopping;
        }
        if (last) {
            ended.complete(null);
        }
    }
}
