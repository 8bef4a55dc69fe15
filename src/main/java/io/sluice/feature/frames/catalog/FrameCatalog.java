package io.sluice.feature.frames.catalog;

import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.feature.frames.index.CameraTotals;
import io.sluice.feature.frames.index.Candidate;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.index.PackIndex;
import io.sluice.feature.frames.pack.FrameTable;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackListener;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectReads;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The packs in the bucket, as far as they are asked for. What the bucket says counts: the index only remembers it, so an empty one
 * makes the first question slow and nothing else. Thread-safe.
 */
public final class FrameCatalog implements PackListener {
    private static final Logger LOG = Logger.getLogger(FrameCatalog.class);

    /** So long after its end no pack comes into a minute any more. */
    public static final Duration SETTLING = Duration.ofMinutes(Arrivals.SETTLING);

    /** A frame is at most so many minutes older by the server's clock than by its own, and in a pack of the minute before. */
    private static final int EARLY = 3;

    private static final int PER_FRESHNESS = 8;

    private final PackIndex index;
    private final FrameTables tables;
    private final Timers timers;
    private final TimeSource time;
    private final CatalogSettings settings;
    private final Arrivals arrivals;
    private final PackScan scan;

    /** Shares no listing with the others: one that had begun before it was asked for may have passed what is to be found. */
    private final PackScan rebuild;

    private final Watchers watchers;
    private final AtomicInteger wantedFrom = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicBoolean catchingUp = new AtomicBoolean();
    private final AtomicLong lookAgainAt;
    private final AtomicBoolean following = new AtomicBoolean();

    /** What it stands on. */
    public record Parts(
            ObjectReads store,
            BucketName bucket,
            PackIndex index,
            FrameTables tables,
            TimeSource time,
            Timers timers) {}

    /** How far a rebuild has come: packs there are, packs that had to be read, packs that are gone. */
    public record Progress(long packs, long read, long gone) {}

    public FrameCatalog(Parts parts, CatalogSettings settings) {
        this.index = parts.index();
        this.tables = parts.tables();
        this.timers = parts.timers();
        this.time = parts.time();
        this.settings = settings;
        this.arrivals = new Arrivals(parts.time(), settings.freshFor());
        this.lookAgainAt = new AtomicLong(parts.time().nanos());
        this.watchers = new Watchers(parts.tables());
        PackScan.Parts scanned = new PackScan.Parts(parts.store(), parts.bucket(), index, tables, arrivals);
        this.scan = new PackScan(scanned, settings.readers(), watchers::tell);
        this.rebuild = new PackScan(scanned, settings.readers(), watchers::tell);
        index.onTold(watchers::tell);
    }

    @Override
    public void stored(PackKey key, long bytes, FrameTable table) {
        tables.keep(key, table);
        arrivals.stored(MinuteRange.of(key.minute()));
        makeRoom();
        index.add(PackFacts.of(key, bytes, table)).subscribe().with(_ -> {}, _ -> {});
        watchers.tell(key, table);
    }

    /**
     * Sees to it that the packs with frames of a range of time are in the index: those that arrived in time, and up to
     * {@code lateness} later. What arrived later still is looked through in the background.
     *
     * @param from in nanoseconds since 1970
     * @param to included
     * @return fails as listings do
     */
    public Uni<IndexState> ready(long from, long to) {
        return Uni.createFrom().deferred(() -> {
            int first = Math.max(0, MinuteRange.of(from) - EARLY);
            long end = 1L + MinuteRange.of(to) + settings.lateness().toMinutes() + 1;
            MinuteRange wanted = new MinuteRange(first, (int) Math.min(end, arrivals.now() + 1));
            List<MinuteRange> missing = arrivals.missing(wanted);
            if (missing.isEmpty()) {
                return Uni.createFrom().item(state(first));
            }
            return scan.cover(missing).map(_ -> {
                makeRoom();
                return state(first);
            });
        });
    }

    /** How much is known of all that the index reaches back to; the rest is looked through in the background. */
    public IndexState reachBack() {
        return state(arrivals.now() - (int) settings.catchUp().toMinutes());
    }

    private IndexState state(int first) {
        wantedFrom.accumulateAndGet(first, Math::min);
        if (time.nanos() - lookAgainAt.get() >= 0) {
            lookAgainAt.set(
                    time.nanos() + settings.freshFor().dividedBy(PER_FRESHNESS).toNanos());
            catchUp();
        }
        return arrivals.complete(first) ? IndexState.READY : IndexState.PARTIAL;
    }

