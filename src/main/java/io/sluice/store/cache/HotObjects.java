package io.sluice.store.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadRange;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of small objects, each under the ETag it had. Takes at most its share of memory; what is read often stays
 * (W-TinyLFU), so a scan of many objects pushes nothing out. Thread-safe.
 */
final class HotObjects {
    private static final int ENTRY_BYTES = 256;

    private final Cache<ObjectRef, Held> held;
    private final long largest;

    private record Held(ETag etag, ByteBuffer bytes) {}

    /** Holds {@code memory} bytes of objects at most, and none larger than {@code largest}. */
    HotObjects(long memory, long largest) {
        this.largest = largest;
        this.held = Caffeine.newBuilder()
                .executor(Runnable::run)
                .maximumWeight(memory)
                .weigher((ObjectRef object, Held bytes) -> weight(object, bytes))
                .build();
    }

    boolean has(ObjectRef object) {
        return held.getIfPresent(object) != null;
    }

    /** The bytes that had this ETag, read-only; null when they are not held. */
    @Nullable
    ByteBuffer bytes(ObjectRef object, ETag etag) {
        Held found = held.getIfPresent(object);
        return found != null && found.etag().equals(etag) ? found.bytes() : null;
    }

    /** Offers what was read: copied and held if it is a small object as a whole. */
    void offer(ObjectRef object, ReadRange read) {
        if (read.whole() && read.info().size() <= largest) {
            ByteBuffer bytes = ByteBuffer.allocate((int) read.info().size());
            read.chunks().forEach(chunk -> bytes.put(chunk.duplicate()));
            held.put(object, new Held(read.info().etag(), bytes.flip().asReadOnlyBuffer()));
        }
    }

    void drop(ObjectRef object) {
        held.invalidate(object);
    }

    private static int weight(ObjectRef object, Held bytes) {
        return ENTRY_BYTES + 2 * object.key().value().length() + bytes.bytes().capacity();
    }
}
