package io.sluice.store;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for a read to answer the object, by RFC 9110, section 13.
 *
 * @param ifMatch one of these tags must be the object's; empty: no such condition
 * @param ifNoneMatch none of these tags may be the object's; empty: no such condition
 * @param ifModifiedSince counts to the second, and only without {@code ifNoneMatch}
 * @param ifUnmodifiedSince counts to the second, and only without {@code ifMatch}
 */
public record ReadCondition(
        List<ETag> ifMatch,
        List<ETag> ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {
    /** Stands for {@code *} in either list: any object at all. */
    public static final ETag ANY = new ETag("*");

    public static final ReadCondition NONE = new ReadCondition(List.of(), List.of(), null, null);

    /** Any object at all, but asked of the store itself: what is remembered may be a moment behind. */
    public static final ReadCondition NOW = new ReadCondition(List.of(ANY), List.of(), null, null);

    public ReadCondition {
        ifMatch = List.copyOf(ifMatch);
        ifNoneMatch = List.copyOf(ifNoneMatch);
    }

    /** Reads exactly the bytes that had this tag. */
    public static ReadCondition matches(ETag etag) {
        return new ReadCondition(List.of(etag), List.of(), null, null);
    }

    /** What a condition says of an object. */
    public enum Outcome {
        /** It holds. */
        READ,
        /** The reader has this version already. */
        NOT_MODIFIED,
        /** The object is not the one that was asked for. */
        FAILED
    }

    public Outcome of(ETag etag, Instant lastModified) {
        Instant modified = lastModified.truncatedTo(ChronoUnit.SECONDS);
        boolean matched = ifMatch.isEmpty()
                ? ifUnmodifiedSince == null || !modified.isAfter(ifUnmodifiedSince)
                : lists(ifMatch, etag);
        if (!matched) {
            return Outcome.FAILED;
        }
        boolean changed = ifNoneMatch.isEmpty()
                ? ifModifiedSince == null || modified.isAfter(ifModifiedSince)
                : !lists(ifNoneMatch, etag);
        return changed ? Outcome.READ : Outcome.NOT_MODIFIED;
    }

    /**
     * @throws Fault {@link FaultCode#PRECONDITION_FAILED}, or {@link FaultCode#NOT_MODIFIED} with the object's {@code ETag}
     */
    public void check(ETag etag, Instant lastModified) {
        switch (of(etag, lastModified)) {
            case READ -> {}
            case NOT_MODIFIED -> throw notModified(etag);
            case FAILED ->
                throw Fault.of(FaultCode.PRECONDITION_FAILED, "The object is not the one that was asked for.");
        }
    }

    /** What a reader is told who has the object already. */
    public static Fault notModified(ETag etag) {
        return Fault.of(FaultCode.NOT_MODIFIED, "The object is unchanged.").withHeader("ETag", etag.quoted());
    }

    /** Whether it may find that the reader has the object already. */
    public boolean mayFindUnmodified() {
        return !ifNoneMatch.isEmpty() || ifModifiedSince != null;
    }

    private static boolean lists(List<ETag> tags, ETag etag) {
        return tags.contains(ANY) || tags.contains(etag);
    }
}
