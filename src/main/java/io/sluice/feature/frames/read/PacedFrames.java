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

    /** Holds one frame back until it is due. */
    private final class Holding implements Flow.Subscriber<ReadFrame> {
        private final Flow.Subscriber<? super ReadFrame> onward;
        private boolean begun;
        private boolean ended;
        private long firstFrame;
        private long firstAt;
        private @Nullable ReadFrame held;
        private Runnable cancelTimer = () -> {};

        Holding(Flow.Subscriber<? super ReadFrame> onward) {
            this.onward = onward;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            onward.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    subscription.request(count);
                }

                @Override
                public void cancel() {
                    ended = true;
                    cancelTimer.run();
                    subscription.cancel();
                    if (held != null) {
                        held.close();
                        held = null;
                    }
                }
            });
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
            if (early < Duration.ofMillis(1).toNanos()) {
                onward.onNext(frame);
                return;
            }
            held = frame;
            cancelTimer = timers.after(Duration.ofNanos(early), () -> lane.execute(this::due));
        }

        private void due() {
            ReadFrame frame = held;
            held = null;
            if (frame != null && !ended) {
                onward.onNext(frame);
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
    }
}
