package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.index.CameraTotals;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds frames by camera and time, but for those that were erased. Thread-safe. */
public final class FrameSearch {
    /** No frame is further ahead of the server's clock. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    /** How far back the last frame of a camera is looked for when nothing is known of it. */
    private static final Duration LATEST_WITHIN = Duration.ofDays(1);

    private static final int AT_ONCE = 256;

    private final FrameCatalog catalog;
    private final ErasureDirectory erasures;
    private final TimeSource time;

    public FrameSearch(FrameCatalog catalog, ErasureDirectory erasures, TimeSource time) {
        this.catalog = catalog;
        this.erasures = erasures;
        this.time = time;
    }

    /** What is not to be found, for who has found it before it was erased. */
    ErasureDirectory erasures() {
        return erasures;
    }

    /**
     * One frame.
     *
     * @param within how far from {@code at} it may be
     * @return fails as reads do, and with {@code index-behind}
     */
    public Uni<Found> one(CameraName camera, FrameTime at, Match match, Duration within) {
        return switch (match) {
            case EXACT -> ceil(camera, at.nanos(), at.nanos());
            case CEIL -> ceil(camera, at.nanos(), plus(at.nanos(), within));
            case FLOOR -> floor(camera, at.nanos(), at.nanos() - within.toNanos());
            case NEAREST ->
                Uni.combine()
                        .all()
                        .unis(
                                floor(camera, at.nanos(), at.nanos() - within.toNanos()),
                                ceil(camera, at.nanos(), plus(at.nanos(), within)))
                        .with((before, after) -> nearest(at.nanos(), before, after));
        };
    }

    private static Found nearest(long at, Found before, Found after) {
        IndexState index = before.index().and(after.index());
        if (before.frame().isEmpty() || after.frame().isEmpty()) {
            return new Found(before.frame().or(after::frame), index);
        }
        long back = at - before.frame().get().time().nanos();
        long ahead = after.frame().get().time().nanos() - at;
        return new Found(back <= ahead ? before.frame() : after.frame(), index);
    }

    /** The last frame of a camera. */
    public Uni<Found> latest(CameraName camera) {
        long now = FrameTime.of(time.now().plus(AHEAD)).nanos();
        return floor(camera, now, now - LATEST_WITHIN.toNanos()).chain(found -> {
            OptionalLong last = found.frame().isEmpty() ? lastKnown(camera) : OptionalLong.empty();
            return last.isEmpty()
                    ? Uni.createFrom().item(found)
                    : floor(camera, last.getAsLong(), last.getAsLong() - LATEST_WITHIN.toNanos());
        });
    }

    private OptionalLong lastKnown(CameraName camera) {
        return catalog.cameras().stream()
                .filter(totals -> totals.camera().equals(camera.value()))
                .mapToLong(CameraTotals::last)
                .findFirst();
    }

    /** The last frame that is not after {@code at}, nor before {@code lowest}. */
    Uni<Found> floor(CameraName camera, long at, long lowest) {
        return Uni.createFrom().deferred(() -> {
            FloorSearch.Wanted wanted = new FloorSearch.Wanted(camera.value(), at, lowest);
            FloorSearch search = new FloorSearch(catalog, erasures, wanted, time::nanos);
            return search.run().map(frame -> new Found(frame, search.state()));
        });
    }

    private Uni<Found> ceil(CameraName camera, long at, long highest) {
        return Uni.createFrom().deferred(() -> {
            FrameWalk walk = walk(FrameWalk.Range.of(camera.value(), at, clipped(highest)));
            return walk.next(at, 1).map(frames -> {
                if (walk.cut()) {
                    throw behind();
                }
                return new Found(frames.stream().findFirst(), walk.state());
            });
        });
    }

    /** Frames by time. */
    public Uni<FramePage> list(ListFrames query) {
        return Uni.createFrom().deferred(() -> {
            FrameMark from = query.after() == null ? FrameMark.before(query.from()) : query.after();
            FrameWalk walk = walk(new FrameWalk.Range(query.camera().value(), from, clipped(query.to())));
            ThinnedFrames page = new ThinnedFrames(query);
            return Multi.createBy()
                    .repeating()
                    .uni(() -> walk.next(page.due(), page.room()))
                    .whilst(page::takes)
                    .collect()
                    .last()
                    .map(_ -> page.page(walk));
        });
    }