    /** Looks through what arrived since the earliest time that was asked about, an hour at a time, as long as there is room. */
    private void catchUp() {
        MinuteRange next = nextToCatchUp();
        if (next != null && catchingUp.compareAndSet(false, true)) {
            scan.cover(List.of(next))
                    .onTermination()
                    .invoke(() -> catchingUp.set(false))
                    .subscribe()
                    .with(
                            _ -> {
                                makeRoom();
                                var _ = timers.after(Duration.ofMillis(1), this::catchUp);
                            },
                            failure -> LOG.debugf("The index does not catch up: cause=%s", failure));
        }
    }

    private @Nullable MinuteRange nextToCatchUp() {
        int now = arrivals.now();
        boolean full = index.weight() > settings.memory() - settings.memory() / PER_FRESHNESS;
        int oldest = full ? Arrivals.SETTLING : (int) settings.catchUp().toMinutes();
        List<MinuteRange> missing =
                arrivals.missingSoon(new MinuteRange(Math.max(wantedFrom.get(), now - oldest), now + 1));
        return missing.isEmpty() ? null : missing.getLast().hours().getLast();
    }

    private void makeRoom() {
        while (index.weight() > settings.memory()) {
            MinuteRange hour = arrivals.leastAsked();
            if (hour == null) {
                return;
            }
            index.forget(hour.from(), hour.to());
        }
    }

    /** The packs that may have frames of a camera in a range, both ends included, by their first times. */
    public List<Candidate> find(String camera, long from, long to) {
        return index.find(camera, from, to);
    }

    /** The frame table of a pack. Fails with {@code object-not-found} and {@code store-corrupt}, and as reads do. */
    public Uni<FrameTable> table(PackKey pack) {
        return tables.of(pack);
    }

    /** All cameras that are known now. */
    public List<CameraTotals> cameras() {
        return index.cameras();
    }

    /**
     * A pack that the index knows is not there any more: looks for what has come in its place. That has a key of the same
     * minute.
     */
    public Uni<Void> gone(PackKey pack) {
        tables.forget(pack);
        int minute = MinuteRange.of(pack.minute());
        return scan.cover(List.of(new MinuteRange(minute, minute + 1))).replaceWithVoid();
    }

    /**
     * Packs have come in the place of others, which are deleted when this has completed.
     *
     * @param with each has the minute of one of the others in its key
     */
    public Uni<Void> replaced(List<PackKey> old, List<PackFacts> with) {
        return index.replace(old, with).invoke(() -> old.forEach(tables::forget));
    }

    /** Lists what arrived in an hour, and brings the index to it. */
    public Uni<Progress> reindex(Instant hour) {
        int from = MinuteRange.of(hour) / MinuteRange.HOUR * MinuteRange.HOUR;
        MinuteRange minutes = new MinuteRange(from, Math.min(from + MinuteRange.HOUR, arrivals.now() + 1));
        arrivals.doubt(minutes);
        var _ = arrivals.missing(minutes);
        return rebuild.cover(List.of(minutes)).map(count -> {
            makeRoom();
            return new Progress(count.packs(), count.read(), count.gone());
        });
    }

    /**
     * Calls {@code watcher} with new packs that have frames of a camera, of this process at once, of others as soon as they are
     * known of.
     *
     * @return ends it, any number of times
     */
    public Runnable watch(String camera, PackWatcher watcher) {
        Runnable end = watchers.add(camera, watcher);
        follow();
        return end;
    }

    /** While anybody waits for frames, the last minutes are listed again and again. */
    private void follow() {
        if (watchers.any() && following.compareAndSet(false, true)) {
            int now = arrivals.now();
            scan.cover(arrivals.missing(new MinuteRange(now - EARLY, now + 1)))
                    .onItemOrFailure()
                    .invoke((_, failure) -> {
                        if (failure != null) {
                            LOG.debugf("New frames of other replicas are not seen: cause=%s", failure);
                        }
                        var _ = timers.after(settings.freshFor(), () -> {
                            following.set(false);
                            follow();
                        });
                    })
                    .subscribe()
                    .with(_ -> {}, _ -> {});
        }
    }

    /** How long one request may look through packs that are not in the index. */
    public Duration patience() {
        return settings.patience();
    }
}
