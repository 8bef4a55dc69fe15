package io.sluice.feature.frames.read;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.catalog.IndexState;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.erasures.KnownErasures;
import io.sluice.feature.frames.index.Candidate;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Goes through the frames of one camera by time, and by arrival where times are equal, over packs that may overlap in any way. It
 * looks at a window of time after another, and opens the tables of packs only when their frames come next. A frame that is in two
 * packs, because one is just being put in place of the other, is told once; one that was erased is not told.
 *
 * <p>One caller at a time: the next question only after the answer to the one before.
 */
final class FrameWalk {
    private static final Logger LOG = Logger.getLogger(FrameWalk.class);
    private static final long FIRST_WINDOW = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_WINDOW = Duration.ofMinutes(10).toNanos();

    /** Tables that are opened at once. */
    private static final int AHEAD = 8;

    /** How often packs may be replaced while one window is looked at. */
    private static final int BEGIN_AGAIN = 5;

    private final FrameCatalog catalog;
    private final ErasureDirectory erasures;
    private final String camera;
    private final long to;
    private final LongSupplier nanos;
    private final Deque<Candidate> pending = new ArrayDeque<>();
    private final PriorityQueue<FrameCursor> open = new PriorityQueue<>(Comparator.comparingLong(FrameCursor::time));
    private final Deque<StoredFrame> ready = new ArrayDeque<>();

    /** The window that is being looked at; what comes before it has been. */
    private long windowStart;

    private long windowEnd;
    private long window = FIRST_WINDOW;
    private FrameMark after;
    private IndexState state = IndexState.READY;
    private int againLeft = BEGIN_AGAIN;
    private boolean cut;

    /**
     * Which frames.
     *
     * @param after only those after this one
     * @param to the last time
     */
    record Range(String camera, FrameMark after, long to) {
        static Range of(String camera, long from, long to) {
            return new Range(camera, FrameMark.before(from), to);
        }
    }

    /** @param nanos the clock by which patience is measured */
    FrameWalk(FrameCatalog catalog, ErasureDirectory erasures, Range range, LongSupplier nanos) {
        this.catalog = catalog;
        this.erasures = erasures;
        this.camera = range.camera();
        this.after = range.after();
        this.to = range.to();
        this.nanos = nanos;
        this.windowStart = range.after().time();
        this.windowEnd = windowStart;
    }

    /**
     * The next frames, none before {@code due}: as many as are at hand, at least one, at most {@code most}. None at the end, or
     * when patience is over, which {@link #cut} tells.
     */
    Uni<List<StoredFrame>> next(long due, int most) {
        return Uni.createFrom().deferred(() -> {
            skipTo(due);
            List<StoredFrame> found = new ArrayList<>();
            long deadline = nanos.getAsLong() + catalog.patience().toNanos();
            return taken(found, most)
                    ? Uni.createFrom().item(found)
                    : Multi.createBy()
                            .repeating()
                            .uni(() -> step(deadline))
                            .whilst(goOn -> goOn && !taken(found, most))
                            .collect()
                            .last()
                            .replaceWith(found);
        });
    }

    /** Whether the last answer was empty because patience was over. */
    boolean cut() {
        return cut;
    }

    /** How much the index knew of all windows so far. */
    IndexState state() {
        return state;
    }

    /** Where a later walk goes on. */
    FrameMark mark() {
        return cut ? FrameMark.before(windowEnd) : after;
    }

    private void skipTo(long due) {
        if (due <= after.time()) {
            return;
        }
        after = FrameMark.before(due);
        ready.removeIf(frame -> frame.time().nanos() < due);
        List<FrameCursor> cursors = List.copyOf(open);
        open.clear();
        cursors.forEach(cursor -> cursor.skipTo(due));
        cursors.stream().filter(cursor -> !cursor.ended()).forEach(open::add);
        while (!pending.isEmpty() && pending.getFirst().last() < due) {
            pending.removeFirst();
        }
        if (due >= windowEnd) {
            windowEnd = due;
            window = FIRST_WINDOW;
        }
    }

    private boolean taken(List<StoredFrame> found, int most) {
        while (found.size() < most && (!ready.isEmpty() || readyUp())) {
            StoredFrame frame = ready.removeFirst();
            after = frame.mark();
            againLeft = BEGIN_AGAIN;
            found.add(frame);
        }
        return !found.isEmpty();
    }

