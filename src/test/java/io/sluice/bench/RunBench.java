package io.sluice.bench;

import io.sluice.bench.HotReadBench.Pair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs the rows that were asked for and tells them in one table. */
public final class RunBench {
    private static final Path DOCUMENT = Path.of("docs/PERFORMANCE.md");
    private static final Path COPY = Path.of("target/bench/table.md");

    private static final List<RowBench> OBJECTS = List.of(
            new HotReadBench(
                    "get-small-hot",
                    "GET 30 kB, one key, 32 connections",
                    HotReadBench.Kind.GET,
                    Pair.sluiceAnd(Stand::minio),
                    Goal.atLeast(5)),
            new HotReadBench(
                    "get-small-hot-nginx",
                    "GET 30 kB, one key, 32 connections",
                    HotReadBench.Kind.GET,
                    Pair.sluiceAnd(Stand::nginxCache),
                    Goal.atLeast(0.9)),
            new HotReadBench(
                    "storage-hot-nginx",
                    "GET 30 kB of /storage, one key, 32 connections",
                    HotReadBench.Kind.GET,
                    new Pair(Stand::storage, Stand::nginxCache),
                    Goal.atLeast(0.9)),
            new ColdReadBench("get-small-cold", Way.SLUICE, Goal.atLeast(0.9)),
            new ColdReadBench("get-small-cold-ceiling", Way.SIGNED_NGINX, Goal.none()),
            new SmallPutBench("put-small", Way.SLUICE, Goal.atLeast(0.9)),
            new SmallPutBench("put-small-ceiling", Way.SIGNED_NGINX, Goal.none()),
            new BigGetBench("get-big"),
            new BigPutBench("put-big-1", 1, Stand::sluice, Goal.atLeast(1)),
            new PartsPutBench("put-big-1-ceiling"),
            new BigPutBench("put-big-4", 4, Stand::sluice, Goal.atLeast(0.9)),
            new BigPutBench("put-big-4-ceiling", 4, Stand::nginx, Goal.none()),
            new ShapedGetBench("get-shaped"),
            new HotReadBench(
                    "head-hot",
                    "HEAD, one key, 32 connections",
                    HotReadBench.Kind.HEAD,
                    Pair.sluiceAnd(Stand::minio),
                    Goal.atLeast(5)),
            new HotReadBench(
                    "not-modified-hot",
                    "GET answered with 304, one key, 32 connections",
                    HotReadBench.Kind.NOT_MODIFIED,
                    Pair.sluiceAnd(Stand::minio),
                    Goal.atLeast(5)),
            new MixedLatencyBench("p99-mixed", Stand::sluice, Stand::sluice, Goal.atMost(5)),
            new MixedLatencyBench("p99-mixed-ceiling", Stand::nginxCache, Stand::nginx, Goal.none()),
            new AuditBench("audit-put", AuditBench.Kind.PUT, Goal.atLeast(0.95)),
            new AuditBench("audit-get-hot", AuditBench.Kind.GET, Goal.none()),
            new SlowClientsBench("memory-slow"),
            new StartBench("start"));

    /** Those that send take all packs out of the store, so they come before those that read. */
    private static final List<RowBench> FRAMES = List.of(
            new FramePushBench("frames-30k", StoredObjects.SMALL, Goal.atLeast(5), Goal.atMost(0.25)),
            new FrameCeilingBench("frames-30k-ceiling"),
            new FramePushBench("frames-4k", 4 << 10, Goal.atLeast(15), Goal.none()),
            new SingleFrameBench("frames-single"),
            new FrameAckBench("frames-ack"),
            new FrameReadBench("frame-random"),
            new RangeReadBench("frame-random-ceiling"),
            new ReplayBench("frames-replay"),
            new ReplayCeilingBench("frames-replay-ceiling"),
            new FirstQueryBench("frames-first-query"),
            new FrameIndexBench("frames-index"));

    private static final List<RowBench> ROWS =
            Stream.concat(OBJECTS.stream(), FRAMES.stream()).toList();

    private RunBench() {}

    /** Ends with exit code 1 when a row failed, 2 when there is no row of a name. */
    public static void main(String[] arguments) throws IOException {
        Settings settings = Settings.of(System.getenv());
        List<String> names = ROWS.stream().map(RowBench::row).toList();
        if (!names.containsAll(settings.rows())) {
            System.err.println("The rows are: " + String.join(", ", names));
            System.exit(2);
        }
        Files.createDirectories(Objects.requireNonNull(COPY.getParent()));
        List<Line> lines = measure(settings);
        tell(settings, lines);
        System.exit(lines.stream().anyMatch(line -> line instanceof Line.NotMeasured none && none.failed()) ? 1 : 0);
    }

    private static List<Line> measure(Settings settings) {
        List<Line> lines = new ArrayList<>();
        try (Stand stand = new Stand(settings)) {
            if (OBJECTS.stream().anyMatch(row -> settings.wants(row.row()))) {
                WarmUp.ofObjects(stand);
            }
            if (FRAMES.stream().anyMatch(row -> settings.wants(row.row()))) {
                WarmUp.ofFrames(stand);
            }
            for (RowBench row : ROWS) {
                if (settings.wants(row.row())) {
                    Progress.tell(row.row());
                    lines.addAll(measure(row, stand));
                }
            }
        }
        return lines;
    }

    private static List<Line> measure(RowBench row, Stand stand) {
        try {
            return row.run(stand);
        } catch (RuntimeException e) {
            Progress.tell(row.row() + " failed: " + e);
            e.printStackTrace();
            return List.of(new Line.NotMeasured(row.row(), String.valueOf(e.getMessage()), true));
        }
    }

    private static void tell(Settings settings, List<Line> lines) throws IOException {
        String table = Table.of(Machine.describe() + " " + capital(settings) + ".", lines);
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(table);
        Files.writeString(COPY, table);
        if (settings.complete()) {
            Table.write(table, DOCUMENT);
            Progress.tell("written to " + DOCUMENT);
        } else {
            Progress.tell(DOCUMENT + " stays as it is: only a whole run without extra settings is written there");
        }
    }

    private static String capital(Settings settings) {
        return "In turn, after a warm-up: " + settings;
    }
}
