package io.sluice.feature.frames.erasures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far an erasure is. The packs are gone through again and again, until a way that was begun late enough finds nothing.
 *
 * @param way through the packs, the one under way or the last one
 * @param left packs with damage that the way before had to leave as they are
 * @param frames that were left out of packs, as far as it was written down
 * @param packs that were deleted or written anew
 * @param doneAt null while it is running
 */
public record ErasureWork(
        Way way,
        List<String> left,
        long frames,
        long packs,
        @Nullable Instant doneAt) {
    /** Packs with damage are named, no more than these. */
    public static final int MOST_NAMED = 100;

    /** While damaged packs are in the way the others are looked at again so often. */
    static final Duration AGAIN = Duration.ofHours(1);

    /**
     * One way through the packs.
     *
     * @param begun when
     * @param at packs of minutes before have been looked at
     * @param ended whether all have
     * @param found whether one of them had such frames
     * @param left packs with damage, by their keys
     */
    public record Way(Instant begun, Instant at, boolean ended, boolean found, List<String> left) {
        public Way {
            left = List.copyOf(left);
        }

        static Way from(Instant begun) {
            return new Way(begun, Instant.EPOCH, false, false, List.of());
        }

        /** What two replicas know together that were on the same way. */
        Way and(Way other) {
            return new Way(
                    begun,
                    at.isAfter(other.at) ? at : other.at,
                    ended || other.ended,
                    found || other.found,
                    merged(left, other.left));
        }
    }

    public ErasureWork {
        left = List.copyOf(left);
    }

    /** Before anything was done. */
    public static ErasureWork none(Instant askedAt) {
        return new ErasureWork(Way.from(askedAt), List.of(), 0, 0, null);
    }

    /** Packs with damage that may have such frames. */
    public List<String> damaged() {
        return way.ended() ? way.left() : merged(left, way.left());
    }

    /**
     * When there is something to do next, maybe long ago; empty when it is done.
     *
     * @param sure a way that begins from then on misses nothing
     */
    public Optional<Instant> due(Instant sure) {
        if (doneAt != null) {
            return Optional.empty();
        }
        if (!way.ended()) {
            return Optional.of(way.begun());
        }
        if (way.begun().isBefore(sure)) {
            return Optional.of(sure);
        }
        return Optional.of(way.left().isEmpty() ? way.begun() : way.begun().plus(AGAIN));
    }

    /** The same with another way begun, if this one has ended. */
    public ErasureWork begun(Instant now) {
        return way.ended() ? new ErasureWork(Way.from(now), way.left(), frames, packs, doneAt) : this;
    }

    /**
     * The same after some more of a way. It says nothing new when it is said twice.
     *
     * @param moved this way, further; nothing is known of any other by it
     * @param counted all frames and packs so far
     */
    public ErasureWork moved(Way moved, Counted counted) {
        Way further = moved.begun().equals(way.begun()) ? way.and(moved) : way;
        return new ErasureWork(
                further, left, Math.max(frames, counted.frames()), Math.max(packs, counted.packs()), doneAt);
    }

    /** What was left out of packs, and how many of them. */
    public record Counted(long frames, long packs) {}

    /** The same, done if its way has found nothing and was begun late enough. */
    public ErasureWork judged(Instant sure, Instant now) {
        boolean over = doneAt == null
                && way.ended()
                && !way.found()
                && way.left().isEmpty()
                && !way.begun().isBefore(sure);
        return over ? new ErasureWork(way, List.of(), frames, packs, now) : this;
    }

    private static List<String> merged(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream())
                .distinct()
                .sorted()
                .limit(MOST_NAMED)
                .toList();
    }
}
