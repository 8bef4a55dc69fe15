package io.sluice.bench;

import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.OpenPack;
import io.sluice.feature.frames.pack.SealedPack;
import io.sluice.testing.SluiceProcess;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The first question to a replica that has just started, about a day of which neither it nor Redis knows anything. */
record FirstQueryBench(String row) implements RowBench {
    private static final int CAMERAS = 50;
    private static final int FRAMES_A_MINUTE = 10;
    private static final int IMAGE = 100;
    private static final int WRITERS = 8;
    private static final double MOST_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        int minutes = (int) stand.settings().pick(24 * 60, 60);
        Instant day = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.DAYS);
        write(stand.packs(), day, minutes);
        Instant noon = day.plus(Duration.ofMinutes(minutes / 2));
        String about =
                " of %,d packs, one a minute, %d cameras, after Redis was emptied, on a replica that has just started"
                        .formatted(minutes, CAMERAS);
        return List.of(
                line(stand, row, "a minute at noon" + about, range(noon, noon.plusSeconds(59))),
                line(
                        stand,
                        row + "-day",
                        "the first page of a day" + about,
                        range(day, day.plusSeconds(60L * minutes))));
    }

    private static String range(Instant from, Instant to) {
        return "cameras/camera-7/frames?from=%s&to=%s".formatted(from, to);
    }

    private static Line line(Stand stand, String name, String what, String question) {
        List<Reading> readings = new ArrayList<>();
        for (int round = 1; round <= stand.settings().rounds(); round++) {
            Reading reading = asked(stand, question);
            Progress.tell("%s round %d: %.0f ms".formatted(name, round, reading.value()));
            readings.add(reading);
        }
        return new Line.Repeated(name, what, Unit.QUERY, readings, Goal.atMostMillis(MOST_MILLIS));
    }

    private static Reading asked(Stand stand, String question) {
        stand.emptyRedis();
        try (SluiceProcess fresh = SluiceProcess.started(stand.setup("-Xmx512m"))) {
            Ready.await(fresh);
            Endpoint api = stand.api(fresh);
            return api.measure(() -> {
                long began = System.nanoTime();
                StoredObjects.read(api.object(question), FRAMES_A_MINUTE * 100);
                return new Work((System.nanoTime() - began) / 1e6, 1);
            });
        }
    }

    private static void write(Endpoint bucket, Instant day, int minutes) {
        Progress.tell("a day of packs");
        ByteBuffer image = FramePart.image(IMAGE);
        try (Clients clients = new Clients()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                clients.start(bucket.object(""), client -> {
                    for (int minute = first; minute < minutes; minute += WRITERS) {
                        Recording.put(client, bucket, pack(day.plus(Duration.ofMinutes(minute)), image));
                    }
                });
            }
            clients.await(PATIENCE);
        }
    }

    /** As compaction leaves them: by camera, then by time. */
    private static SealedPack pack(Instant minute, ByteBuffer image) {
        OpenPack pack = Recording.open(minute);
        for (int camera = 0; camera < CAMERAS; camera++) {
            for (int number = 0; number < FRAMES_A_MINUTE; number++) {
                Instant at = minute.plusMillis(60_000L / FRAMES_A_MINUTE * number + camera);
                long time = at.getEpochSecond() * 1_000_000_000L + at.getNano();
                pack.add(
                        new ImageHead("camera-" + camera, time, time, number, "jpeg"),
                        List.of(image),
                        Recording.unpaid());
            }
        }
        return pack.seal();
    }
}
