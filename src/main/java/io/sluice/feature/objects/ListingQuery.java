package io.sluice.feature.objects;

import io.sluice.store.BucketName;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.objects.ObjectView;
import io.sluice.store.objects.Visibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which objects to list, and what to tell of each.
 *
 * @param where bucket, prefix, delimiter, start and limit
 * @param filter what an object must be like to be listed
 * @param details whether content type, metadata and checksum are wanted
 * @param tags whether tags are wanted
 * @param whose no others are listed; to know it, each has to be asked about
 */
public record ListingQuery(ListQuery where, Filter filter, boolean details, boolean tags, Visibility whose) {
    /**
     * All that is set must hold.
     *
     * @param type a media type, or the first half of one ({@code image/})
     * @param minSize in bytes
     * @param maxSize in bytes
     * @param tagName a tag it has, with {@code tagValue}, or with any value when that is null
     */
    public record Filter(
            @Nullable String type,
            long minSize,
            long maxSize,
            @Nullable Instant modifiedSince,
            @Nullable String tagName,
            @Nullable String tagValue) {
        public static final Filter NONE = new Filter(null, 0, Long.MAX_VALUE, null, null, null);

        /** What a listing tells of itself. */
        boolean admits(ListPage.Entry entry) {
            return entry.size() >= minSize
                    && entry.size() <= maxSize
                    && (modifiedSince == null || !entry.lastModified().isBefore(modifiedSince));
        }

        /** What has to be asked for. */
        boolean admits(ObjectView object) {
            String actual = object.info().headers().contentType();
            boolean typed = type == null || (actual != null && actual.startsWith(type));
            boolean tagged = tagName == null
                    || (tagValue == null
                            ? object.tags().containsKey(tagName)
                            : tagValue.equals(object.tags().get(tagName)));
            return typed && tagged;
        }

        boolean needsDetails() {
            return type != null || tagName != null;
        }
    }

    public BucketName bucket() {
        return where.bucket();
    }

    /** Whether a page of the store may hold what is not listed. */
    boolean filters() {
        return !filter.equals(Filter.NONE) || needsDetails();
    }

    /** Whether it takes more than a listing tells to know what is listed. */
    boolean needsDetails() {
        return filter.needsDetails() || !whose.equals(Visibility.ALL);
    }

    boolean needsViews() {
        return details || tags || needsDetails();
    }
}
