package io.sluice.feature.frames.wire;

import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.wire.StreamEnd.Broken;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import io.sluice.feature.frames.wire.StreamEnd.Refused;
import io.vertx.core.json.JsonObject;

/** What the sender of a stream is told. Counts go from the first frame of the stream on. */
public sealed interface Ack {
    /** One line of JSON, which ends with LF. */
    String line();

    /**
     * Frames that are in the store.
     *
     * @param count the first so many of the stream
     * @param sequence of the last of them, or {@link FrameHead#NO_SEQUENCE}
     * @param time of the last of them, by which it is found
     */
    record Durable(long count, long sequence, FrameTime time) implements Ack {
        @Override
        public String line() {
            JsonObject json = new JsonObject().put("ack", "durable").put("count", count);
            if (sequence != FrameHead.NO_SEQUENCE) {
                json.put("sequence", sequence);
            }
            return json.put("time", time.toString()).encode() + "\n";
        }
    }

    /**
     * The last line. What was wrong stands beside the numbers, with the members of a problem document.
     *
     * @param durable how many frames are in the store
     * @param rejected how many were received and are not
     * @param end how the stream ended
     */
    record Last(long durable, long rejected, StreamEnd end) implements Ack {
        @Override
        public String line() {
            JsonObject json =
                    new JsonObject().put("ack", "end").put("durable", durable).put("rejected", rejected);
            JsonObject all = switch (end) {
                case Complete _ -> json;
                case Broken broken ->
                    json.put("code", broken.fault().code().wire())
                            .put("detail", broken.fault().detail())
                            .put("frame", broken.frame())
                            .put("offset", broken.offset());
                case Refused refused ->
                    json.put("code", refused.fault().code().wire())
                            .put("detail", refused.fault().detail());
            };
            return all.encode() + "\n";
        }
    }
}
