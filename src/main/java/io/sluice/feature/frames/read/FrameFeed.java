package io.sluice.feature.frames.read;

import io.sluice.base.bytes.Lease;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.erasures.KnownErasures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one camera in a range of time, one after another with their images: a publisher for one subscriber. Neighbouring
 * frames of a pack are one read. One read may always be under way; some more are ahead of the subscriber while there is memory to
 * spare. Frames that are damaged are left out, and told. Those that were erased are left out, too, also when they had been read
 * before.
 *
 * <p>Confined to the lane. Each frame is the subscriber's to close.
 */
final class FrameFeed implements Flow.Publisher<ReadFrame> {
    private static final int RUNS_AHEAD = 4;
    private static final int BATCH = 256;
    private static final int BEGIN_AGAIN = 5;

    private final Source source;
    private final FrameSearch search;
    private final Executor lane;
    private final Deque<StoredFrame> wanted = new ArrayDeque<>();
    private final Deque<Reading> readings = new ArrayDeque<>();
    private FrameWalk walk;
    private FrameMark delivered;
    private boolean searching;
    private boolean exhausted;
    private boolean ended;
    private boolean busy;
    private int againLeft = BEGIN_AGAIN;
    private int generation;
    private long demand;
    private boolean asking;
    private @Nullable KnownErasures answer;
    private Flow.@Nullable Subscriber<? super ReadFrame> client;

    /**
     * What is read, and by what.
     *
     * @param onCorrupt told of each frame that is left out
     */
    record Source(FrameCatalog catalog, FrameBytes bytes, FrameWalk.Range range, Consumer<StoredFrame> onCorrupt) {}

    /** One read; under way until it has frames. */
    private static final class Reading {
        private @Nullable Deque<ReadFrame> frames;
    }

    FrameFeed(Source source, FrameSearch search, Executor lane) {
        this.source = source;
        this.search = search;
        this.lane = lane;
        this.walk = search.walk(source.range());
        this.delivered = source.range().after();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ReadFrame> subscriber) {
        client = subscriber;
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long frames) {
                demand = demand + frames < 0 ? Long.MAX_VALUE : demand + frames;
                advance();
            }

            @Override
            public void cancel() {
                stop();
            }
        });
    }

    private void advance() {
        if (busy || client == null) {
            return;
        }
        busy = true;
        try {
            while (!ended && deliver(client)) {
                // As long as something is at hand and wanted.
            }
            if (!ended) {
                look();
                readAhead();
            }
        } finally {
            busy = false;
        }
    }

    private boolean deliver(Flow.Subscriber<? super ReadFrame> subscriber) {
        Reading head = readings.peekFirst();
        if (head == null) {
            if (exhausted && wanted.isEmpty()) {
                stop();
                subscriber.onComplete();
            }
            return false;
        }
        Deque<ReadFrame> frames = head.frames;
        if (frames == null || demand == 0) {
            return false;
        }
        if (frames.isEmpty()) {
            readings.removeFirst();
            return true;
        }
        KnownErasures erased = erased();
        if (erased == null) {
            return false;
        }
        handOut(frames.removeFirst(), erased, subscriber);
        return true;
    }

    /** Null when it has to be asked first; each answer is good for one frame at least. */
    private @Nullable KnownErasures erased() {
        KnownErasures atHand = search.erasures().atHand();
        KnownErasures erased = atHand == null ? answer : atHand;
        answer = null;
        if (erased == null && !asking) {
            asking = true;
            search.erasures().known().emitOn(lane).subscribe().with(this::answered, this::fail);
        }
        return erased;
    }

    private void answered(KnownErasures erased) {
        asking = false;
        answer = erased;
        advance();
    }

    private void handOut(ReadFrame frame, KnownErasures erased, Flow.Subscriber<? super ReadFrame> subscriber) {
        delivered = frame.frame().mark();
        againLeft = BEGIN_AGAIN;
        if (frame.frame().isCovered(erased)) {
            frame.close();
        } else if (frame.bytes().isEmpty()) {
            frame.close();
            source.onCorrupt().accept(frame.frame());
        } else {
            demand--;
            subscriber.onNext(frame);
        }
    }

    private void look() {
        if (searching || exhausted || wanted.size() >= BATCH) {
            return;
        }
        searching = true;
        int asked = generation;
        walk.next(0, BATCH).emitOn(lane).subscribe().with(found -> found(found, asked), failure -> {
            if (asked == generation) {
                fail(failure);
            }
        });
    }

    private void found(List<StoredFrame> found, int asked) {
        if (asked != generation) {
            return;
        }
        searching = false;
        wanted.addAll(found);
        exhausted = found.isEmpty() && !walk.cut();
        advance();
    }

    private void readAhead() {
        while (!ended && !wanted.isEmpty() && readings.size() < RUNS_AHEAD) {
            FrameRun run = FrameRun.first(wanted);
            Lease spare = source.bytes().tryPay(run);
            if (spare == null && !readings.isEmpty()) {
                giveBack(run.frames());
                return;
            }
            if (spare == null) {
                giveBack(run.frames().subList(1, run.frames().size()));
                run = new FrameRun(run.frames().subList(0, 1));
            }
            read(run, spare);
        }
    }

    private void giveBack(List<StoredFrame> frames) {
        frames.reversed().forEach(wanted::addFirst);
    }

    private void read(FrameRun run, @Nullable Lease spare) {
        Reading reading = new Reading();
        readings.addLast(reading);
        int asked = generation;
        var read = spare == null ? source.bytes().read(run) : source.bytes().read(run, spare);
        read.emitOn(lane)
                .subscribe()
                .with(frames -> arrived(reading, frames, asked), failure -> failed(run, failure, asked));
    }

    private void arrived(Reading reading, List<ReadFrame> frames, int asked) {
        if (ended || asked != generation) {
            frames.forEach(ReadFrame::close);
            return;
        }
        reading.frames = new ArrayDeque<>(frames);
        advance();
    }

    private void failed(FrameRun run, Throwable failure, int asked) {
        if (ended || asked != generation) {
            return;
        }
        if (Fault.from(failure).code() != FaultCode.OBJECT_NOT_FOUND || --againLeft < 0) {
            fail(failure);
            return;
        }
        generation++;
        drop();
        searching = true;
        int restarted = generation;
        source.catalog().gone(run.pack()).emitOn(lane).subscribe().with(_ -> again(restarted), this::fail);
    }

    /** Goes on after the last frame that was handed out, with what has come in the place of a pack. */
    private void again(int restarted) {
        if (!ended && restarted == generation) {
            walk = search.walk(new FrameWalk.Range(
                    source.range().camera(), delivered, source.range().to()));
            searching = false;
            exhausted = false;
            advance();
        }
    }

    private void drop() {
        for (Reading reading : readings) {
            if (reading.frames != null) {
                reading.frames.forEach(ReadFrame::close);
            }
        }
        readings.clear();
        wanted.clear();
    }

    private void fail(Throwable failure) {
        if (!ended && client != null) {
            stop();
            client.onError(Fault.from(failure));
        }
    }

    private void stop() {
        ended = true;
        drop();
    }
}
