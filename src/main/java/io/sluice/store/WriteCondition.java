package io.sluice.store;

/** What must hold for a write to happen; the store decides it atomically among racing writers. */
public sealed interface WriteCondition {
    Always NONE = new Always();
    IfAbsent ABSENT = new IfAbsent();

    /** One that an object which is there can meet: what a delete takes. */
    sealed interface OfExisting extends WriteCondition {}

    /** Write in any case. */
    record Always() implements OfExisting {}

    /** Only when there is no object of this key ({@code If-None-Match: *}). */
    record IfAbsent() implements WriteCondition {}

    /** Only when the object there has this tag ({@code If-Match}). */
    record IfMatches(ETag etag) implements OfExisting {}

    static IfMatches matches(ETag etag) {
        return new IfMatches(etag);
    }
}
