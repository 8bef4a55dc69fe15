package io.sluice.feature.frames.read;

import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Hands frames on with the pauses between them that they were taken with, made shorter by a speed. A subscriber that is slower than
 * that gets all frames, later. Confined to the lane; one subscriber.
 */
final class PacedFrames implements Flow.Publisher<ReadFrame> {
    private final Flow.Publisher<ReadFrame> frames;
    private final double speed;
    private final Timers timers;
    private final TimeSource time;
    private final Executor lane;

    /** By what time passes. */
    record Pace(double speed, Timers timers, TimeSource time) {}

    PacedFrames(Flow.Publisher<ReadFrame> frames, Pace pace, Executor lane) {
        this.frames = frames;
        this.speed = pace.speed();
        this.timers = pace.timers();
        this.time = pace.time();
        this.lane = lane;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ReadFrame> subscriber) {
        frames.subscribe(new Holding(subscriber));
    }

    /** Asks for one frame at a time, and holds it back until it is due. */
    private final class Holding implements Flow.Subscriber<ReadFrame>, Flow.Subscription {
        private final Flow.Subscriber<? super ReadFrame> onward;
        private Flow.@Nullable Subscription source;
        private @Nullable ReadFrame held;
        private Runnable cancelTimer = () -> {};
        private long demand;
        private boolean asked;
        private boolean begun;
        private boolean ended;
        private long firstFrame;
        private long firstAt;

        Holding(Flow.Subscriber<? super ReadFrame> onward) {
            this.onward = onward;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            onward.onSubscribe(this);
        }

        @Override
        public void request(long count) {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            ask();
        }

        private void ask() {
            if (!ended && !asked && demand > 0 && source != null) {
                asked = true;
                source.request(1);
            }
        }

        @Override
        public void onNext(ReadFrame frame) {
            long at = frame.frame().time().nanos();
            if (!begun) {
                begun = true;
                firstFrame = at;
                firstAt = time.nanos();
            }
            long early = (long) ((at - firstFrame) / speed) - (time.nanos() - firstAt);
            held = frame;
            if (early < Duration.ofMillis(1).toNanos()) {
                due();
            } else {
                cancelTimer = timers.after(Duration.ofNanos(early), () -> lane.execute(this::due));
            }
        }

        private void due() {
            ReadFrame frame = held;
            held = null;
            if (frame != null && !ended) {
                demand--;
                asked = false;
                onward.onNext(frame);
                ask();
            }
        }

        @Override
        public void onError(Throwable failure) {
            onward.onError(failure);
        }

        @Override
        public void onComplete() {
            onward.onComplete();
        }

        @Override
        public void cancel() {
            ended = true;
            cancelTimer.run();
            if (source != null) {
                source.cancel();
            }
            if (held != null) {
                held.close();
                held = null;
            }
        }
    }
}
