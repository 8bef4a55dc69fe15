package io.sluice.feature.frames.erasing;

import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.catalog.FrameCatalog;
import io.sluice.feature.frames.erasures.Erasure;
import io.sluice.feature.frames.erasures.ErasureDirectory;
import io.sluice.feature.frames.erasures.ErasureWork;
import io.sluice.feature.frames.erasures.KnownErasures;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.feature.frames.sweep.Swept;
import io.sluice.store.lease.Lease;
import io.sluice.store.lease.Leases;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes what is asked to be erased out of the packs, in slices, by whichever replica has the lease, one erasure after another in turns. It
 * goes through the minutes of arrival that may have such frames, at once, and again when nothing can bring frames back any more. It may
 * be stopped or die at any point. Thread-safe.
 */
public final class Erasing {
    /** Records of what is done are kept for so long. */
    static final Duration KEPT = Duration.ofDays(30);

    /**
     * A way through the packs that begins so long after an erasure was asked for misses nothing: the packs of what had arrived are in
     * the bucket, and no rewrite goes on that began when it was not yet known, as that takes a third of the time.
     */
    static final Duration SETTLED = FrameCatalog.SETTLING;

    private static final String LEASE = "erasure";

    /** A frame is in a pack that was opened so long after it arrived, at most. */
    private static final Duration LATE = Duration.ofMinutes(3);

    private final Parts parts;
    private final Duration early;

    /** The id of the erasure that had the last turn. */
    private volatile String served = "";

    private volatile Standing standing = new Standing(0, 0);

    /**
     * What it works with.
     *
     * @param requests for the settings that go with the frames
     * @param sweeps their others tell, at the beginning of each rewrite, which frames are kept, by other erasures and by whoever else has a say
     */
    public record Parts(
            ErasureDirectory erasures,
            ErasureRequests requests,
            SweepSlice.Parts sweeps,
            Leases leases,
            TimeSource time) {}

    /** How a slice ended. */
    public sealed interface Slice {
        /** Something was looked at, and there may be more. */
        record Done(Erasure erasure, Swept swept) implements Slice {}

        /** Nothing is to be done now. */
        record Nothing() implements Slice {}

        /** Another replica is at it, or this one is about to stop. */
        record Busy() implements Slice {}
    }

    /**
     * How many erasures there were when this replica looked last.
     *
     * @param damaged those of them that damaged packs are in the way of
     */
    record Standing(long running, long damaged) {}

    private record Turn(Lease lease, BooleanSupplier goOn) {
        boolean goesOn() {
            return lease.held() && goOn.getAsBoolean();
        }
    }

    /** @param ahead how far the clocks of producers may be ahead */
    public Erasing(Parts parts, Duration ahead) {
        this.parts = parts;
        // A frame may have arrived before its time, into a pack that had been opened some time before.
        this.early = SETTLED.plus(ahead);
    }

    /** Keeps what is not to be erased. */
    public static FrameFilter filter(KnownErasures erasures) {
        return (camera, time, arrived) -> !erasures.cover(camera, time, arrived);
    }

    Standing standing() {
        return standing;
    }

    /**
     * Goes on for a while. Fails as listings, reads and writes do; what was done until then stays done.
     *
     * @param goOn false as soon as it is to come to its end
     */
    public Uni<Slice> slice(BooleanSupplier goOn) {
        return parts.erasures().now().chain(known -> {
            standing = standing(known);
            List<Erasure> old = known.all().stream().filter(this::isOld).toList();
            Optional<Erasure> next = next(known);
            if (old.isEmpty() && next.isEmpty()) {
                return Uni.createFrom().item(new Slice.Nothing());
            }
            return parts.leases()
                    .take(LEASE)
                    .chain(lease -> lease.isEmpty()
                            ? Uni.createFrom().item(new Slice.Busy())
                            : tidied(old, next, new Turn(lease.get(), goOn))
                                    .onItemOrFailure()
                                    .call((_, _) -> lease.get().release())
                                    .onCancellation()
                                    .call(() -> lease.get().release()));
        });
    }

    private static Standing standing(KnownErasures known) {
        List<Erasure> running = known.all().stream().filter(Erasure::isRunning).toList();
        return new Standing(
                running.size(),
                running.stream()
                        .filter(erasure -> !erasure.work().damaged().isEmpty())
                        .count());
    }

    private boolean isOld(Erasure erasure) {
        Instant doneAt = erasure.work().doneAt();
        return doneAt != null && !doneAt.plus(KEPT).isAfter(parts.time().now());
    }

    /** The next one in turn that has something to do. */
    private Optional<Erasure> next(KnownErasures known) {
        List<Erasure> due = known.all().stream().filter(this::isDue).toList();
        return due.stream()
                .filter(erasure -> erasure.id().compareTo(served) > 0)
                .findFirst()
                .or(() -> due.stream().findFirst());
    }

    private boolean isDue(Erasure erasure) {
        return erasure.work()
                .due(sure(erasure))
                .filter(due -> !due.isAfter(parts.time().now()))
                .isPresent();
    }

    private static Instant sure(Erasure erasure) {
        return erasure.askedAt().plus(SETTLED);
    }

    private Uni<Slice> tidied(List<Erasure> old, Optional<Erasure> next, Turn turn) {
        return Multi.createFrom()
                .iterable(old)
                .onItem()
                .transformToUniAndConcatenate(erasure -> parts.erasures().remove(erasure.id()))
                .collect()
                .last()
                .chain(() -> next.isEmpty() ? Uni.createFrom().item(new Slice.Nothing()) : worked(next.get(), turn));
    }

    private Uni<Slice> worked(Erasure erasure, Turn turn) {
        served = erasure.id();
        Instant now = parts.time().now();
        return parts.requests()
                .withoutSettings(erasure)
                .chain(() -> parts.erasures()
                        .change(
                                erasure.id(),
                                there -> isDue(there) ? there.with(there.work().begun(now)) : there))
                .chain(there -> there.filter(begun ->
                                begun.isRunning() && !begun.work().way().ended())
                        .map(begun -> gone(begun, turn))
                        .orElseGet(() ->
                                Uni.createFrom().item(new Slice.Done(erasure, Swept.nothing(erasure.askedAt())))));
    }

    /** A slice of one way through the packs. When something else is decided meanwhile of what is kept, it is over. */
    private Uni<Slice> gone(Erasure begun, Turn turn) {
        Instant from =
                later(begun.from().instant().minus(early), begun.work().way().at());
        Instant to = begun.askedAt().truncatedTo(ChronoUnit.MINUTES).plus(LATE);
        FrameFilter filter = filter(new KnownErasures(List.of(begun)));
        SweepSlice slice = new SweepSlice(parts.sweeps(), new SweepSlice.Way(from, to, filter, turn::goesOn));
        return slice.run()
                .onItemOrFailure()
                .call((_, _) -> remember(begun, slice))
                .map(_ -> new Slice.Done(begun, slice.swept()));
    }

    private Uni<Void> remember(Erasure begun, SweepSlice slice) {
        Swept seen = slice.swept();
        ErasureWork.Way way = new ErasureWork.Way(
                begun.work().way().begun(),
                slice.at(),
                slice.through(),
                seen.found() > 0,
                seen.damaged().some().stream().map(PackKey::toString).toList());
        ErasureWork.Counted counted = new ErasureWork.Counted(
                begun.work().frames() + seen.frames(), begun.work().packs() + seen.deleted());
        Instant now = parts.time().now();
        return parts.erasures()
                .change(
                        begun.id(),
                        there -> there.with(there.work().moved(way, counted).judged(sure(there), now)))
                .replaceWithVoid();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
