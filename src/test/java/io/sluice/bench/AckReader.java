package io.sluice.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the answer to a stream of frames as it comes: of its head the status, of its lines what they tell. */
final class AckReader {
    private final StringBuilder line = new StringBuilder();
    private long durable;
    private boolean ended;

    /**
     * Takes what has come.
     *
     * @throws IOException when a frame was refused, or all were
     */
    void feed(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            char next = (char) (bytes.get() & 0xff);
            if (next == '\n') {
                String text = line.toString();
                line.setLength(0);
                take(text);
            } else {
                line.append(next);
            }
        }
    }

    /** Only what is a status or JSON counts, not the framing. */
    private void take(String text) throws IOException {
        if (text.startsWith("HTTP/1.1 ") && !text.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("a stream was answered with " + text.strip());
        }
        if (text.startsWith("{")) {
            JsonObject ack = new JsonObject(text);
            ended = "end".equals(ack.getString("ack"));
            if (ended && (ack.getLong("rejected") > 0 || ack.containsKey("code"))) {
                throw new IOException("frames were refused: " + text);
            }
            durable = ack.getLong(ended ? "durable" : "count");
        }
    }

    /** How many frames, from the first on, are in the store. */
    long durable() {
        return durable;
    }

    /** Whether the last line has come. */
    boolean ended() {
        return ended;
    }
}
