package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.base.time.Timers;
import io.sluice.edge.http.RequestContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Requests that go on for as long as their clients like. The audit trail has a line when one begins, too, and it is looked at again and
 * again whether its sender still may. All of it on the request's event loop.
 */
@Singleton
public class LongStreams {
    /** From one look to the next. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private final Timers timers;

    LongStreams(Timers timers) {
        this.timers = timers;
    }

    /**
     * One begins.
     *
     * @param end ends it with a refusal, when its sender may no longer; called once at most, and not when it is over
     */
    public void begun(RoutingContext ctx, Consumer<Fault> end) {
        if (RequestContext.failureListener(ctx) instanceof Passage passage) {
            passage.goesOn();
            Watch watch = new Watch(passage, RequestContext.lane(ctx), end);
            RequestContext.onEnd(ctx, _ -> watch.stop());
            watch.later();
        }
    }

    /** One that goes on. */
    private final class Watch {
        private final Passage passage;
        private final Executor lane;
        private final Consumer<Fault> end;
        private Runnable cancel = () -> {};
        private boolean over;

        Watch(Passage passage, Executor lane, Consumer<Fault> end) {
            this.passage = passage;
            this.lane = lane;
            this.end = end;
        }

        void later() {
            if (!over) {
                cancel = timers.after(EVERY, () -> lane.execute(this::look));
            }
        }

        private void look() {
            if (!over) {
                passage.recheck().emitOn(lane).subscribe().with(_ -> later(), failure -> told(Fault.from(failure)));
            }
        }

        /** What cannot be told now ends nothing. */
        private void told(Fault fault) {
            if (over) {
                return;
            }
            if (fault.refusal()) {
                over = true;
                passage.failed(fault);
                end.accept(fault);
            } else {
                later();
            }
        }

        void stop() {
            over = true;
            cancel.run();
        }
    }
}
