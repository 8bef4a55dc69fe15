package io.sluice.feature.frames.sweep;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.rewrite.FrameFilter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a way through the minutes for a while, one minute after another. While the old packs of some minutes linger, the next
 * are written anew. One use; {@link #run} for one caller, and the others when it has ended.
 */
public final class SweepSlice {
    /** It is over after so many minutes that have packs. */
    static final int MOST_MINUTES = 20;

    /** Minutes whose old packs linger, at most: until they are deleted, their frames lie in the bucket twice. */
    static final int LINGERING = 4;

    private final Parts parts;
    private final Way way;
    private final Deque<Ending> endings = new ArrayDeque<>();
    private Instant next;
    private Instant at;
    private boolean whole = true;
    private boolean through;
    private int minutes;
    private @Nullable Swept swept;

    /**
     * What it works with.
     *
     * @param others asked when packs are about to be written anew: what it does not keep goes with the rest
     */
    public record Parts(MinuteWalk walk, MinuteSweep sweep, Supplier<Uni<FrameFilter>> others) {}

    /**
     * Which minutes.
     *
     * @param from in the first one
     * @param to no minute that ends after it
     * @param filter decides which packs are written anew
     * @param goOn false as soon as it is to come to its end
     */
    public record Way(Instant from, Instant to, FrameFilter filter, BooleanSupplier goOn) {}

    private record Ending(MinuteWalk.Minute minute, Uni<Swept> done) {}

    public SweepSlice(Parts parts, Way way) {
        this.parts = parts;
        this.way = way;
        this.next = way.from();
        this.at = way.from();
    }

    /**
     * Completes when nothing of it is under way any more. When what is to be kept has become something else meanwhile, it is over at the
     * minute before. Fails as listings, reads and rewrites do; what was done until then stays done.
     */
    public Uni<Void> run() {
        return Multi.createBy()
                .repeating()
                .uni(this::step)
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid()
                .onItemOrFailure()
                .transformToUni((_, failure) -> andThen(allEnded(), failure));
    }

    /** Minutes before are done, all of them. */
    public Instant at() {
        return at;
    }

    /** Whether all minutes of the way are done. */
    public boolean through() {
        return through && whole;
    }

    /** What was done. */
    public Swept swept() {
        return swept == null ? Swept.nothing(at) : swept;
    }

    private Uni<Boolean> step() {
        if (endings.size() == LINGERING) {
            return ended().replaceWith(true);
        }
        if (minutes == MOST_MINUTES || !way.goOn().getAsBoolean()) {
            return Uni.createFrom().item(false);
        }
        return parts.walk().next(next, way.to()).chain(found -> {
            through = found.isEmpty();
            return through ? Uni.createFrom().item(false) : written(found.get());
        });
    }

    private Uni<Boolean> written(MinuteWalk.Minute minute) {
        return parts.sweep()
                .write(minute, way.filter(), parts.others())
                .map(end -> {
                    Uni<Swept> underWay =
                            Uni.createFrom().completionStage(end.subscribe().asCompletionStage());
                    endings.addLast(new Ending(minute, underWay));
                    next = minute.minute().plus(1, ChronoUnit.MINUTES);
                    minutes++;
                    return true;
                })
                .onFailure(failure -> Fault.from(failure).code() == FaultCode.WRITE_CONFLICT)
                .recoverWithItem(false);
    }

    /** The first of those whose packs linger. After one that failed no minute counts as done. */
    private Uni<Void> ended() {
        Ending first = endings.removeFirst();
        return first.done()
                .invoke(done -> {
                    swept = swept == null ? done : swept.and(done);
                    if (whole) {
                        at = first.minute().minute().plus(1, ChronoUnit.MINUTES);
                    }
                })
                .onFailure()
                .invoke(_ -> whole = false)
                .replaceWithVoid();
    }

    private Uni<Void> allEnded() {
        return endings.isEmpty()
                ? Uni.createFrom().voidItem()
                : ended().onItemOrFailure().transformToUni((_, failure) -> andThen(allEnded(), failure));
    }

    private static Uni<Void> andThen(Uni<Void> last, @Nullable Throwable failure) {
        return failure == null
                ? last
                : last.onItemOrFailure()
                        .transformToUni((_, _) -> Uni.createFrom().failure(failure));
    }
}
