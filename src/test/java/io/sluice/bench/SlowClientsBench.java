package io.sluice.bench;

import io.sluice.testing.ClientOutcome;
import io.sluice.testing.ClientRequest;
import io.sluice.testing.Content;
import io.sluice.testing.Exchange;
import io.sluice.testing.SlowClients;
import io.sluice.testing.SluiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The memory that Sluice needs for hundreds of clients that each move a large object slowly. */
record SlowClientsBench(String row) implements RowBench {
    private static final String KEY = "slow/read";
    private static final long SPEED = 64 << 10;
    private static final int MOST_MIB = 600;

    @Override
    public List<Line> run(Stand stand) {
        Settings settings = stand.settings();
        int eachWay = (int) settings.pick(200, 20);
        long seconds = settings.pick(60, 5);
        Content object = new Content(2, settings.pick(1024, 64) * StoredObjects.MIB);
        try (SluiceProcess sluice = SluiceProcess.started(stand.setup("-Xmx256m"));
                SlowClients clients = new SlowClients()) {
            Ready.await(sluice);
            Endpoint endpoint = stand.of("Sluice", sluice);
            store(stand, clients, object);
            List<Exchange> exchanges = start(clients, endpoint, object, eachWay);
            pause(seconds);
            double peak = sluice.process().use().peakResidentBytes() / (double) StoredObjects.MIB;
            double now = sluice.process().use().residentBytes() / (double) StoredObjects.MIB;
            check(exchanges, seconds);
            String what = "%d clients that read and %d that write %d MiB at 64 KiB/s each, -Xmx256m, for %d s"
                    .formatted(eachWay, eachWay, object.length() / StoredObjects.MIB, seconds);
            String told = "Sluice: %s MiB resident at most, %s at the end".formatted(Figures.of(peak), Figures.of(now));
            return List.of(new Line.Bounded(row, what, told, peak, Goal.atMostMib(MOST_MIB)));
        }
    }

    private static void store(Stand stand, SlowClients clients, Content object) {
        ClientOutcome put = clients.call(ClientRequest.put(stand.minio().object(KEY), object), 300);
        if (!put.is(200)) {
            throw new IllegalStateException("MinIO did not store the object: " + put);
        }
    }

    private static List<Exchange> start(SlowClients clients, Endpoint endpoint, Content object, int eachWay) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < eachWay; i++) {
            exchanges.add(clients.start(
                    ClientRequest.get(endpoint.object(KEY), object).at(SPEED)));
            exchanges.add(clients.start(
                    ClientRequest.put(endpoint.object("slow/put-" + i), object).at(SPEED)));
        }
        return exchanges;
    }

    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All have gone on, at half their pace at least; then they go away. */
    private static void check(List<Exchange> exchanges, long seconds) {
        for (Exchange exchange : exchanges) {
            if (exchange.outcome().isDone()) {
                throw new IllegalStateException("a client ended: " + SlowClients.await(exchange, 1));
            }
        }
        exchanges.forEach(Exchange::leave);
        long moved = exchanges.stream()
                .map(exchange -> SlowClients.await(exchange, 30))
                .mapToLong(outcome -> outcome.sent() + outcome.received())
                .sum();
        if (moved < exchanges.size() * SPEED * seconds / 2) {
            throw new IllegalStateException("the clients moved only " + moved + " bytes");
        }
    }
}
