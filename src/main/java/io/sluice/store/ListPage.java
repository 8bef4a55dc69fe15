package io.sluice.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, ordered by {@link KeyOrder}.
 *
 * @param objects the keys of this page
 * @param prefixes what was rolled up at the delimiter, each ending with it
 * @param next pass it as {@link ListQuery#after} for the next page; null when this is the last
 */
public record ListPage(
        List<Entry> objects,
        List<String> prefixes,
        @Nullable ListCursor next) {
    public ListPage {
        objects = List.copyOf(objects);
        prefixes = List.copyOf(prefixes);
    }

    /** A listed object. */
    public record Entry(ObjectKey key, long size, ETag etag, Instant lastModified) {}
}
