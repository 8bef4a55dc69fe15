package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.erasures.KnownErasures;
import io.sluice.feature.frames.index.Candidate;
import io.sluice.feature.frames.pack.CameraFrames;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the last frame of a camera that is not after a time, window by window backwards. Of frames of that time it is the last
 * that arrived. One that was erased is not found. One search, by one caller.
 */
final class FloorSearch {
    private static final Logger LOG = Logger.getLogger(FloorSearch.class);
    private static final long FIRST_WINDOW = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_WINDOW = Duration.ofMinutes(10).toNanos();
    private static final int BEGIN_AGAIN = 5;

    private final FrameCatalog catalog;
    private final ErasureDirectory erasures;
    private final String camera;
    private final long time;
    private final long lowest;
    private final LongSupplier nanos;
    private final Deque<Candidate> candidates = new ArrayDeque<>();
    private @Nullable StoredFrame best;
    private IndexState state = IndexState.READY;

    /** All from here on has been looked at. */
    private long windowStart;

    private long window = FIRST_WINDOW;
    private int againLeft = BEGIN_AGAIN;

    /**
     * Which frame.
     *
     * @param time no frame after it will do
     * @param lowest none before it
     */
    record Wanted(String camera, long time, long lowest) {}

    /** @param nanos the clock by which patience is measured */
    FloorSearch(FrameCatalog catalog, ErasureDirectory erasures, Wanted wanted, LongSupplier nanos) {
        this.catalog = catalog;
        this.erasures = erasures;
        this.camera = wanted.camera();
        this.time = wanted.time();
        this.lowest = Math.max(0, wanted.lowest());
        this.nanos = nanos;
        this.windowStart = time + 1;
    }

    /** Fails with {@code index-behind} when patience is over. */
    Uni<Optional<StoredFrame>> run() {
        long deadline = nanos.getAsLong() + catalog.patience().toNanos();
        return Multi.createBy()
                .repeating()
                .uni(() -> step(deadline))
                .whilst(goOn -> goOn)
                .collect()
                .last()
                .map(_ -> Optional.ofNullable(best));
    }

    IndexState state() {
        return state;
    }

    private Uni<Boolean> step(long deadline) {
        StoredFrame found = best;
        Candidate next = candidates.peekFirst();
        if (next != null && (found == null || bound(next) >= found.time().nanos())) {
            candidates.removeFirst();
            return erasures.known().chain(erased -> look(next, erased));
        }
        candidates.clear();
        if (windowStart <= lowest || (found != null && found.time().nanos() >= windowStart)) {
            return Uni.createFrom().item(false);
        }
        if (nanos.getAsLong() - deadline > 0) {
            return Uni.createFrom().failure(FrameSearch.behind());
        }
        return nextWindow();
    }

    private Uni<Boolean> nextWindow() {
        long end = windowStart - 1;
        long start = Math.max(lowest, end - window + 1);
        return erasures.known()
                .chain(erased -> catalog.ready(start, end).map(known -> {
                    state = state.and(known);
                    windowStart = start;
                    window = Math.min(2 * window, LONGEST_WINDOW);
                    catalog.find(camera, start, end).stream()
                            .filter(found -> !erased.hide(camera, found.pack(), found.first(), found.last()))
                            .sorted(Comparator.comparingLong(this::bound).reversed())
                            .forEach(candidates::add);
                    return true;
                }));
    }

    /** No frame in it that would do is later. */
    private long bound(Candidate candidate) {
        return Math.min(candidate.last(), time);
    }

    private Uni<Boolean> look(Candidate candidate, KnownErasures erased) {
        return catalog.table(candidate.pack())
                .map(table -> {
                    consider(candidate, erased.visible(camera, table));
                    return true;
                })
                .onFailure(Fault.class)
                .recoverWithUni(fault -> unreadable(candidate, fault));
    }

    /** Frames of the pack that are before this candidate are another's, and not the last in between. */
    private void consider(Candidate candidate, CameraFrames frames) {
        int last = frames.floor(time);
        long least = Math.max(lowest, candidate.first());
        for (int i = last; i >= 0 && frames.time(i) == frames.time(last) && frames.time(i) >= least; i--) {
            StoredFrame frame = new StoredFrame(candidate.pack(), frames.frame(i));
            if (best == null || frame.mark().compareTo(best.mark()) > 0) {
                best = frame;
            }
        }
    }

    private Uni<Boolean> unreadable(Candidate candidate, Fault fault) {
        if (fault.code() == FaultCode.STORE_CORRUPT) {
            LOG.warnf("A pack cannot be read: key=%s detail=%s", candidate.pack(), fault.detail());
            return Uni.createFrom().item(true);
        }
        if (fault.code() != FaultCode.OBJECT_NOT_FOUND || --againLeft < 0) {
            return Uni.createFrom().failure(fault);
        }
        return catalog.gone(candidate.pack()).replaceWith(() -> {
            candidates.clear();
            best = null;
            windowStart = time + 1;
            return true;
        });
    }
}
