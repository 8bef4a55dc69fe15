package io.sluice.feature.frames.upkeep;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.store.ObjectReads;
import io.sluice.store.lease.Leases;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Joins the small packs of minutes that are over: of each minute as few packs as there can be, sorted by camera and time. It goes
 * through the last minutes again and again, one rewrite at a time. Replicas agree by leases on who does which minute, and would do no
 * harm without them. It may be killed at any point. Thread-safe.
 */
public final class Compaction {
    private static final Logger LOG = Logger.getLogger(Compaction.class);

    private final Workshop shop;
    private final DoneMinutes known = new DoneMinutes();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private boolean started;
    private boolean atWork;

    /**
     * What it works with.
     *
     * @param filters tells, at the beginning of each rewrite, which frames it keeps
     * @param executor for what takes time; not an event loop
     */
    public record Parts(
            ObjectReads store,
            FrameCatalog catalog,
            PackRewrite rewrite,
            Leases leases,
            Supplier<Uni<FrameFilter>> filters,
            TimeSource time,
            Timers timers,
            Executor executor) {}

    public Compaction(Parts parts, CompactionSettings settings, MeterRegistry meters) {
        this.shop = new Workshop(
                parts,
                settings,
                new CompactionMeters(meters, parts.time()),
                new OneAtATime(parts.timers(), settings.pause()));
    }

    /** Begins with the background work, unless it is off. */
    public void start() {
        synchronized (this) {
            started = shop.settings().every().isPresent();
        }
        shop.settings().every().ifPresent(this::later);
    }

    /** Begins nothing more; completes when what is under way has ended. */
    public CompletionStage<Void> stop() {
        synchronized (this) {
            stopping = true;
            if (!started || !atWork) {
                ended.complete(null);
            }
        }
        return ended.copy();
    }

    /**
     * The minutes of a range that are over, whenever they were.
     *
     * @param to after the last
     */
    public CompactionRun run(Instant from, Instant to) {
        Instant settled = settled();
        return new CompactionRun(
                shop,
                new DoneMinutes(),
                new CompactionRun.Range(from, to.isBefore(settled) ? to : settled, this::goesOn));
    }

    private boolean goesOn() {
        return !stopping;
    }

    private Instant settled() {
        return shop.parts().time().now().minus(shop.settings().settle());
    }

    private void later(Duration every) {
        shop.parts().timers().after(every, () -> round(every));
    }

    private void round(Duration every) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            atWork = true;
        }
        Instant to = settled();
        Instant from = to.minus(shop.settings().reach());
        known.forgetBefore(from);
        CompactionRun run = new CompactionRun(shop, known, new CompactionRun.Range(from, to, this::goesOn));
        toEnd(run)
                .subscribe()
                .with(
                        whole -> {
                            if (whole) {
                                shop.meters().done();
                            }
                            over(every);
                        },
                        failure -> LOG.errorf(failure, "The compaction has ended"));
    }

    /** Whether it came to the end with all minutes. A minute that fails is left for the next round, unless none would do better now. */
    private Uni<Boolean> toEnd(CompactionRun run) {
        AtomicBoolean whole = new AtomicBoolean(true);
        return Multi.createBy()
                .repeating()
                .uni(() -> run.next().map(Optional::isPresent).onFailure().recoverWithItem(failure -> {
                    whole.set(false);
                    return goesOnAfter(Fault.from(failure));
                }))
                .whilst(more -> more)
                .collect()
                .last()
                .map(_ -> whole.get());
    }

    private boolean goesOnAfter(Fault fault) {
        shop.meters().failed();
        LOG.warnf("Packs were not joined: code=%s detail=%s", fault.code().wire(), fault.detail());
        return !fault.retryable();
    }

    private void over(Duration every) {
        synchronized (this) {
            atWork = false;
            if (stopping) {
                ended.complete(null);
                return;
            }
        }
        later(every);
    }
}
