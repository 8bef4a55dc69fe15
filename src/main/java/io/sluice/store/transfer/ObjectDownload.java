package io.sluice.store.transfer;

import io.sluice.base.bytes.Batch;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one object, or of a range of it, in order: a publisher of batches of at most
 * {@link TransferSettings#MAX_CHUNK} bytes, for one subscriber.
 *
 * <p>It reads bounded ranges of exactly the object that was opened, some ahead of the client, into memory that is paid for
 * first: a client however slow holds no connection to the store. Without spare memory it reads one window at a time.
 *
 * <p>Confined to the lane: demand must be signalled on it, and signals come on it. A batch counts as held until the next is
 * asked for, the last one too: the end is told when it is asked for.
 */
public final class ObjectDownload implements Flow.Publisher<Batch> {
    private final Downloads.Context context;
    private final ObjectRef object;
    private final ObjectInfo info;
    private final ByteRange.Resolved range;
    private final Executor lane;
    private final Lease window;
    private final Deque<Reading> readings = new ArrayDeque<>();

    private ReadAhead readAhead;
    private long next;
    private long unsent;
    private long demand;
    private boolean emitting;
    private boolean ended;
    private Flow.@Nullable Subscriber<? super Batch> client;

    /** One read: under way until it has chunks. Its lease is given back as they are handed out. */
    private static final class Reading {
        private final Lease lease;
        private @Nullable Deque<ByteBuffer> chunks;
        private Runnable read = Batch.NOTHING;
        private long left;
        private int outside;

        Reading(Lease lease) {
            this.lease = lease;
        }

        void arrived(ReadRange range) {
            chunks = new ArrayDeque<>(range.chunks());
            read = range.read();
            left = range.range().length();
            lease.shrinkTo(left);
        }

        Batch handOut(List<ByteBuffer> batch) {
            if (read.equals(Batch.NOTHING)) {
                return new Batch(batch);
            }
            outside++;
            return new Batch(batch, this::handedBack);
        }

        private void handedBack() {
            outside--;
            if (outside == 0 && left == 0) {
                read.run();
            }
        }
    }

    /** What has been read by opening: the first bytes of the range, and leases that are this download's to close. */
    record Opened(ObjectInfo info, ByteRange.Resolved range, ReadRange first, Lease window, Lease lease) {}

    ObjectDownload(Downloads.Context context, ObjectRef object, Opened opened, Executor lane) {
        this.context = context;
        this.object = object;
        this.info = opened.info();
        this.range = opened.range();
        this.lane = lane;
        this.window = opened.window();
        this.readAhead = ReadAhead.starting(context.settings());
        Reading first = new Reading(opened.lease());
        first.arrived(opened.first());
        readings.add(first);
        this.next = range.offset() + opened.first().range().length();
        this.unsent = range.length();
    }

    /** Of the whole object. */
    public ObjectInfo info() {
        return info;
    }

    /** The bytes that will be published. */
    public ByteRange.Resolved range() {
        return range;
    }

    /** Gives back what is held when nobody will subscribe. */
    public void discard() {
        stop();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Batch> subscriber) {
        if (client != null) {
            throw new IllegalStateException("a download is published once");
        }
        client = subscriber;
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long batches) {
                demand = demand + batches < 0 ? Long.MAX_VALUE : demand + batches;
                emit();
            }

            @Override
            public void cancel() {
                stop();
            }
        });
        emit();
    }

    private void emit() {
        if (emitting || client == null) {
            return;
        }
        emitting = true;
        try {
            boolean goOn = true;
            while (goOn && !ended) {
                goOn = emitOne(client);
            }
        } finally {
            emitting = false;
        }
    }

    private boolean emitOne(Flow.Subscriber<? super Batch> subscriber) {
        boolean nothingHandedOut = unsent == range.length();
        if (unsent == 0 && (demand > 0 || nothingHandedOut)) {
            stop();
            subscriber.onComplete();
            return false;
        }
        Reading head = readings.peekFirst();
        if (demand > 0 && head != null && head.chunks != null && head.chunks.isEmpty()) {
            head.lease.close();
            readings.removeFirst();
            paceByQueue();
            return true;
        }
        readMore();
        if (demand == 0 || head == null || head.chunks == null) {
            return false;
        }
        demand--;
        head.lease.shrinkTo(head.left);
        subscriber.onNext(batch(head, head.chunks));
        return true;
    }

    private void paceByQueue() {
        Reading following = readings.peekFirst();
        if (following == null || following.chunks == null) {
            readAhead = readAhead.starved();
        } else if (readings.size() > 1 && readings.stream().allMatch(reading -> reading.chunks != null)) {
            readAhead = readAhead.lagging();
        }
    }

    private Batch batch(Reading head, Deque<ByteBuffer> chunks) {
        List<ByteBuffer> batch = new ArrayList<>();
        int bytes = 0;
        while (!chunks.isEmpty() && bytes + chunks.getFirst().remaining() <= TransferSettings.MAX_CHUNK) {
            ByteBuffer chunk = chunks.removeFirst();
            bytes += chunk.remaining();
            batch.add(chunk);
        }
        if (batch.isEmpty()) {
            ByteBuffer large = chunks.getFirst();
            batch.add(large.slice(large.position(), TransferSettings.MAX_CHUNK));
            large.position(large.position() + TransferSettings.MAX_CHUNK);
            bytes = TransferSettings.MAX_CHUNK;
        }
        head.left -= bytes;
        unsent -= bytes;
        return head.handOut(batch);
    }

    private void readMore() {
        while (!ended && next < range.end() && readings.size() <= readAhead.ahead()) {
            long bytes = Math.min(readAhead.bytes(), range.end() - next);
            Lease spare = context.budget().tryAcquireSpare(bytes);
            if (spare != null) {
                read(new Reading(spare), bytes);
            } else if (readings.isEmpty()) {
                read(new Reading(context.budget().empty()), Math.min(window.bytes(), bytes));
            } else {
                return;
            }
        }
    }

    private void read(Reading reading, long bytes) {
        ByteRange between = new ByteRange.Between(next, next + bytes - 1);
        next += bytes;
        readings.addLast(reading);
        context.store()
                .get(object, between, bytes, ReadCondition.matches(info.etag()))
                .emitOn(lane)
                .subscribe()
                .with(read -> arrived(reading, read), failure -> {
                    reading.lease.close();
                    fail(failure);
                });
    }

    private void arrived(Reading reading, ReadRange read) {
        if (ended) {
            reading.lease.close();
        } else {
            reading.arrived(read);
            emit();
        }
    }

    private void fail(Throwable failure) {
        if (ended) {
            return;
        }
        stop();
        if (client != null) {
            client.onError(Fault.from(failure));
        }
    }

    /** Reads under way give their lease back when they arrive; they are bounded, and cutting them off costs a connection. */
    private void stop() {
        ended = true;
        window.close();
        for (Reading reading : readings) {
            if (reading.chunks != null) {
                reading.lease.close();
            }
        }
        readings.clear();
    }
}
