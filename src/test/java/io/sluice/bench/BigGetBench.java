package io.sluice.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Large objects read by two clients; the processor time of the two proxies is compared too. */
record BigGetBench(String row) implements RowBench {
    private static final String KEY = "big/read";
    private static final int CLIENTS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        long size = stand.settings().pick(256, 32) * StoredObjects.MIB;
        int times = (int) stand.settings().pick(4, 1);
        StoredObjects.put(stand.minio(), KEY, size);
        Contest contest = new Contest(
                row,
                Unit.BYTES,
                side(stand.sluice(), size, times),
                side(stand.nginx(), size, times),
                stand.settings().rounds());
        String what =
                "GET %d MiB, %d clients, objects for each: %d".formatted(size / StoredObjects.MIB, CLIENTS, times);
        Line.Compared speed = Line.Compared.of(contest, what, Goal.atLeast(1.3));
        return List.of(speed, cpu(speed));
    }

    private Side side(Endpoint endpoint, long size, int times) {
        URI uri = endpoint.object(KEY);
        return new Side(endpoint.name(), round -> endpoint.measure(() -> load(uri, size, times)));
    }

    private static Work load(URI uri, long size, int times) {
        long began = System.nanoTime();
        try (Clients clients = new Clients()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.start(uri, client -> {
                    for (int time = 0; time < times; time++) {
                        client.get(uri, size);
                    }
                });
            }
            clients.await(PATIENCE);
        }
        return Work.bytes(size * CLIENTS * times, Duration.ofNanos(System.nanoTime() - began));
    }

    /** What the proxies themselves took for the same bytes, without the store behind them. */
    private static Line cpu(Line.Compared speed) {
        List<Round> rounds = speed.rounds().stream()
                .map(round -> new Round(only(round.first(), "sluice"), only(round.second(), "nginx")))
                .toList();
        Contest contest = new Contest(
                speed.row() + "-cpu",
                Unit.CPU,
                speed.contest().first(),
                speed.contest().second(),
                speed.contest().rounds());
        return new Line.Compared(
                contest.row(), "the same: processor time of the proxy alone", contest, rounds, Goal.atMost(0.7));
    }

    private static Reading only(Reading reading, String process) {
        return new Reading(new Work(reading.cpuOf(process), reading.work().amount()), Map.of());
    }
}
