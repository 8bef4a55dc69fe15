package io.sluice.feature.frames.http;

import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one sender: which bytes, time and sequence the frame of a number has, before it is sent and ever after.
 *
 * @param start time of the first; the others follow a tenth of a millisecond apart
 */
record LoadFrames(long seed, String camera, Instant start) {
    private static final int LEAST = 100;
    private static final int MOST = 150_000;
    private static final byte[] NOISE = noise();

    private static byte[] noise() {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        return noise;
    }

    static LoadFrames of(long seed, String camera) {
        return of(seed, camera, Duration.ZERO);
    }

    /** @param late how long ago they were taken */
    static LoadFrames of(long seed, String camera, Duration late) {
        return new LoadFrames(seed, camera, Instant.now().minus(late).truncatedTo(ChronoUnit.MILLIS));
    }

    /** A piece of the same noise, which begins with what no other frame begins with. */
    byte[] image(int number) {
        Random random = new Random(seed * 1_000_003 + camera.hashCode() * 31L + number);
        int length = LEAST + random.nextInt(MOST - LEAST);
        int from = random.nextInt(NOISE.length - length);
        byte[] image = Arrays.copyOfRange(NOISE, from, from + length);
        ByteBuffer.wrap(image)
                .putInt(camera.hashCode())
                .putLong(start.toEpochMilli())
                .putInt(number);
        return image;
    }

    String time(int number) {
        return start.plus(100L * number, ChronoUnit.MICROS).toString();
    }

    String path() {
        return "/api/v1/cameras/" + camera + "/frames";
    }

    /** Lists the first {@code count} of them; tells which are not there just once and in order, or null. */
    @Nullable
    String missing(Calls http, int count) {
        List<Integer> listed = new ArrayList<>();
        String query = path() + "?limit=1000&from=" + time(0) + "&to=" + time(count);
        String after = "";
        do {
            JsonObject page = http.call("GET", query + after).has(200).json();
            page.getJsonArray("items").forEach(item -> listed.add(((JsonObject) item).getInteger("sequence")));
            String next = page.getString("next");
            after = next == null ? "" : "&after=" + next;
        } while (!after.isEmpty());
        listed.removeIf(sequence -> sequence >= count);
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        return listed.equals(all) ? null : "of %d frames of %s: %s".formatted(count, camera, listed);
    }

    /** Reads the frame by its time; tells what is wrong with it, or null. */
    @Nullable
    String wrong(Calls http, int number) {
        Reply reply = http.call("GET", path() + "/" + time(number) + "?match=exact");
        boolean same = reply.status() == 200
                && Arrays.equals(reply.body(), image(number))
                && reply.header("X-Frame-Sequence").equals(Optional.of(Integer.toString(number)));
        return same ? null : "frame %d of %s at %s: %s".formatted(number, camera, time(number), reply);
    }
}
