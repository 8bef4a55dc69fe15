package io.sluice.feature.frames.read;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.catalog.FrameCatalog;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Opens flows of frames. Each is for one subscriber, is confined to the lane it was opened with, which runs one task after another
 * and never one within another, and hands out frames that are the subscriber's to close. Frames that are damaged are left out,
 * counted and logged. Thread-safe.
 */
public final class FrameStreams {
    private static final Logger LOG = Logger.getLogger(FrameStreams.class);

    private final Parts parts;
    private final Timers timers;
    private final TimeSource time;
    private final Counter skipped;

    /** What flows are made of. */
    record Parts(FrameCatalog catalog, FrameSearch search, FrameBytes bytes, Consumer<StoredFrame> onCorrupt) {}

    /** By what time passes. */
    public record Clock(Timers timers, TimeSource time) {}

    public FrameStreams(FrameCatalog catalog, FrameSearch search, FrameBytes bytes, Clock clock, MeterRegistry meters) {
        Counter corrupt = Counter.builder(Meters.FRAMES_CORRUPT)
                .description("Frames that were left out of a stream because they are damaged")
                .register(meters);
        this.skipped = Counter.builder(Meters.FRAMES_SKIPPED)
                .description("Frames that live viewers did not get because they were too slow")
                .register(meters);
        this.parts = new Parts(catalog, search, bytes, frame -> {
            corrupt.increment();
            LOG.warnf("A frame is left out: key=%s camera=%s time=%s", frame.pack(), frame.camera(), frame.time());
        });
        this.timers = clock.timers();
        this.time = clock.time();
    }

    /**
     * All frames of a range, as fast as they are taken.
     *
     * @param from the first time, in nanoseconds since 1970
     * @param to the last one
     */
    public Flow.Publisher<ReadFrame> range(CameraName camera, long from, long to, Executor lane) {
        long end = parts.search().clipped(to);
        FrameWalk.Range range = FrameWalk.Range.of(camera.value(), from, end);
        FrameFeed.Source source = new FrameFeed.Source(parts.catalog(), parts.bytes(), range, parts.onCorrupt());
        return new FrameFeed(source, parts.search(), lane);
    }

    /** Hands the frames of a flow on with the pauses they were taken with, {@code speed} times as fast. */
    public Flow.Publisher<ReadFrame> paced(Flow.Publisher<ReadFrame> frames, double speed, Executor lane) {
        return new PacedFrames(frames, new PacedFrames.Pace(speed, timers, time), lane);
    }

    /** The frames of a camera as they come, the last one first. It does not end. */
    public Flow.Publisher<ReadFrame> live(CameraName camera, Executor lane) {
        return new LiveFrames(parts, camera, lane, skipped::increment);
    }
}
