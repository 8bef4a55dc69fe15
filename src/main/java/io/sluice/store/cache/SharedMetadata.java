package io.sluice.store.cache;

import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Metadata that the replicas share. Whatever happens to it, no call fails or takes long: it answers as if it knew nothing.
 * Thread-safe.
 */
public interface SharedMetadata {
    /** What a replica kept; empty when there is nothing, or nobody to ask. */
    Uni<Optional<ObjectInfo>> find(ObjectRef object);

    /**
     * Keeps what the store told, unless the object was changed since the store was asked. Does not wait.
     *
     * @param askedAt when the store was asked, by {@link io.sluice.base.time.TimeSource#nanos}
     */
    void keep(ObjectRef object, ObjectInfo info, long askedAt);

    /** A write begins: what is kept is no longer told. Does not wait. */
    void changing(ObjectRef object);

    /** A write, whoever's, has ended, however: completes when no replica can be told any more what was kept before it. */
    Uni<Void> changed(ObjectRef object);

    /** Calls {@code listener} for each object that another replica changes, on any thread. */
    void onChange(Consumer<ObjectRef> listener);

    /** One process alone: there is nothing to share. */
    SharedMetadata NONE = new SharedMetadata() {
        @Override
        public Uni<Optional<ObjectInfo>> find(ObjectRef object) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public void keep(ObjectRef object, ObjectInfo info, long askedAt) {
            // There is nobody to keep it for.
        }

        @Override
        public void changing(ObjectRef object) {
            // There is nobody to tell.
        }

        @Override
        public Uni<Void> changed(ObjectRef object) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public void onChange(Consumer<ObjectRef> listener) {
            // Nobody else changes anything.
        }
    };
}
