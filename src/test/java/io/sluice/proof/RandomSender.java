package io.sluice.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.wire.RandomStream;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Posts one random stream, whole or damaged, in one of the ways in which HTTP/1.1 lets it, and looks at the answer. */
final class RandomSender {
    private static final int LARGEST_PIECE = 3000;

    private final long seed;
    private final Random random;
    private final byte[] body;
    private final String camera;
    private final List<byte[]> whole;
    private final String type;
    private final Way way;

    private enum Way {
        /** At once. */
        LENGTH,
        CHUNKED,
        /** Its side of the connection is ended before the body is, or the answer has come. */
        ENDED,
        /** The connection is closed, whatever has come of an answer. */
        CLOSED
    }

    RandomSender(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        RandomStream stream = RandomStream.of(random);
        RandomStream.Damaged damaged = stream.damaged(random);
        boolean harmed = random.nextInt(4) > 0;
        this.body = harmed ? damaged.bytes().array() : stream.bytes().toByteArray();
        this.whole = List.copyOf(harmed ? stream.framesBefore(damaged.at()) : stream.frames());
        this.type = "multipart/x-mixed-replace; boundary=\""
                + stream.boundary().value().replace("\"", "\\\"") + "\"";
        this.camera = "fuzz-" + random.nextInt(5);
        int pick = random.nextInt(10);
        this.way = pick < 4 ? Way.LENGTH : pick < 8 ? Way.CHUNKED : pick < 9 ? Way.ENDED : Way.CLOSED;
    }

    String camera() {
        return camera;
    }

    /** @return frames that have to be stored now: all before the damage */
    List<byte[]> send(Calls http) {
        try (Wire wire = http.connect()) {
            String accept = random.nextBoolean() ? "application/x-ndjson" : "*/*";
            wire.head(
                    "POST /api/v1/cameras/" + camera + "/frames",
                    "Content-Type: " + type,
                    "Accept: " + accept,
                    length());
            write(wire);
            if (way == Way.CLOSED) {
                return List.of();
            }
            assertAnswered((way == Way.ENDED ? wire.end() : wire).answer());
            return whole;
        } catch (UncheckedIOException failure) {
            throw new AssertionError(this + " has no answer", failure);
        }
    }

    private String length() {
        return switch (way) {
            case LENGTH -> "Content-Length: " + body.length;
            case CHUNKED -> "Transfer-Encoding: chunked";
            case ENDED, CLOSED -> "Content-Length: " + (body.length + 1);
        };
    }

    private void write(Wire wire) {
        if (way == Way.CHUNKED) {
            wire.bytes(chunked());
        } else {
            wire.bytes(body);
        }
    }

    /** In one write: an answer that comes early ends the connection. */
    private byte[] chunked() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int end = Math.min(body.length, at + 1 + random.nextInt(LARGEST_PIECE));
            all.writeBytes(Wire.chunked(Arrays.copyOfRange(body, at, end)));
            at = end;
        }
        all.writeBytes(Wire.chunked(new byte[0]));
        return all.toByteArray();
    }

    /** What was wrong is said in the answer, or in its last line. */
    private void assertAnswered(Reply reply) {
        String about = this + ": " + reply;
        if (reply.status() != 200) {
            assertThat(reply.status()).as(about).isIn(way == Way.ENDED ? List.of(400, 413, 499) : List.of(400, 413));
            reply.isProblem(reply.status(), reply.json().getString("code"));
            assertThat(whole).as(about).isEmpty();
            return;
        }
        JsonObject last = new JsonObject(reply.text().lines().toList().getLast());
        assertThat(last.getString("ack")).as(about).isEqualTo("end");
        assertThat(last.getLong("durable")).as(about).isGreaterThanOrEqualTo(whole.size());
        assertThat(last.getLong("rejected")).as(about).isZero();
        assertThat(last.getString("code")).as(about).isNotEqualTo("internal-error");
    }

    @Override
    public String toString() {
        return "seed %d, %s, %d bytes, %d whole frames".formatted(seed, way, body.length, whole.size());
    }
}
