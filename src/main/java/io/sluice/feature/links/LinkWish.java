package io.sluice.feature.links;

import io.sluice.feature.links.seal.Deed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What somebody wants links for. */
public sealed interface LinkWish {
    /** How long a link holds at most: as long as S3 takes a signature. */
    Duration LONGEST = Duration.ofDays(7);

    Terms terms();

    /**
     * What is the same of all.
     *
     * @param by whom requests with it are to be answered; null for whoever can
     * @param validity 1 s to {@link #LONGEST}
     * @param once whether for one use only
     */
    record Terms(@Nullable Server by, Duration validity, boolean once) {}

    /** Who answers requests with a link. */
    enum Server {
        /** The store: nothing of Sluice is on the way, and nothing ends it early. */
        STORE,
        SLUICE
    }

    /** @param disposition the {@code Content-Disposition} of the answer; null for the object's own */
    record Read(Terms terms, @Nullable String disposition) implements LinkWish {}

    record Write(Terms terms, Deed.BodyLimits limits) implements LinkWish {}

    /**
     * To store an object in parts, which may be sent at the same time.
     *
     * @param contentType of the object; null for nothing said
     */
    record Parts(Terms terms, int number, @Nullable String contentType) implements LinkWish {}
}
