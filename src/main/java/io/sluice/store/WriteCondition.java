package io.sluice.store;

/** What must hold for a write to happen; the store decides it atomically among racing writers. */
public sealed interface WriteCondition {
    WriteCondition NONE = new Always();
    WriteCondition ABSENT = new IfAbsent();

    /** Write in any case. */
    record Always() implements WriteCondition {}

    /** Only when there is no object of this key ({@code If-None-Match: *}). */
    record IfAbsent() implements WriteCondition {}

    /** Only when the object there has this tag ({@code If-Match}). */
    record IfMatches(ETag etag) implements WriteCondition {}

    static WriteCondition matches(ETag etag) {
        return new IfMatches(etag);
    }
}
