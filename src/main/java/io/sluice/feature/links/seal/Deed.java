package io.sluice.feature.links.seal;

import org.jspecify.annotations.Nullable;

/** What a link of Sluice is for. */
public sealed interface Deed {
    /** Of the request that does it. */
    default String method() {
        return switch (this) {
            case Read _ -> "GET";
            case Write _, WritePart _ -> "PUT";
            case Complete _ -> "POST";
            case Abort _ -> "DELETE";
        };
    }

    /**
     * To read the object.
     *
     * @param disposition the {@code Content-Disposition} of the answer; null for the object's own
     */
    record Read(@Nullable String disposition) implements Deed {}

    /** To store the object in one piece. */
    record Write(BodyLimits limits) implements Deed {}

    /** To store one part of an upload. */
    record WritePart(String uploadId, int number) implements Deed {}

    /** To make the object of the parts. */
    record Complete(String uploadId) implements Deed {}

    /** To drop the parts. */
    record Abort(String uploadId) implements Deed {}

    /**
     * What a body has to be like.
     *
     * @param contentType null for any
     * @param maxBytes 0 for what Sluice takes at all
     * @param size exactly; negative for any
     */
    record BodyLimits(@Nullable String contentType, long maxBytes, long size) {
        public static final BodyLimits NONE = new BodyLimits(null, 0, -1);
    }
}
