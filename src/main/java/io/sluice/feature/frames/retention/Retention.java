package io.sluice.feature.frames.retention;

import io.sluice.base.time.TimeSource;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.sluice.feature.frames.rewrite.PackRewrite;
import io.sluice.feature.frames.settings.CameraDirectory;
import io.sluice.feature.frames.sweep.SweepSlice;
import io.sluice.feature.frames.sweep.Swept;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.lease.Lease;
import io.sluice.store.lease.Leases;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.Manifest;
import io.sluice.store.manifest.Manifests;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets go of frames whose time is over. It goes through the minutes of arrival from the oldest on, in slices, and remembers in the
 * bucket how far it is, so each minute is looked at once for each length of time that frames are kept for, by whichever replica. While
 * no camera has a limit it reads nothing but the settings. It may be stopped or die at any point. Thread-safe.
 */
public final class Retention {
    /** After so long, and what a producer's clock may be ahead, all packs of a minute are in the bucket. */
    public static final Duration SETTLED = Duration.ofMinutes(15);

    /** Nothing that was begun under an old rule goes on for longer. */
    static final Duration LONGEST_WORK =
            PackRewrite.LONGEST.plus(CameraDirectory.FRESH_FOR).plusSeconds(30);

    static final String PROGRESS = "upkeep/retention.json";
    private static final String LEASE = "retention";

    private final Parts parts;
    private final Optional<Duration> usual;
    private final Duration settled;
    private final Manifests<RetentionProgress> progress;
    private final ObjectRef object = new ObjectRef(PackKey.BUCKET, new ObjectKey(PROGRESS));

    /**
     * What it works with.
     *
     * @param sweeps their others tell, at the beginning of each rewrite, which frames are kept as far as others have a say in it
     */
    public record Parts(
            CameraDirectory cameras,
            Manifests.Parts manifests,
            SweepSlice.Parts sweeps,
            Leases leases,
            TimeSource time) {}

    /** How a slice ended. */
    public sealed interface Slice {
        /** Something was looked at, and there may be more. */
        record Done(Swept swept) implements Slice {}

        /** Nothing is to be done now. */
        record Nothing() implements Slice {}

        /** Another replica is at it, or this one is about to stop. */
        record Busy() implements Slice {}
    }

    /**
     * @param usual how long frames are kept of cameras of which nothing else is said; empty for ever
     * @param ahead how far the clocks of producers may be ahead
     */
    public Retention(Parts parts, Optional<Duration> usual, Duration ahead) {
        this.parts = parts;
        this.usual = usual;
        this.settled = SETTLED.plus(ahead);
        this.progress = new Manifests<>(parts.manifests(), RetentionProgress.FORM);
    }

    /** Which frames are to be kept by the settings of this moment, and by others, for any rewrite that begins now. */
    public Uni<FrameFilter> filter() {
        return rule().chain(rule -> parts.sweeps()
                .others()
                .get()
                .map(others -> rule.lengths().isEmpty() ? others : filter(rule).and(others)));
    }

    private Uni<RetentionRule> rule() {
        return parts.cameras().now().map(known -> new RetentionRule(usual, known));
    }

    private FrameFilter filter(RetentionRule rule) {
        Instant now = parts.time().now();
        String print = rule.print();
        return new FrameFilter() {
            @Override
            public boolean keeps(String camera, long time, long arrived) {
                return !rule.lets(now, camera, time, arrived);
            }

            @Override
            public Uni<Boolean> stands() {
                return rule().map(then -> then.print().equals(print));
            }
        };
    }

    /**
     * Goes on for a while. Fails as listings, reads and writes do; what was done until then stays done.
     *
     * @param goOn false as soon as it is to come to its end
     */
    public Uni<Slice> slice(BooleanSupplier goOn) {
        return rule().chain(rule -> rule.lengths().isEmpty()
                ? Uni.createFrom().item(new Slice.Nothing())
                : parts.leases()
                        .take(LEASE)
                        .chain(lease -> lease.isEmpty()
                                ? Uni.createFrom().item(new Slice.Busy())
                                : worked(rule, lease.get(), goOn)
                                        .onItemOrFailure()
                                        .call((_, _) -> lease.get().release())
                                        .onCancellation()
                                        .call(() -> lease.get().release())));
    }

    private Uni<Slice> worked(RetentionRule rule, Lease lease, BooleanSupplier goOn) {
        Instant now = parts.time().now();
        return progress.change(
                        object,
                        there -> new Change.Write<>(there.map(Manifest::value)
                                .map(before -> before.under(rule, now, LONGEST_WORK))
                                .orElseGet(() -> RetentionProgress.of(rule, now))))
                .chain(changed -> {
                    RetentionProgress at = changed.now().orElseThrow().value();
                    return at.next(rule.lengths(), now, settled)
                            .map(length -> gone(rule, at, length, () -> lease.held() && goOn.getAsBoolean()))
                            .orElseGet(() -> Uni.createFrom().item(new Slice.Nothing()));
                });
    }

    /** A slice for one length of time. When the rule becomes another meanwhile it is over: the next one goes by the new rule. */
    private Uni<Slice> gone(RetentionRule rule, RetentionProgress begun, Duration length, BooleanSupplier goOn) {
        Instant horizon = RetentionProgress.horizon(length, parts.time().now(), settled);
        SweepSlice slice =
                new SweepSlice(parts.sweeps(), new SweepSlice.Way(begun.from(length), horizon, filter(rule), goOn));
        return slice.run()
                .onItemOrFailure()
                .call((_, _) -> remember(begun, length, slice.through() ? horizon : slice.at()))
                .map(_ -> new Slice.Done(slice.swept()));
    }

    /** Under another rule it does not count how far this one was. */
    private Uni<Void> remember(RetentionProgress begun, Duration length, Instant at) {
        return progress.change(
                        object,
                        there -> there.map(Manifest::value)
                                .filter(now -> now.print().equals(begun.print()) && now.again() == begun.again())
                                .<Change<RetentionProgress>>map(now -> new Change.Write<>(now.with(length, at)))
                                .orElseGet(Change.Keep::new))
                .replaceWithVoid();
    }
}
