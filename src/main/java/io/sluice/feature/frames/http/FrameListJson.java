package io.sluice.feature.frames.http;

import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.read.StoredFrame;
import io.vertx.core.json.JsonObject;

/** Frames as JSON. */
final class FrameListJson {
    private FrameListJson() {}

    static JsonObject of(StoredFrame frame) {
        return new JsonObject()
                .put("camera", frame.camera())
                .put("time", frame.time().toString())
                .put("sequence", frame.sequence())
                .put("size", frame.size())
                .put("contentType", frame.contentType())
                .put("etag", frame.etag().value())
                .put("pack", frame.pack().toString())
                .put("offset", frame.place().offset());
    }

    static String time(long nanos) {
        return new FrameTime(nanos).toString();
    }
}
