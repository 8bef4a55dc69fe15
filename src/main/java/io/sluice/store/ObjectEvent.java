package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * What has happened to an object, as the store's server tells it: afterwards, perhaps more than once, and in any order.
 *
 * @param etag null when it was not told, as of what was removed
 * @param size in bytes; 0 when it was not told
 * @param sequencer tells which of two events of one key came later; empty when it was not told
 */
public record ObjectEvent(
        Kind kind, ObjectRef object, @Nullable ETag etag, long size, String sequencer) {
    /** What it is that has happened. */
    public enum Kind {
        /** There are new bytes. */
        CREATED,
        /** The bytes are the same, but not what is known beside them, such as tags. */
        CHANGED,
        /** There is no such object any more, or one version less. */
        REMOVED
    }

    /** The same, under another name of the object. */
    public ObjectEvent of(ObjectRef name) {
        return new ObjectEvent(kind, name, etag, size, sequencer);
    }
}
