package io.sluice.feature.frames.retention;

import io.sluice.store.manifest.ManifestForm;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far frames have been let go.
 *
 * @param print of the rule
 * @param since when this rule was first found
 * @param again whether the bucket was begun to be gone through a second time under this rule, when nothing that was begun before it
 *     can go on any more
 * @param done by each length of time that frames are kept for: packs that arrived before have none left that is to go
 */
record RetentionProgress(String print, Instant since, boolean again, NavigableMap<Duration, Instant> done) {
    static final ManifestForm<RetentionProgress> FORM =
            new ManifestForm<>(RetentionProgress::json, RetentionProgress::read);

    RetentionProgress {
        done = Collections.unmodifiableNavigableMap(new TreeMap<>(done));
    }

    /** A beginning. */
    static RetentionProgress of(RetentionRule rule, Instant now) {
        return new RetentionProgress(rule.print(), now, false, new TreeMap<>());
    }

    /** What is still true of this under a rule. */
    RetentionProgress under(RetentionRule rule, Instant now, Duration longestWork) {
        if (!print.equals(rule.print())) {
            return of(rule, now);
        }
        return again || now.isBefore(since.plus(longestWork))
                ? this
                : new RetentionProgress(print, since, true, new TreeMap<>());
    }

    /** From where on to look at packs that arrived so long ago. */
    Instant from(Duration length) {
        return done.getOrDefault(length, Instant.EPOCH);
    }

    RetentionProgress with(Duration length, Instant minute) {
        NavigableMap<Duration, Instant> more = new TreeMap<>(done);
        more.merge(length, minute, (one, other) -> one.isAfter(other) ? one : other);
        return new RetentionProgress(print, since, again, more);
    }

    /**
     * The length of time of which something is to be done, the one that is furthest behind.
     *
     * @param settled all packs are in the bucket so long after their minute
     */
    Optional<Duration> next(Set<Duration> lengths, Instant now, Duration settled) {
        return lengths.stream()
                .filter(length -> from(length).isBefore(horizon(length, now, settled)))
                .min((one, other) -> from(one).compareTo(from(other)));
    }

    /** Frames of minutes that end before this are to go. A whole minute: the work has an end, and goes on when one is over. */
    static Instant horizon(Duration length, Instant now, Duration settled) {
        Instant end = now.minus(settled).minus(length).truncatedTo(ChronoUnit.MINUTES);
        return end.isBefore(Instant.EPOCH) ? Instant.EPOCH : end;
    }

    private JsonObject json() {
        JsonObject minutes = new JsonObject();
        done.forEach((length, minute) -> minutes.put(length.toString(), minute.toString()));
        return new JsonObject()
                .put("rule", print)
                .put("since", since.toString())
                .put("again", again)
                .put("done", minutes);
    }

    private static RetentionProgress read(JsonObject json) {
        NavigableMap<Duration, Instant> done = new TreeMap<>();
        for (Map.Entry<String, Object> entry : json.getJsonObject("done")) {
            done.put(Duration.parse(entry.getKey()), Instant.parse((String) entry.getValue()));
        }
        return new RetentionProgress(
                json.getString("rule"), Instant.parse(json.getString("since")), json.getBoolean("again"), done);
    }
}
