package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.FrameClock;
import io.sluice.feature.frames.FrameHead;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The text message before a frame: a JSON object that says what header fields say elsewhere. */
final class MessageHead {
    private static final int MOST_CHARACTERS = 8 << 10;

    /** The header fields of the members. */
    private static final Map<String, String> FIELDS =
            Map.of("time", "x-frame-time", "sequence", "x-frame-sequence", "contentType", "content-type");

    private MessageHead() {}

    static FrameHead read(String text, FrameClock clock) {
        if (text.length() > MOST_CHARACTERS) {
            throw malformed("It is longer than " + MOST_CHARACTERS + " characters.");
        }
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, Object> member : json(text)) {
            String field = FIELDS.get(member.getKey());
            if (field == null) {
                throw malformed("It has time, sequence and contentType only.");
            }
            fields.put(field, value(member.getValue()));
        }
        return FrameHead.read(name -> fields.get(name.toLowerCase(Locale.ROOT)), clock);
    }

    private static JsonObject json(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException noObject) {
            throw malformed("It is no JSON object.");
        }
    }

    /** A fraction is taken as text only: as a number it has lost digits. */
    private static String value(Object value) {
        return switch (value) {
            case String text -> text;
            case Integer whole -> whole.toString();
            case Long whole -> whole.toString();
            case null, default -> throw malformed("A member is a text or a whole number.");
        };
    }

    private static Fault malformed(String detail) {
        return Fault.of(
                FaultCode.INVALID_FRAME_HEAD,
                "The text before a frame is like {\"time\": \"2026-03-01T12:00:00Z\", \"sequence\": 7}. " + detail);
    }
}
