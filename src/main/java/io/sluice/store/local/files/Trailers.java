package io.sluice.store.local.files;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.ETag;
import io.sluice.store.ObjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Makes the trailers of new objects: every write has a tag of its own. */
public record Trailers(TimeSource time, Ids ids) {
    public Trailer fresh(ObjectKey key, long size, Attributes attributes, Crc32c crc32c) {
        ETag etag = new ETag(ids.next() + "-" + HexFormat.of().toHexDigits(crc32c.value()));
        return new Trailer(key, size, etag, now(), attributes, crc32c);
    }

    /** The trailer of all that was appended to {@code draft}. */
    public Trailer of(Draft draft, ObjectKey key, Attributes attributes) {
        return fresh(key, draft.size(), attributes, draft.crc32c());
    }

    private Instant now() {
        return time.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
