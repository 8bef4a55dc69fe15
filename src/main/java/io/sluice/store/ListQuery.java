package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * Which keys to list.
 *
 * @param prefix keys that begin so; empty for all
 * @param delimiter keys that have it after the prefix are rolled up to one entry that ends with it; null for none. Stores
 *     need to know {@code /} only
 * @param after where to go on; null from the start
 * @param limit at most so many keys and prefixes together, 1 to 1,000
 */
public record ListQuery(
        BucketName bucket,
        String prefix,
        @Nullable String delimiter,
        @Nullable ListCursor after,
        int limit) {
    public static final int MAX_LIMIT = 1000;

    public ListQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to 1000, not " + limit);
        }
    }

    /** The same query with at most so many keys and prefixes. */
    public ListQuery limitedTo(int most) {
        return new ListQuery(bucket, prefix, delimiter, after, most);
    }

    /** The same query from elsewhere on. */
    public ListQuery startingAfter(ListCursor cursor) {
        return new ListQuery(bucket, prefix, delimiter, cursor, limit);
    }
}
