package io.sluice.feature.frames.catalog;

import io.sluice.base.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which minutes of arrival are in the index. A minute is settled when it was listed so long after its end that no pack can come
 * into it any more; of one that is not, it is known when it was listed last. Thread-safe.
 */
final class Arrivals {
    /** How long after its minute a pack may still be put: it is put again and again while the store is away. */
    static final int SETTLING = 15;

    /** Packs of the minute now, and of the one before it, come in all the time; others are the exception. */
    private static final int BUSY = 2;

    private static final long SELDOM = Duration.ofSeconds(30).toNanos();

    private final TimeSource time;
    private final long freshFor;
    private final NavigableMap<Integer, Integer> settled = new TreeMap<>();
    private final Map<Integer, Long> listed = new HashMap<>();
    private final Map<Integer, Long> askedAt = new HashMap<>();

    Arrivals(TimeSource time, Duration freshFor) {
        this.time = time;
        this.freshFor = freshFor.toNanos();
    }

    int now() {
        return MinuteRange.of(time.now());
    }

    /** Whether no pack can come into a minute any more. */
    boolean isOver(int minute) {
        return minute < now() - SETTLING;
    }

    /** What of these minutes has to be listed before the index can be believed. Those to come are left out. */
    synchronized List<MinuteRange> missing(MinuteRange wanted) {
        note(wanted);
        return stale(wanted, 1);
    }

    /** As {@link #missing}, but early enough that nobody has to wait, and asked for by nobody. */
    synchronized List<MinuteRange> missingSoon(MinuteRange wanted) {
        List<MinuteRange> missing = stale(wanted, 2);
        missing.forEach(range -> askedAt.putIfAbsent((range.to() - 1) / MinuteRange.HOUR, time.nanos()));
        return missing;
    }

    /** A pack of this minute has been entered without a listing. */
    synchronized void stored(int minute) {
        askedAt.putIfAbsent(minute / MinuteRange.HOUR, time.nanos());
    }

    private List<MinuteRange> stale(MinuteRange wanted, int sooner) {
        List<MinuteRange> missing = new ArrayList<>();
        int end = Math.min(wanted.to(), now() + 1);
        int open = Math.max(wanted.from(), now() - SETTLING);
        unsettled(wanted.from(), Math.min(end, open), missing);
        int since = -1;
        for (int minute = open; minute <= end; minute++) {
            boolean stale = minute < end && isStale(minute, sooner);
            if (stale && since < 0) {
                since = minute;
            } else if (!stale && since >= 0) {
                missing.add(new MinuteRange(since, minute));
                since = -1;
            }
        }
        return missing;
    }

    private void unsettled(int from, int to, List<MinuteRange> into) {
        int at = from;
        while (at < to) {
            Map.Entry<Integer, Integer> before = settled.floorEntry(at);
            if (before != null && before.getValue() > at) {
                at = before.getValue();
                continue;
            }
            Integer next = settled.higherKey(at);
            int end = next == null ? to : Math.min(next, to);
            into.add(new MinuteRange(at, end));
            at = end;
        }
    }

    private boolean isStale(int minute, int sooner) {
        Long at = listed.get(minute);
        long allowed = minute > now() - BUSY ? freshFor : Math.max(SELDOM, freshFor);
        return at == null || time.nanos() - at > allowed / sooner;
    }

    /**
     * Some minutes are in the index now.
     *
     * @param asOf when their listing began
     */
    synchronized void entered(MinuteRange minutes, Begun asOf) {
        int open = Math.max(minutes.from(), Math.min(minutes.to(), asOf.minute() - SETTLING));
        settle(minutes.from(), open);
        for (int minute = open; minute < minutes.to(); minute++) {
            listed.merge(minute, asOf.nanos(), (one, other) -> one - other > 0 ? one : other);
        }
        listed.keySet().removeIf(minute -> minute < now() - SETTLING);
    }

    /** When a listing began. */
    record Begun(int minute, long nanos) {}

    Begun begin() {
        return new Begun(now(), time.nanos());
    }

    private void settle(int from, int to) {
        if (from >= to) {
            return;
        }
        int start = from;
        int end = to;
        Map.Entry<Integer, Integer> before = settled.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        for (Map.Entry<Integer, Integer> next = settled.ceilingEntry(start);
                next != null && next.getKey() <= end;
                next = settled.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            settled.remove(next.getKey());
        }
        settled.put(start, end);
    }

    /** Some minutes are to be listed again before they are believed. */
    synchronized void doubt(MinuteRange minutes) {
        for (int minute = minutes.from(); minute < minutes.to(); minute++) {
            listed.remove(minute);
        }
        Map.Entry<Integer, Integer> at = settled.lowerEntry(minutes.to());
        while (at != null && at.getValue() > minutes.from()) {
            settled.remove(at.getKey());
            settle(at.getKey(), minutes.from());
            settle(minutes.to(), at.getValue());
            at = settled.lowerEntry(Math.min(minutes.to(), at.getKey()));
        }
    }

    /** Whether all that arrived from a minute on is in the index, but for the last moments. */
    synchronized boolean complete(int from) {
        int open = Math.max(from, now() - SETTLING);
        List<MinuteRange> missing = new ArrayList<>();
        unsettled(from, open, missing);
        for (int minute = open; minute <= now() && missing.isEmpty(); minute++) {
            Long at = listed.get(minute);
            if (minute < now() && (at == null || time.nanos() - at > 3 * SELDOM)) {
                missing.add(new MinuteRange(minute, minute + 1));
            }
        }
        return missing.isEmpty();
    }

    private void note(MinuteRange wanted) {
        long at = time.nanos();
        int last = Math.min(wanted.to() - 1, now()) / MinuteRange.HOUR;
        for (int hour = wanted.from() / MinuteRange.HOUR; hour <= last; hour++) {
            askedAt.put(hour, at);
        }
    }

    /** The hour that was longest not asked for, which is no longer in the index from now on; null when there is one hour left. */
    synchronized @Nullable MinuteRange leastAsked() {
        Integer least = null;
        for (Map.Entry<Integer, Long> hour : askedAt.entrySet()) {
            if (least == null || hour.getValue() - askedAt.getOrDefault(least, 0L) < 0) {
                least = hour.getKey();
            }
        }
        if (least == null || askedAt.size() < 2) {
            return null;
        }
        askedAt.remove(least);
        MinuteRange hour = new MinuteRange(least * MinuteRange.HOUR, (least + 1) * MinuteRange.HOUR);
        doubt(hour);
        return hour;
    }
}
