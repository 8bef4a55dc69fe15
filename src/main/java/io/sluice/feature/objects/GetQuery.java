package io.sluice.feature.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What to read of an object.
 *
 * @param range null for all of it
 * @param ifRange when it does not hold, the range is forgotten and all is read; null for no such condition
 */
public record GetQuery(
        ObjectRef object,
        @Nullable ByteRange range,
        ReadCondition condition,
        @Nullable IfRange ifRange) {
    /** The range that holds for this object; null for all of it. */
    public @Nullable ByteRange rangeOf(ObjectInfo info) {
        return ifRange == null || ifRange.holds(info) ? range : null;
    }

    /** The validator of a range that continues an earlier read (RFC 9110, section 13.1.5). */
    public sealed interface IfRange {
        boolean holds(ObjectInfo info);

        /** The object is still the one with this tag. */
        record SameTag(ETag etag) implements IfRange {
            @Override
            public boolean holds(ObjectInfo info) {
                return info.etag().equals(etag);
            }
        }

        /** The object was last modified at exactly this second. */
        record SameDate(Instant modified) implements IfRange {
            @Override
            public boolean holds(ObjectInfo info) {
                return info.lastModified().truncatedTo(ChronoUnit.SECONDS).equals(modified);
            }
        }
    }
}
