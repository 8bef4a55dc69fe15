package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.pack.CameraFrames;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a camera as they are stored, the last one there is first. It never ends. A subscriber that is slower than the camera
 * misses frames: some that wait are kept, the newest of them, and how many were left out is told with the next one. A frame that
 * comes after a later one was handed out is not shown.
 *
 * <p>Confined to the lane; one subscriber. Each frame is the subscriber's to close.
 */
final class LiveFrames implements Flow.Publisher<ReadFrame> {
    /** Places of frames, not their bytes: a second of a fast camera. */
    private static final int WAITING = 32;

    private final FrameStreams.Parts parts;
    private final FrameReader reader;
    private final CameraName camera;
    private final Executor lane;
    private final IntConsumer onSkipped;
    private final NavigableMap<FrameMark, StoredFrame> waiting = new TreeMap<>();
    private Flow.@Nullable Subscriber<? super ReadFrame> client;
    private Runnable endWatch = () -> {};
    private FrameMark shown = FrameMark.before(0);
    private long demand;
    private int skipped;
    private boolean reading;
    private boolean ended;

    LiveFrames(FrameStreams.Parts parts, CameraName camera, Executor lane, IntConsumer onSkipped) {
        this.parts = parts;
        this.reader = new FrameReader(parts.catalog(), parts.search(), parts.bytes());
        this.camera = camera;
        this.lane = lane;
        this.onSkipped = onSkipped;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ReadFrame> subscriber) {
        client = subscriber;
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long frames) {
                demand = demand + frames < 0 ? Long.MAX_VALUE : demand + frames;
                readNext();
            }

            @Override
            public void cancel() {
                stop();
            }
        });
        endWatch = parts.catalog().watch(camera.value(), (pack, table) -> lane.execute(() -> arrived(pack, table)));
        parts.search()
                .latest(camera)
                .emitOn(lane)
                .subscribe()
                .with(found -> found.frame().ifPresent(this::begin), this::fail);
    }

    private void begin(StoredFrame latest) {
        if (waiting.isEmpty() && latest.mark().compareTo(shown) > 0) {
            waiting.put(latest.mark(), latest);
            readNext();
        }
    }

    private void arrived(PackKey pack, FrameTable table) {
        CameraFrames frames = table.of(camera.value());
        for (int i = frames.ceil(shown.time()); !ended && i < frames.size(); i++) {
            StoredFrame frame = new StoredFrame(pack, frames.frame(i));
            if (frame.mark().compareTo(shown) > 0) {
                waiting.putIfAbsent(frame.mark(), frame);
            }
        }
        int late = waiting.size() - WAITING;
        if (late > 0) {
            skip(late);
        }
        readNext();
    }

    private void skip(int late) {
        for (int i = 0; i < late; i++) {
            waiting.pollFirstEntry();
        }
        skipped += late;
        onSkipped.accept(late);
    }

    private void readNext() {
        if (ended || reading || demand == 0 || waiting.isEmpty()) {
            return;
        }
        reading = true;
        StoredFrame next = Objects.requireNonNull(waiting.pollFirstEntry()).getValue();
        shown = next.mark();
        reader.read(next).emitOn(lane).subscribe().with(this::read, failure -> failed(failure, next));
    }

    private void read(ReadFrame frame) {
        reading = false;
        if (ended || client == null) {
            frame.close();
            return;
        }
        demand--;
        int before = skipped;
        skipped = 0;
        client.onNext(frame.after(before));
        readNext();
    }

    /** One that is damaged, or was let go or erased meanwhile, is left out. */
    private void failed(Throwable failure, StoredFrame frame) {
        reading = false;
        switch (Fault.from(failure).code()) {
            case FRAME_CORRUPT -> {
                parts.onCorrupt().accept(frame);
                readNext();
            }
            case FRAME_NOT_FOUND -> readNext();
            default -> fail(failure);
        }
    }

    private void fail(Throwable failure) {
        if (!ended && client != null) {
            stop();
            client.onError(Fault.from(failure));
        }
    }

    private void stop() {
        ended = true;
        endWatch.run();
        waiting.clear();
    }
}
