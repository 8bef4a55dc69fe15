package io.sluice.store.transfer;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectReads;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Opens downloads. Thread-safe. */
public final class Downloads {
    /** How often an object may be replaced while it is being opened. */
    private static final int READ_AGAIN = 5;

    private final Context context;

    /** What all downloads of a process share. */
    record Context(ObjectReads store, ByteBudget budget, TransferSettings settings) {}

    public Downloads(ObjectReads store, ByteBudget budget, TransferSettings settings) {
        this.context = new Context(store, budget, settings);
    }

    /**
     * Reads the first bytes of an object, and with them all that is known of it: one call to the store for an object that
     * fits. Subscribe to the result or {@link ObjectDownload#discard} it.
     *
     * @param lane runs one task after another, never one within another; the download is confined to it
     * @return fails as {@link ObjectReads#get} does, and with {@code budget-exhausted}; completes on the lane
     */
    public Uni<ObjectDownload> open(ObjectRef object, ByteRange range, ReadCondition condition, Executor lane) {
        TransferSettings settings = context.settings();
        return Uni.createFrom()
                .completionStage(
                        () -> context.budget().acquire(settings.window(), ByteBudget.Share.FLOOR, settings.patience()))
                .chain(window -> {
                    Lease spare = context.budget().tryAcquireSpare(settings.firstRange());
                    Lease lease = spare == null ? context.budget().empty() : spare;
                    long most = spare == null ? window.bytes() : spare.bytes();
                    return first(object, range, most, condition)
                            .onFailure(replaced(condition))
                            .retry()
                            .atMost(READ_AGAIN)
                            .map(opened -> opened.leased(window, lease))
                            .onFailure()
                            .invoke(() -> {
                                window.close();
                                lease.close();
                            });
                })
                .emitOn(lane)
                .map(opened -> new ObjectDownload(context, object, opened, lane));
    }

    /** Only the condition of this class itself can have failed: the object was replaced between two calls. */
    private static Predicate<Throwable> replaced(ReadCondition condition) {
        return failure -> condition.ifMatch().isEmpty()
                && condition.ifUnmodifiedSince() == null
                && failure instanceof Fault fault
                && fault.code() == FaultCode.PRECONDITION_FAILED;
    }

    private record First(ObjectInfo info, ByteRange.Resolved range, ReadRange read) {
        ObjectDownload.Opened leased(Lease window, Lease lease) {
            return new ObjectDownload.Opened(info, range, read, window, lease);
        }
    }

    private Uni<First> first(ObjectRef object, ByteRange range, long most, ReadCondition condition) {
        return context.store().get(object, range, most, condition).chain(read -> {
            ObjectInfo info = read.info();
            First first = new First(info, range.within(info.size()), read);
            boolean all = first.range().length() == info.size();
            boolean elsewhere = !read.whole() || info.tagCount() > 0;
            return all && elsewhere && info.digests().crc32c() == null
                    ? withDigests(object, first)
                    : Uni.createFrom().item(first);
        });
    }

    /**
     * The checksum of the whole is not told with a range of it, and it is in a tag when the bytes had passed through. For a small
     * object of another writer it is not worth a second call.
     */
    private Uni<First> withDigests(ObjectRef object, First first) {
        return context.store()
                .head(object, ReadCondition.matches(first.info().etag()))
                .map(info -> new First(info, first.range(), first.read()));
    }
}
