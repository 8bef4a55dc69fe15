package io.sluice.store;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/**
 * The writing half of the store port. Every operation starts when subscribed to, fails with a
 * {@link io.sluice.base.fault.Fault}, and may complete on any thread. When it succeeds the write is durable. A
 * {@link WriteCondition} is decided atomically: of writers that race under one condition exactly one succeeds, the others
 * fail with {@code precondition-failed} (or {@code object-not-found} for a tag of a missing object).
 */
public interface ObjectWrites {
    /** Stores an object in one piece, in place of one that was there. */
    Uni<Stored> put(ObjectRef object, Attributes attributes, WriteCondition condition, Body body);

    /** Removes an object; one that is not there is no failure, unless the condition names a tag. */
    Uni<Void> delete(ObjectRef object, WriteCondition.OfExisting condition);

    /** Copies bytes, attributes and checksums inside the store; fails unless the source still has {@code etag}. */
    Uni<Stored> copy(ObjectRef source, ETag etag, ObjectRef target, WriteCondition condition);

    /** Replaces the tags of an object. */
    Uni<Void> setTags(ObjectRef object, Map<String, String> tags);
}