    /** The frames that are not passed over. */
    private static final class ThinnedFrames {
        private final ListFrames query;
        private final List<StoredFrame> frames = new ArrayList<>();
        private long due;
        private boolean ended;

        ThinnedFrames(ListFrames query) {
            this.query = query;
            FrameMark after = query.after();
            this.due = after == null ? query.from() : after.arrived() < 0 ? after.time() : next(after.time());
        }

        long due() {
            return due;
        }

        int room() {
            return query.every().isZero() ? query.limit() - frames.size() : 1;
        }

        /** Whether there may be more, and there is room for it. */
        boolean takes(List<StoredFrame> more) {
            frames.addAll(more);
            ended = more.isEmpty();
            if (!ended) {
                due = next(more.getLast().time().nanos());
            }
            return !ended && frames.size() < query.limit();
        }

        private long next(long time) {
            long every = query.every().toNanos();
            return every == 0 ? time : plus(query.from() + (time - query.from()) / every * every, query.every());
        }

        FramePage page(FrameWalk walk) {
            boolean more = !ended || walk.cut();
            return new FramePage(frames, more ? walk.mark() : null, walk.state());
        }
    }

    /**
     * Times of more than {@code over} without a frame.
     *
     * @param query its limit is of gaps
     * @param lane every batch of frames is looked at in a turn of its own
     */
    public Uni<GapPage> gaps(ListFrames query, Duration over, Executor lane) {
        return Uni.createFrom().deferred(() -> {
            FrameMark from = query.after() == null ? FrameMark.before(query.from()) : query.after();
            long to = clipped(query.to());
            FrameWalk walk = walk(new FrameWalk.Range(query.camera().value(), from, to));
            GapFinder finder = new GapFinder(from.time(), over.toNanos(), query.limit(), time.nanos());
            return Multi.createBy()
                    .repeating()
                    .uni(() -> walk.next(0, AT_ONCE).emitOn(lane))
                    .whilst(frames -> finder.takes(frames, time.nanos()))
                    .collect()
                    .last()
                    .map(_ -> finder.page(walk, to));
        });
    }

    /** Looks at the times of frames one after another. */
    private final class GapFinder {
        private final List<GapPage.Gap> gaps = new ArrayList<>();
        private final long over;
        private final int limit;
        private final long deadline;
        private long before;
        private boolean ended;
        private @Nullable FrameMark last;

        GapFinder(long from, long over, int limit, long now) {
            this.before = from;
            this.over = over;
            this.limit = limit;
            this.deadline = now + catalog.patience().toNanos();
        }

        boolean takes(List<StoredFrame> frames, long now) {
            for (StoredFrame frame : frames) {
                next(frame.time().nanos());
                last = frame.mark();
            }
            ended = frames.isEmpty();
            return !ended && gaps.size() < limit && now - deadline < 0;
        }

        private void next(long at) {
            if (at - before > over) {
                gaps.add(new GapPage.Gap(before, at));
            }
            before = at;
        }

        GapPage page(FrameWalk walk, long to) {
            if (ended && !walk.cut()) {
                next(to);
                return new GapPage(gaps, null, walk.state());
            }
            FrameMark reached = last == null ? walk.mark() : last;
            return new GapPage(gaps, reached, walk.state());
        }
    }

    FrameWalk walk(FrameWalk.Range range) {
        return new FrameWalk(catalog, erasures, range, time::nanos);
    }

    /** Not later than any frame can be. */
    long clipped(long to) {
        return Math.min(to, FrameTime.of(time.now().plus(AHEAD)).nanos());
    }

    private static long plus(long at, Duration more) {
        long sum = at + more.toNanos();
        return sum < 0 ? Long.MAX_VALUE - 1 : sum;
    }

    static Fault behind() {
        return Fault.of(FaultCode.INDEX_BEHIND, "Packs of this time are still being looked through.");
    }
}
