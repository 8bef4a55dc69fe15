package io.sluice.feature.events;

import io.sluice.store.ObjectEvent;
import io.sluice.store.ObjectListener;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Passes on what the store's server tells of its buckets. Thread-safe. */
public final class BucketNotifications {
    private final Function<ObjectRef, List<ObjectRef>> logical;
    private final List<ObjectListener> listeners;

    /**
     * @param logical the names of an object by its real one; none of what is not Sluice's
     * @param listeners each hears of an event when those before it have done with it
     */
    public BucketNotifications(Function<ObjectRef, List<ObjectRef>> logical, List<ObjectListener> listeners) {
        this.logical = logical;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Completes when every listener has done with every event; the first failure ends it, and all is to be told again.
     *
     * @param events by the real names of their objects
     */
    public Uni<Void> take(List<ObjectEvent> events) {
        return Multi.createFrom()
                .items(events.stream()
                        .flatMap(event -> logical.apply(event.object()).stream().map(event::of)))
                .onItem()
                .transformToUniAndConcatenate(this::tell)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> tell(ObjectEvent event) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(listener -> listener.heard(event))
                .onItem()
                .ignoreAsUni();
    }
}
