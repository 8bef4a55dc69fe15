package io.sluice.store.lease;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.Attributes;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.ETag;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.Stored;
import io.sluice.store.WriteCondition;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Leases in a bucket. Who creates the object has the lease, and renews it by replacing it. Whoever has seen one and the same object
 * for a whole term, by its own clock, may take its place: the clocks of replicas are never compared. Thread-safe.
 */
public final class Leases {
    /** What the keys of all leases begin with. */
    public static final String ROOT = "leases/";

    private static final Attributes ATTRIBUTES = Attributes.ofType("application/json");
    private static final int MOST_SEEN = 1000;

    private final Parts parts;
    private final BucketName bucket;
    private final Duration term;
    private final String owner;
    private final Map<String, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST_SEEN;
        }
    };

    /** What they work with. */
    public record Parts(ObjectStore store, TimeSource time, Timers timers, Ids ids) {}

    /** Somebody's lease as it was found first. */
    private record Seen(ETag etag, long nanos) {}

    /** @param term of a lease that is not renewed any more */
    public Leases(Parts parts, BucketName bucket, Duration term) {
        this.parts = parts;
        this.bucket = bucket;
        this.term = term;
        this.owner = parts.ids().next();
    }

    /**
     * Takes the lease of a name, when nobody has it or whoever had it has not renewed it for a term. It is renewed until it is released
     * or lost.
     *
     * @param name the end of a key
     * @return empty when somebody else has it; fails as writes do
     */
    public Uni<Optional<Lease>> take(String name) {
        ObjectRef object = new ObjectRef(bucket, new ObjectKey(ROOT + name));
        return attempt(object, WriteCondition.ABSENT)
                .chain(lease -> lease.isPresent()
                        ? Uni.createFrom().item(lease)
                        : parts.store()
                                .head(object, ReadCondition.NONE)
                                .chain(info -> over(name, info.etag())
                                        ? attempt(object, WriteCondition.matches(info.etag()))
                                        : Uni.createFrom().item(Optional.<Lease>empty()))
                                .onFailure(Leases::lost)
                                .recoverWithItem(Optional.empty()));
    }

    private Uni<Optional<Lease>> attempt(ObjectRef object, WriteCondition condition) {
        return Uni.createFrom().deferred(() -> {
            long begun = parts.time().nanos();
            return write(object, condition, 0)
                    .map(stored -> Optional.of(new Lease(this, object, stored.etag(), begun)))
                    .onFailure(Leases::lost)
                    .recoverWithItem(Optional.empty());
        });
    }

    /** @param count unlike that of the write before, so that the tag is another */
    Uni<Stored> write(ObjectRef object, WriteCondition condition, long count) {
        String text = "{\"owner\":\"" + owner + "\",\"id\":\"" + parts.ids().next() + "\",\"count\":" + count + "}";
        Body body = Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return parts.store().put(object, ATTRIBUTES, condition, body);
    }

    Uni<Void> delete(ObjectRef object, ETag etag) {
        return parts.store().delete(object, WriteCondition.matches(etag));
    }

    Runnable later(Duration delay, Runnable task) {
        return parts.timers().after(delay, task);
    }

    long nanos() {
        return parts.time().nanos();
    }

    Duration term() {
        return term;
    }

    private boolean over(String name, ETag etag) {
        long now = parts.time().nanos();
        synchronized (seen) {
            Seen before = seen.get(name);
            if (before == null || !before.etag().equals(etag)) {
                seen.remove(name);
                seen.put(name, new Seen(etag, now));
                return false;
            }
            return now - before.nanos() > term.toNanos();
        }
    }

    /** Whether another writer was first. */
    static boolean lost(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.PRECONDITION_FAILED
                || code == FaultCode.WRITE_CONFLICT
                || code == FaultCode.OBJECT_NOT_FOUND;
    }
}
