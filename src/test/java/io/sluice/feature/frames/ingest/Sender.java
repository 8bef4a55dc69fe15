package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.FrameImage;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.wire.Ack;
import io.sluice.feature.frames.wire.StreamEnd;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** A sender of frames, and what it hears. */
final class Sender implements FrameStream.Source, FrameStream.Listener {
    final List<Ack.Durable> acks = new CopyOnWriteArrayList<>();
    final List<Stored> stored = new CopyOnWriteArrayList<>();
    final List<Fault> troubles = new CopyOnWriteArrayList<>();
    final List<byte[]> sent = new CopyOnWriteArrayList<>();
    final CompletableFuture<Ack.Last> last = new CompletableFuture<>();
    final AtomicInteger asks = new AtomicInteger();
    private final Executor lane;
    private final CameraName camera;
    private final FrameStream stream;
    private final Way way;
    private volatile Runnable whenAsked = () -> {};
    private boolean stopped;

    /** The last frame of an acknowledgement, and where it is. */
    record Stored(PackKey pack, PackedFrame frame) {}

    Sender(FrameIngest ingest, Way way, String camera, Executor lane) {
        this.lane = lane;
        this.way = way;
        this.camera = new CameraName(camera);
        this.stream = ingest.stream(way, lane, this);
    }

    Sender start() {
        lane.execute(() -> stream.start(this));
        return this;
    }

    /** Sends a frame whether it was asked for or not. */
    Sender send(byte[] image) {
        lane.execute(() -> sendNow(image));
        return this;
    }

    private void sendNow(byte[] image) {
        if (stopped) {
            return;
        }
        sent.add(image);
        stream.received(image.length);
        FrameImage owned = new FrameImage(List.of(ByteBuffer.wrap(image)), image.length, stream::released);
        stream.frame(FrameHead.NOTHING.frame(camera, owned));
        stream.more();
    }

    /** Sends one of these whenever it is asked. */
    Sender sendWhenAsked(Iterable<byte[]> images) {
        var next = images.iterator();
        whenAsked = () -> {
            if (next.hasNext()) {
                send(next.next());
            } else {
                end();
            }
        };
        return start();
    }

    void end() {
        lane.execute(() -> stream.ended(new StreamEnd.Complete(sent.size(), true)));
    }

    @Override
    public void ask() {
        asks.incrementAndGet();
        whenAsked.run();
    }

    @Override
    public long chunk() {
        return 16 << 10;
    }

    @Override
    public long awaited() {
        return 0;
    }

    /** What it was asked for before may still be on its way over the lane; it is dropped. */
    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void taken(ImageHead head, int length) {}

    @Override
    public void durable(Ack.Durable ack, PackedFrame frame, PackKey pack) {
        stored.add(new Stored(pack, frame));
        acks.add(ack);
    }

    @Override
    public void troubled(Fault fault) {
        troubles.add(fault);
    }

    @Override
    public boolean waits() {
        return way == Way.SINGLE;
    }

    @Override
    public void last(Ack.Last ack) {
        last.complete(ack);
    }
}
