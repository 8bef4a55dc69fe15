package io.sluice.runtime;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectStore;
import io.sluice.store.buckets.BucketDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Makes sure of the buckets as soon as the store answers, and then keeps asking whether it does. The process starts and
 * stays up without the store: it says that it is not ready. Thread-safe; one question at a time.
 */
@Singleton
public class StoreWatch {
    private static final Logger LOG = Logger.getLogger(StoreWatch.class);

    private final ObjectStore store;
    private final List<BucketName> buckets;
    private final Timers timers;
    private final TimeSource time;
    private final SluiceConfig.Ready config;
    private final AtomicReference<Seen> seen;
    private final List<Runnable> whenMade = new CopyOnWriteArrayList<>();
    private volatile Runnable cancelNext = () -> {};
    private volatile boolean stopped;

    /**
     * What is known of the store.
     *
     * @param bucketsMade whether all buckets are there
     * @param roundTrip of the last answer
     * @param problem why it did not answer last; empty when it did
     */
    record Seen(boolean asked, boolean bucketsMade, Hysteresis state, Duration roundTrip, String problem) {}

    StoreWatch(ObjectStore store, BucketDirectory buckets, Timers timers, TimeSource time, SluiceConfig config) {
        this.store = store;
        this.buckets = List.copyOf(buckets.places().keySet());
        this.timers = timers;
        this.time = time;
        this.config = config.ready();
        Hysteresis unknown = Hysteresis.down(this.config.failures(), this.config.successes());
        this.seen = new AtomicReference<>(new Seen(false, false, unknown, Duration.ZERO, "not asked yet"));
    }

    /** Runs {@code task} once, when all buckets are there; call it before {@link #start}. */
    void whenMade(Runnable task) {
        whenMade.add(task);
    }

    /** Asks for the first time; goes on by itself. */
    void start() {
        look();
    }

    /** Asks no more. */
    void stop() {
        stopped = true;
        cancelNext.run();
    }

    Seen seen() {
        return seen.get();
    }

    private void look() {
        if (stopped) {
            return;
        }
        long started = time.nanos();
        Uni<Void> question = seen().bucketsMade() ? store.ping(buckets.getFirst()) : makeBuckets();
        question.ifNoItem()
                .after(config.timeout())
                .failWith(() -> Fault.of(FaultCode.STORE_TIMEOUT, "The store did not answer in time."))
                .subscribe()
                .with(_ -> answered(time.nanos() - started), this::failed);
    }

    /** One that cannot be made holds up no other. */
    private Uni<Void> makeBuckets() {
        return Uni.join()
                .all(buckets.stream().map(store::ensureBucket).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }

    private void answered(long nanos) {
        Seen before = seen();
        Hysteresis state =
                before.asked() ? before.state().seen(true) : before.state().decided(true);
        note(before, new Seen(true, true, state, Duration.ofNanos(nanos), ""));
        if (!before.bucketsMade()) {
            whenMade.forEach(Runnable::run);
        }
    }

    private void failed(Throwable failure) {
        Seen before = seen();
        Fault fault = Fault.from(failure);
        note(
                before,
                new Seen(
                        true,
                        before.bucketsMade(),
                        before.state().seen(false),
                        before.roundTrip(),
                        fault.code().wire()));
    }

    private void note(Seen before, Seen now) {
        if (stopped) {
            return;
        }
        seen.set(now);
        if (!before.asked() || before.state().up() != now.state().up()) {
            log(now);
        }
        cancelNext = timers.after(config.every(), this::look);
    }

    private static void log(Seen now) {
        if (now.state().up()) {
            LOG.infof("The store is ready: durationMs=%d", now.roundTrip().toMillis());
        } else {
            LOG.warnf("The store is not ready: code=%s", now.problem());
        }
    }
}
