package io.sluice.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The validator of a range that continues an earlier read (RFC 9110, section 13.1.5): when it does not hold, all is read. */
public sealed interface IfRange {
    boolean holds(ETag etag, Instant lastModified);

    /** The bytes are still those with this tag. */
    record SameTag(ETag tag) implements IfRange {
        @Override
        public boolean holds(ETag etag, Instant lastModified) {
            return etag.equals(tag);
        }
    }

    /** They were last modified at exactly this second. */
    record SameDate(Instant modified) implements IfRange {
        @Override
        public boolean holds(ETag etag, Instant lastModified) {
            return lastModified.truncatedTo(ChronoUnit.SECONDS).equals(modified);
        }
    }
}