    /** Brings the frames of the next time up, when it is known that no other pack has an earlier one. */
    private boolean readyUp() {
        while (!open.isEmpty()
                && (pending.isEmpty() || peek().time() < pending.getFirst().first())) {
            long time = peek().time();
            List<StoredFrame> ofOneTime = new ArrayList<>();
            while (!open.isEmpty() && peek().time() == time) {
                FrameCursor cursor = Objects.requireNonNull(open.poll());
                ofOneTime.add(cursor.take());
                if (!cursor.ended()) {
                    open.add(cursor);
                }
            }
            inOrder(ofOneTime);
            if (!ready.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private FrameCursor peek() {
        return Objects.requireNonNull(open.peek());
    }

    private void inOrder(List<StoredFrame> ofOneTime) {
        ofOneTime.sort(Comparator.comparing(StoredFrame::mark));
        StoredFrame before = null;
        for (StoredFrame frame : ofOneTime) {
            boolean copy = before != null
                    && before.mark().equals(frame.mark())
                    && !before.pack().equals(frame.pack());
            if (!copy && frame.mark().compareTo(after) > 0) {
                ready.add(frame);
                before = frame;
            }
        }
    }

    /** True when something was done and it is worth looking again. */
    private Uni<Boolean> step(long deadline) {
        if (!pending.isEmpty()) {
            return erasures.known().chain(this::opened);
        }
        if (windowEnd > to) {
            return Uni.createFrom().item(false);
        }
        cut = nanos.getAsLong() - deadline > 0;
        return cut ? Uni.createFrom().item(false) : nextWindow();
    }

    private Uni<Boolean> nextWindow() {
        long start = windowEnd;
        long end = to - start < window ? to + 1 : start + window;
        return erasures.known()
                .chain(erased -> catalog.ready(start, end - 1).map(known -> {
                    state = state.and(known);
                    open.clear();
                    catalog.find(camera, start, end - 1).stream()
                            .filter(found -> !erased.hide(camera, found.pack(), found.first(), found.last()))
                            .forEach(pending::add);
                    windowStart = start;
                    windowEnd = end;
                    window = Math.min(2 * window, LONGEST_WINDOW);
                    return true;
                }));
    }

    /** Opens the tables of the packs that may have the next frame, and of some after them. */
    private Uni<Boolean> opened(KnownErasures erased) {
        List<Candidate> next = new ArrayList<>();
        long frontier = open.isEmpty() ? pending.getFirst().first() : peek().time();
        while (!pending.isEmpty() && (pending.getFirst().first() <= frontier || next.size() < AHEAD)) {
            next.add(pending.removeFirst());
        }
        List<Candidate> gone = Collections.synchronizedList(new ArrayList<>());
        List<FrameCursor> cursors = Collections.synchronizedList(new ArrayList<>());
        return Multi.createFrom()
                .iterable(next)
                .onItem()
                .transformToUni(candidate -> open(candidate, erased, cursors, gone))
                .merge(AHEAD)
                .collect()
                .last()
                .chain(() -> {
                    cursors.stream().filter(cursor -> !cursor.ended()).forEach(open::add);
                    return gone.isEmpty() ? Uni.createFrom().item(true) : again(gone);
                });
    }

    /** A pack that is gone, or damaged, has no frames: those of the others are told. */
    private Uni<Void> open(Candidate candidate, KnownErasures erased, List<FrameCursor> cursors, List<Candidate> gone) {
        long from = Math.max(windowStart, after.time());
        return catalog.table(candidate.pack())
                .map(table -> erased.visible(camera, table))
                .invoke(frames -> cursors.add(new FrameCursor(candidate, frames, from, windowEnd)))
                .replaceWithVoid()
                .onFailure(failure -> passedOver(candidate, Fault.from(failure), gone))
                .recoverWithNull();
    }

    private static boolean passedOver(Candidate candidate, Fault fault, List<Candidate> gone) {
        return switch (fault.code()) {
            case OBJECT_NOT_FOUND -> gone.add(candidate);
            case STORE_CORRUPT -> {
                LOG.warnf("A pack cannot be read: key=%s detail=%s", candidate.pack(), fault.detail());
                yield true;
            }
            default -> false;
        };
    }

    /** Looks at the window again from the last frame on, with what has come in the place of packs that are gone. */
    private Uni<Boolean> again(List<Candidate> gone) {
        if (--againLeft < 0) {
            return Uni.createFrom()
                    .failure(Fault.of(FaultCode.INDEX_BEHIND, "Packs are being replaced faster than they are read."));
        }
        return Multi.createFrom()
                .iterable(gone)
                .onItem()
                .transformToUniAndConcatenate(candidate -> catalog.gone(candidate.pack()))
                .collect()
                .last()
                .replaceWith(() -> {
                    pending.clear();
                    open.clear();
                    ready.clear();
                    windowEnd = Math.max(windowStart, after.time());
                    return true;
                });
    }
}
