package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Frames of a recording by their times, in no order, against single objects of their size. */
record FrameReadBench(String row) implements RowBench {
    private static final Path FRAMES = Path.of("target/bench/frames").toAbsolutePath();
    private static final Path OBJECTS = Path.of("target/bench/objects").toAbsolutePath();
    private static final int PATHS = 20_000;
    private static final long LONGEST_HEAD = 3_000;
    private static final int SEED = 30;

    @Override
    public List<Line> run(Stand stand) {
        Random random = new Random(SEED);
        write(FRAMES, () -> frame(stand, random));
        Contest contest = new Contest(
                row,
                Unit.REQUESTS,
                side(stand, stand.api(), FRAMES),
                objects(stand, random),
                stand.settings().rounds());
        String what =
                "GET of a frame of 30 kB at random, by its time or one near it, %s; GET of an object, %d connections"
                        .formatted(stand.recording().told(), Wrk.CONNECTIONS);
        return List.of(Line.Compared.of(contest, what, Goal.atLeast(1)));
    }

    /** GET of small objects of MinIO, one at random after another. */
    static Side objects(Stand stand, Random random) {
        int keys = (int) stand.settings().pick(5_000, 500);
        stand.fill(SmallPutBench.PREFIX, keys);
        write(
                OBJECTS,
                () -> stand.minio()
                        .object(SmallPutBench.PREFIX + (1 + random.nextInt(keys)))
                        .getRawPath());
        return side(stand, stand.minio(), OBJECTS);
    }

    /** One is asked for by its own time, the next by one shortly after it. */
    static String frame(Stand stand, Random random) {
        Recording recording = stand.recording();
        int camera = random.nextInt(recording.cameras());
        String time = recording.time(camera, random.nextInt(recording.seconds()));
        String question = random.nextBoolean()
                ? time + "?match=exact"
                : Instant.parse(time).plusMillis(random.nextInt(400)) + "?match=nearest";
        return stand.api()
                .object("cameras/%s/frames/%s".formatted(recording.camera(camera), question))
                .toString()
                .replaceFirst("^http://[^/]*", "");
    }

    /** Where the paths of frames are after this. */
    static Path frames(Stand stand) {
        Random random = new Random(SEED + 1);
        write(FRAMES, () -> frame(stand, random));
        return FRAMES;
    }

    static void write(Path file, Supplier<String> path) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PATHS; i++) {
            lines.add(path.get());
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Side side(Stand stand, Endpoint endpoint, Path paths) {
        int seconds = stand.settings().frameSeconds();
        return new Side(
                endpoint.name(),
                round -> endpoint.measure(() -> Wrk.paths(endpoint.object(""), paths, seconds)
                        .withAnswersOf(StoredObjects.SMALL, StoredObjects.SMALL + LONGEST_HEAD)
                        .work()));
    }
}
