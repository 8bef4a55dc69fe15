package io.sluice.bench;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.time.Ids;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.SealedPack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Minutes of cameras that each sent a frame a second, in packs as one Sluice writes them at its longest delay, or in one for
 * each minute once Sluice has compacted them. They are some time ago, so that their minutes are over.
 *
 * @param start of the first frame
 * @param compacted whether this Sluice has a way to compact them
 */
record Recording(Instant start, int cameras, int seconds, boolean compacted) {
    private static final Duration AGO = Duration.ofMinutes(30);
    private static final long SECOND = 1_000_000_000L;
    private static final int PACKS_A_SECOND = 5;
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Ids IDS = Ids.system();

    static Recording make(Stand stand) {
        Instant start = Instant.now().minus(AGO).truncatedTo(ChronoUnit.MINUTES);
        Recording planned = new Recording(start, 50, (int) stand.settings().pick(600, 60), false);
        Progress.tell("recording of %d cameras, %d s".formatted(planned.cameras, planned.seconds));
        planned.write(stand.packs());
        String range = "?from=%s&to=%s".formatted(start, start.plusSeconds(planned.seconds));
        boolean compacted = ask(stand.api(), "admin/frames/compact" + range);
        if (!ask(stand.api(), "admin/frames/reindex" + range)) {
            throw new IllegalStateException("the recording could not be indexed");
        }
        return new Recording(start, planned.cameras, planned.seconds, compacted);
    }

    /** Whether there is such a route. */
    private static boolean ask(Endpoint api, String path) {
        AtomicInteger status = new AtomicInteger();
        try (Clients clients = new Clients()) {
            clients.start(api.object(path), client -> status.set(client.ask("POST", api.object(path))));
            clients.await(PATIENCE);
        }
        if (status.get() != 200 && status.get() != 404) {
            throw new IllegalStateException("POST " + path + " was answered with " + status);
        }
        return status.get() == 200;
    }

    private void write(Endpoint bucket) {
        ByteBuffer image = FramePart.image(StoredObjects.SMALL);
        try (Clients clients = new Clients()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                clients.start(bucket.object(""), client -> {
                    for (int number = first; number < seconds * PACKS_A_SECOND; number += WRITERS) {
                        put(client, bucket, pack(number, image));
                    }
                });
            }
            clients.await(PATIENCE);
        }
    }

    static void put(BlockingClient client, Endpoint bucket, SealedPack pack) throws IOException {
        client.put(bucket.object(pack.key().toString()), pack.body().chunks());
    }

    /** The cameras whose turn it is in one fifth of a second. */
    private SealedPack pack(int number, ByteBuffer image) {
        OpenPack pack = open(start.plusSeconds(number / PACKS_A_SECOND));
        for (int camera = number % PACKS_A_SECOND; camera < cameras; camera += PACKS_A_SECOND) {
            long time = nanos(camera, number / PACKS_A_SECOND);
            pack.add(new ImageHead(camera(camera), time, time, number, "jpeg"), List.of(image), unpaid());
        }
        return pack.seal();
    }

    static OpenPack open(Instant minute) {
        return new OpenPack(PackKey.create(minute, "bench", IDS), unpaid());
    }

    /** Memory that nobody accounts for. */
    static io.sluice.base.bytes.Lease unpaid() {
        return new ByteBudget(1 << 20, 1, (delay, task) -> () -> {}).empty();
    }

    String camera(int number) {
        return "recorded-" + number;
    }

    /** When a camera made its frame of a second. */
    String time(int camera, int second) {
        return new FrameTime(nanos(camera, second)).toString();
    }

    private long nanos(int camera, int second) {
        long fifth = camera % PACKS_A_SECOND * (SECOND / PACKS_A_SECOND);
        return start.plusSeconds(second).getEpochSecond() * SECOND + fifth + camera * 1_000_000L;
    }

    /** The range of all its frames, as a query. */
    String range() {
        return "from=%s&to=%s".formatted(start, start.plusSeconds(seconds));
    }

    String told() {
        return compacted ? "compacted" : "not compacted";
    }
}
