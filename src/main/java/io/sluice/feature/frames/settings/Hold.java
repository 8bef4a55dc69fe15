package io.sluice.feature.frames.settings;

import io.sluice.feature.frames.FrameTime;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A range of time whose frames are kept in spite of retention, and may not be erased.
 *
 * @param id 1 to 64 letters, digits, dots, dashes and underscores, not beginning with a dot; unique in its camera
 * @param from the first
 * @param to the last
 * @param reason 1 to 200 characters
 */
public record Hold(String id, FrameTime from, FrameTime to, String reason, Instant createdAt) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
    private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{1,200}");

    /** @throws io.sluice.base.fault.Fault {@code invalid-body} */
    public Hold {
        if (!isId(id)) {
            throw CameraSettings.invalid("The id of a hold is malformed.");
        }
        if (from.compareTo(to) > 0) {
            throw CameraSettings.invalid("'to' is not before 'from'.");
        }
        if (!REASON.matcher(reason).matches()) {
            throw CameraSettings.invalid("'reason' has 1 to 200 characters, none of them a control character.");
        }
    }

    /** Whether a text may be the id of a hold. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether it holds a frame of this time, in nanoseconds since 1970. */
    public boolean has(long time) {
        return from.nanos() <= time && time <= to.nanos();
    }

    /** Whether it holds any time of a range, whose ends are in it. */
    public boolean meets(long first, long last) {
        return from.nanos() <= last && first <= to.nanos();
    }

    /** Whether it says the same as another, whenever either was made. */
    boolean saysAs(Hold other) {
        return id.equals(other.id) && from.equals(other.from) && to.equals(other.to) && reason.equals(other.reason);
    }
}
