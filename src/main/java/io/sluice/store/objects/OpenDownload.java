package io.sluice.store.objects;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteRange;
import io.sluice.store.ObjectInfo;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * An object that is being read.
 *
 * @param info of the whole object
 * @param range which part of it is read; null for all
 * @param bytes subscribe to them, once, on the lane it was opened with, or {@code discard} them
 */
public record OpenDownload(
        ObjectInfo info, ByteRange.@Nullable Resolved range, Flow.Publisher<Batch> bytes, Runnable discard) {
    public long length() {
        return range == null ? info.size() : range.length();
    }
}
