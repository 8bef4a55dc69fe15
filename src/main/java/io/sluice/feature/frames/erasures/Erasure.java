package io.sluice.feature.frames.erasures;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FrameTime;
import io.sluice.store.ETag;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An erasure: the frames of a camera with a time within a range that had arrived when it was asked for. What arrives later is a new
 * frame, and stays.
 *
 * @param id a ULID
 * @param from the first time
 * @param to the last
 * @param askedAt by the clock of the replica that was asked
 * @param settings those of the camera go too if they still have this tag; null when they stay, or are gone
 * @param work how far it is
 */
public record Erasure(
        String id,
        CameraName camera,
        FrameTime from,
        FrameTime to,
        Instant askedAt,
        @Nullable ETag settings,
        ErasureWork work) {
    /** The first time a frame can have. */
    public static final FrameTime FIRST = new FrameTime(0);

    /** The last. */
    public static final FrameTime LAST = new FrameTime(Long.MAX_VALUE);

    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    /** Whether a text may be the id of an erasure. */
    public static boolean isId(String text) {
        return ULID.matcher(text).matches();
    }

    /** Whether a frame of its camera is to be gone. Times are in nanoseconds since 1970. */
    public boolean covers(long time, long arrived) {
        return spans(time, time) && arrived <= askedAtNanos();
    }

    /** Whether all times of a range, whose ends are in it, are within its own. */
    public boolean spans(long first, long last) {
        return from.nanos() <= first && last <= to.nanos();
    }

    private long askedAtNanos() {
        return FrameTime.of(askedAt).nanos();
    }

    public boolean isRunning() {
        return work.doneAt() == null;
    }

    public Erasure with(ErasureWork further) {
        return new Erasure(id, camera, from, to, askedAt, settings, further);
    }

    /** When the settings are gone, or have become others. */
    public Erasure withoutSettings() {
        return new Erasure(id, camera, from, to, askedAt, null, work);
    }
}
