package io.sluice.store.objects;

import io.sluice.base.bytes.ByteRange;
import io.sluice.store.IfRange;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import org.jspecify.annotations.Nullable;

/**
 * What to read of an object.
 *
 * @param whose only such an object is there to be read
 * @param range null for all of it
 * @param ifRange when it does not hold, the range is forgotten and all is read; null for no such condition
 */
public record GetQuery(
        ObjectRef object,
        Visibility whose,
        @Nullable ByteRange range,
        ReadCondition condition,
        @Nullable IfRange ifRange) {
    /** The range that holds for this object; null for all of it. */
    public @Nullable ByteRange rangeOf(ObjectInfo info) {
        return ifRange == null || ifRange.holds(info.etag(), info.lastModified()) ? range : null;
    }

    /** The same of exactly the version that has been looked at: its conditions have been kept. */
    GetQuery of(ObjectInfo info) {
        return new GetQuery(object, Visibility.ALL, rangeOf(info), ReadCondition.matches(info.etag()), null);
    }
}
