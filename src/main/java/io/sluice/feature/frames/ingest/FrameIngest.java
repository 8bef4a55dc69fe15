package io.sluice.feature.frames.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameClock;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.feature.frames.wire.FrameSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Takes the frames of all cameras that send to this process. Thread-safe. */
public final class FrameIngest {
    private final IngestSettings settings;
    private final FrameClock clock;
    private final Packing packing;
    private final FrameStream.Shared shared;
    private final Set<FrameStream> streams = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean stopping;

    /** @param listeners hear of every pack, one after the other */
    public FrameIngest(
            Surroundings surroundings, IngestSettings settings, MeterRegistry meters, List<PackListener> listeners) {
        Context context = new Context(surroundings, settings, new IngestMeters(meters));
        this.settings = settings;
        this.clock = new FrameClock(surroundings.time(), settings.patience().maxAhead());
        this.packing = new Packing(context, listeners);
        this.shared = new FrameStream.Shared(context, packing, new Streams());
    }

    /** Judges the times of producers. */
    public FrameClock clock() {
        return clock;
    }

    /** What is asked of the frames of {@code camera}. */
    public FrameSource source(CameraName camera) {
        return new FrameSource(camera, clock, settings.frameBytes());
    }

    /**
     * A stream, to be started.
     *
     * @param lane runs one task after another, never one within another
     */
    public FrameStream stream(Way way, Executor lane, FrameStream.Listener listener) {
        return new FrameStream(shared, way, lane, listener);
    }

    /**
     * Ends all streams, and has stored what has come of them; a pack that fails now is not tried again. Completes when
     * everyone has been told. Any number of times.
     */
    public CompletionStage<Void> stop() {
        stopping = true;
        streams.forEach(FrameIngest::stop);
        settleGone();
        return packing.stop().thenCombine(gone, (_, _) -> null);
    }

    private static void stop(FrameStream stream) {
        stream.refuseLater(Fault.of(FaultCode.STOPPING, "This replica takes no more frames; another one may."));
    }

    private void settleGone() {
        if (stopping && streams.isEmpty()) {
            gone.complete(null);
        }
    }

    private final class Streams implements FrameStream.Registry {
        @Override
        public void started(FrameStream stream) {
            streams.add(stream);
            if (stopping) {
                stop(stream);
            }
        }

        @Override
        public void over(FrameStream stream) {
            streams.remove(stream);
            settleGone();
        }
    }
}
